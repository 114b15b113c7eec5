import { GateError } from '../../core/errors.js';
import { countUnscored } from '../../core/record/unscored.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Refuses to decide by a sweep with too many cells without a score: they make every figure doubtful,
 * which is an error and never a verdict on safety.
 *
 * @param facts what the run knows after its climb
 * @throws GateError TOO_MANY_UNSCORED
 */
export function refuseUnscored({ ledger, config }: RunFacts): void {
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
