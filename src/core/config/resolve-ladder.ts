import type { LadderName } from './config.js';
import type { RunContext } from './run-context.js';

/** The ladder `auto` takes, where it is not the nightly one. */
const LADDER_OF_EVENT: Readonly<Partial<Record<string, LadderName>>> = {
  pull_request: 'sampled',
  pull_request_target: 'sampled',
  merge_group: 'sampled',
  release: 'release',
};

/** The event that a run belongs to: of a run that follows another, the other's. */
function eventOf({ event, workflowRun }: RunContext): string {
  return workflowRun?.event ?? event;
}

/**
 * The ladder a run climbs.
 *
 * @param given the input, `auto` included
 * @param context where and why the run happens; a run that follows another takes the ladder of the
 *   other's event, so that both stages of a pull request name the same one
 */
export function resolveLadder(given: LadderName | 'auto', context: RunContext): LadderName {
  return given === 'auto' ? (LADDER_OF_EVENT[eventOf(context)] ?? 'nightly') : given;
}
