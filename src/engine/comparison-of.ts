import { buildComparison } from '../core/compare/build-comparison.js';
import type { Comparison } from '../core/compare/comparison.js';
import type { Contest } from '../core/compare/contest.js';
import { ladderResult } from '../core/compare/ladder-result.js';
import type { RunFacts } from './run-facts.js';

/**
 * The contest whose figures people see: the one against the pool, unless only the pinned level shows
 * a regression; undefined when nothing was compared.
 *
 * @param facts what the run knows
 */
export function shownContest({ climb }: RunFacts): Contest | undefined {
  const contests = climb?.contests ?? [];
  const regressed = contests.find(({ state }) => ladderResult(state) === 'regression');
  return regressed ?? contests[0];
}

/**
 * The comparison people see, as far as the run has come; undefined when there is none.
 *
 * @param facts what the run knows
 */
export function comparisonOf(facts: RunFacts): Comparison | undefined {
  const { ranked, ledger } = facts;
  const contest = shownContest(facts);
  if (contest === undefined || ranked === undefined || ledger === undefined) return undefined;
  return buildComparison(contest, ranked, ledger.results);
}
