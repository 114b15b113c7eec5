import { buildComparison } from '../../core/compare/build-comparison.js';
import type { Comparison } from '../../core/compare/comparison.js';
import type { Contest } from '../../core/compare/contests.js';
import { ladderResult } from '../../core/compare/ladder-state.js';
import type { Metric } from '../../core/compare/metric.js';
import { countsOf } from '../../core/record/results.js';
import { wordFindings } from './guards-of.js';
import type { RunFacts } from '../run-facts.js';

/**
 * The contests whose figures people see, one a metric: the one against the pool, unless only the
 * pinned level shows a regression; none when nothing was compared.
 *
 * @param facts what the run knows
 */
export function shownContests({ climb }: RunFacts): readonly Contest[] {
  const contests = climb?.contests ?? [];
  return [...new Set(contests.map(({ metric }) => metric))].flatMap((metric) => {
    const ofMetric = contests.filter((contest) => contest.metric === metric);
    const regressed = ofMetric.find(({ state }) => ladderResult(state) === 'regression');
    return regressed ?? ofMetric[0] ?? [];
  });
}

/**
 * The comparison of one metric that people see, as far as the run has come; undefined when there is
 * none. A domain whose answers say nothing does not pass in it.
 *
 * @param facts what the run knows
 * @param metric which metric
 */
export function comparisonOf(facts: RunFacts, metric: Metric): Comparison | undefined {
  const { ranked, ledger } = facts;
  const contest = shownContests(facts).find((shown) => shown.metric === metric);
  if (contest === undefined || ranked === undefined || ledger === undefined) return undefined;
  const comparison = buildComparison(contest, ranked, countsOf(ledger.results));
  const silent = new Set(
    wordFindings(facts).flatMap((found) => ('domain' in found ? found.domain : [])),
  );
  return {
    ...comparison,
    domains: comparison.domains.map((row) =>
      row.verdict === 'pass' && silent.has(row.domain) ? { ...row, verdict: 'open' } : row,
    ),
  };
}
