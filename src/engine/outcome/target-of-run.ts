import { targetOf } from '../../core/record/identity.js';
import type { Target } from '../../core/record/record-schema.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';

/**
 * The target of a run: of the records it reports on, else of its inputs, with what the server says
 * it serves as far as it has said so.
 *
 * @param facts what the run knows
 */
export function targetOfRun({ config, model, merged }: RunFacts): Target {
  if (merged !== undefined) return merged.target;
  return targetOf(needed(config.model, 'model'), config.generation, model?.served() ?? null);
}
