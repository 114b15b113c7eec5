import type { LadderName } from './config.js';
import type { EventName, RunContext } from './run-context.js';

/** The ladder `auto` takes, where it is not the nightly one. */
const LADDER_OF_EVENT: Partial<Record<EventName, LadderName>> = {
  pull_request: 'sampled',
  pull_request_target: 'sampled',
  merge_group: 'sampled',
  release: 'release',
};

/**
 * The ladder a run climbs.
 *
 * @param given the input, `auto` included
 * @param context where and why the run happens
 */
export function resolveLadder(given: LadderName | 'auto', context: RunContext): LadderName {
  return given === 'auto' ? (LADDER_OF_EVENT[context.event] ?? 'nightly') : given;
}
