import { mayPin, mayUpdate } from '../../core/pool/write-baseline.js';
import type { GatePorts } from '../gate-ports.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Makes sure that what this run may have to save could be saved, before anything is spent.
 *
 * @param facts inputs and event
 * @param ports the store
 * @throws GateError CONFIG_PERMISSION
 */
export async function requireSave(
  { config, context }: RunFacts,
  { baseline }: GatePorts,
): Promise<void> {
  const { update } = config.baseline;
  if (mayUpdate(update, context) || mayPin(update, context)) await baseline.requireWrite();
}
