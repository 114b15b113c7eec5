import type { RunContext } from '../config/run-context.js';

/**
 * The page of a run and its attempt.
 *
 * @param context where and why the run happens
 * @returns empty outside Actions
 */
export function runUrl({
  isActions,
  serverUrl,
  repository,
  runId,
  runAttempt,
}: RunContext): string {
  return isActions ? `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}` : '';
}
