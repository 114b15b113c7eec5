import type { RunContext } from './run-context.js';

/**
 * Whether what a run is about was made without this repository's secrets: by a fork, or by Dependabot,
 * whose runs are treated as a fork's. Answers of such a run are not to be trusted.
 *
 * @param context where and why the run happens
 */
export function isFromFork({ pullRequest, workflowRun, repository }: RunContext): boolean {
  if (workflowRun !== undefined) {
    return workflowRun.isDependabot || workflowRun.headRepository !== repository;
  }
  return pullRequest !== undefined && (pullRequest.isFork || pullRequest.isDependabot);
}
