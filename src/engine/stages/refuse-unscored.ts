import { GateError } from '../../core/errors.js';
import { groupBy } from '../../core/group-by.js';
import { unscoredReason } from '../../core/judge/score.js';
import { countUnscored } from '../../core/record/results.js';
import { failuresOf } from '../outcome/failures-of.js';
import type { RunFacts } from '../run-facts.js';
import { whatFailed } from '../../core/report/run-sentences.js';
import { unscoredText } from '../../core/report/failure-text.js';

/** Reasons, and kinds of failure, that the error names; the report has all. */
const MOST_NAMED = 2;

/**
 * Refuses to decide by a sweep with too many cells without a score: they make every figure doubtful,
 * which is an error and never a verdict on safety.
 *
 * @param facts what the run knows after its climb
 * @throws GateError TOO_MANY_UNSCORED
 */
export function refuseUnscored(facts: RunFacts): void {
  const { ledger, config } = facts;
  const { unscored, cells } = countUnscored(ledger?.results ?? new Map());
  if (unscored <= cells * config.decision.maxUnscored) return;
  const failed = whatFailed({ failures: failuresOf(facts).slice(0, MOST_NAMED) });
  throw new GateError(
    'TOO_MANY_UNSCORED',
    `${unscored} of ${cells} answers have no score (${reasonsOf(facts)}), more than the share ${config.decision.maxUnscored} of max-unscored.${failed === '' ? '' : ` What failed: ${failed}.`}`,
    {
      remedy:
        'See the kinds and reasons in the report; correct the endpoint or the judge, or raise max-unscored.',
    },
  );
}

/** Why answers have none: the most frequent reasons with their counts. */
function reasonsOf({ ledger, config }: RunFacts): string {
  const reasons = [...(ledger?.results.values() ?? [])].flatMap(
    ({ score }) => unscoredReason(score) ?? [],
  );
  return [...groupBy(reasons, (reason) => reason)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_NAMED)
    .map(([reason, same]) => `${same.length} ${unscoredText(reason, config.task)}`)
    .join(', ');
}
