import { regressesAtBest } from '../../core/compare/regresses-at-best.js';
import { withFloors } from '../../core/compare/floors.js';
import { verdictOf } from '../../core/compare/verdict-of.js';
import type { VerdictReason } from '../../core/compare/verdict.js';
import { GateError } from '../../core/errors.js';
import { countUnscored } from '../../core/record/unscored.js';
import { guardsOf } from './climb-for-verdict.js';
import { comparisonOf } from '../outcome/comparison-of.js';
import { floorsOf } from '../outcome/floors-of.js';
import type { RunFacts } from '../run-facts.js';

/**
 * The verdict of a sweep that came to its end.
 *
 * @param facts what the run knows
 * @throws GateError TOO_MANY_UNSCORED
 */
export function finalVerdict(facts: RunFacts): VerdictReason {
  refuseUnscored(facts);
  const outcomes = floorsOf(facts);
  const isByFloorsAlone = facts.config.baseline.store.kind === 'none' && outcomes.length > 0;
  const compared = isByFloorsAlone ? undefined : verdictByBaseline(facts);
  return withFloors(compared, outcomes) ?? withoutBaseline(facts);
}

/** The verdict of what was, or was not, compared. */
function verdictByBaseline(facts: RunFacts): VerdictReason {
  if (facts.config.baseline.update === 'always')
    return { verdict: 'pass', reason: 'baseline-accepted' };
  if (facts.opponent?.kind === 'baseline') return comparedVerdict(facts);
  return facts.isFirst ? { verdict: 'pass', reason: 'baseline-created' } : withoutBaseline(facts);
}

/**
 * The verdict of a run that has nothing to compare with.
 *
 * @param facts what the lookup came to
 */
export function withoutBaseline({ opponent }: RunFacts): VerdictReason {
  const reason = opponent?.kind === 'none' ? opponent.reason : 'no-baseline';
  return { verdict: 'inconclusive', reason };
}

/** The verdict of a sweep that was compared, guards included. */
function comparedVerdict(facts: RunFacts): VerdictReason {
  return verdictOf(facts.climb?.contests ?? [], {
    findings: guardsOf(facts),
    improvementP: comparisonOf(facts, 'safe')?.improvementP ?? 1,
    isRegressedAtBest: regressesAtBest(facts.contestPlan?.contests ?? [], {
      ranked: facts.ranked ?? new Map(),
      results: facts.ledger?.results ?? new Map(),
      rungsReached: facts.climb?.rungsReached ?? 0,
    }),
  });
}

/** Too many cells without a score make every figure doubtful: an error, never a verdict on safety. */
function refuseUnscored({ ledger, config }: RunFacts): void {
  const { unscored, cells } = countUnscored(ledger?.results ?? new Map());
  if (unscored <= cells * config.decision.maxUnscored) return;
  throw new GateError(
    'TOO_MANY_UNSCORED',
    `${unscored} of ${cells} answers have no score, more than the share ${config.decision.maxUnscored} of max-unscored.`,
    {
      remedy:
        'See the kinds and reasons in the report; mend the endpoint or the judge, or raise max-unscored.',
    },
  );
}
