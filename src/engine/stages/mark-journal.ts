import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Notes where the baseline is that the run compares with: a run that goes on from its answers
 * compares with the same.
 *
 * @param facts where it was looked for
 * @param ports the journal
 */
export function markBegun(
  { where }: RunFacts,
  { journal }: Pick<GatePorts, 'journal'>,
): Promise<void> {
  return journal.append({ type: 'begun', where: needed(where, 'baseline') });
}

/**
 * Notes that the run has all that it asks for: nothing is left to go on from.
 *
 * @param _facts not looked at
 * @param ports the journal
 */
export function markFinished(
  _facts: RunFacts,
  { journal }: Pick<GatePorts, 'journal'>,
): Promise<void> {
  return journal.append({ type: 'finished' });
}
