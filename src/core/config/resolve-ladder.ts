import type { LadderName } from '../compare/ladders.js';
import { eventNameOf, rulesOf } from './events.js';
import type { RunContext } from './run-context.js';

/**
 * The ladder a run climbs.
 *
 * @param given the input, `auto` included
 * @param context where and why the run happens; a run that follows another takes the ladder of the
 *   other's event, so that both stages of a pull request name the same one
 */
export function resolveLadder(given: LadderName | 'auto', context: RunContext): LadderName {
  if (given !== 'auto') return given;
  const own = rulesOf(context.event).ladder;
  if (own !== 'triggering') return own;
  const other = rulesOf(eventNameOf(context.workflowRun?.event ?? '')).ladder;
  return other === 'triggering' ? 'nightly' : other;
}
