import type { VerdictReason } from '../../core/compare/verdict.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Ends a run that would spend for nothing: it has nothing to compare with, neither makes nor accepts a
 * baseline, is not decided by floors alone, and is not told to go on without one.
 *
 * @param facts what the run knows after the lookup
 * @returns undefined when the run goes on
 */
export function stopWithoutBaseline(facts: RunFacts): VerdictReason | undefined {
  return mayClimb(facts) ? undefined : withoutBaseline(facts);
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

/** Whether a run goes on to spend. */
function mayClimb({ opponent, isFirst, config }: RunFacts): boolean {
  if (opponent?.kind === 'baseline' || isFirst) return true;
  const isByFloorsAlone =
    config.baseline.store.kind === 'none' && config.decision.floors.length > 0;
  if (isByFloorsAlone) return true;
  return config.baseline.update === 'always' || !config.decision.failMissingBaseline;
}
