import { regressesAtBest } from '../../core/compare/contests.js';
import { withFloors } from '../../core/compare/floors.js';
import { verdictOf, type VerdictReason } from '../../core/compare/verdict.js';
import { comparisonOf } from '../outcome/comparison-of.js';
import { floorsOf } from '../outcome/floors-of.js';
import { guardsOf, wordFindings } from '../outcome/guards-of.js';
import { countsAtBest } from '../../core/record/results.js';
import type { RunFacts } from '../run-facts.js';
import { withKnownRed } from './repeat-verdict.js';
import { withoutBaseline } from './stop-without-baseline.js';

/**
 * The verdict of a sweep that came to its end.
 *
 * @param facts what the run knows
 */
export function finalVerdict(facts: RunFacts): VerdictReason {
  const outcomes = floorsOf(facts);
  const isByFloorsAlone = facts.config.baseline.store.kind === 'none' && outcomes.length > 0;
  const compared = isByFloorsAlone ? unheard(facts) : verdictByBaseline(facts);
  return withKnownRed(facts, withFloors(compared, outcomes) ?? withoutBaseline(facts));
}

/** The verdict of a run that is not compared, and has no words to be measured by; undefined where it has. */
function unheard(facts: RunFacts): VerdictReason | undefined {
  return wordFindings(facts).length === 0
    ? undefined
    : { verdict: 'inconclusive', reason: 'guard' };
}

/** The verdict of what was, or was not, compared. */
function verdictByBaseline(facts: RunFacts): VerdictReason {
  const isAccepted = facts.config.baseline.update === 'always';
  if (!isAccepted && facts.opponent?.kind === 'baseline') return comparedVerdict(facts);
  if (!isAccepted && !facts.isFirst) return unheard(facts) ?? withoutBaseline(facts);
  const reason = isAccepted ? 'baseline-accepted' : 'baseline-created';
  return unheard(facts) ?? { verdict: 'pass', reason };
}

/** The verdict of a sweep that was compared, guards included. */
function comparedVerdict(facts: RunFacts): VerdictReason {
  return verdictOf(facts.climb?.contests ?? [], {
    findings: guardsOf(facts),
    improvementP: comparisonOf(facts, 'safe')?.improvementP ?? 1,
    isRegressedAtBest: regressesAtBest(facts.contestPlan?.contests ?? [], {
      ranked: facts.ranked ?? new Map(),
      countsAtBest: countsAtBest(facts.ledger?.results ?? new Map()),
      rungsReached: facts.climb?.rungsReached ?? 0,
    }),
  });
}
