import type { Config } from './config.js';
import type { RunContext } from './run-context.js';

/**
 * Whether a run follows one that a fork's code made answers in, without secrets and unseen; a run of
 * Dependabot is treated as a fork's. Such answers prove nothing of the model.
 *
 * @param context where and why the run happens
 */
export function hasForkAnswers({ workflowRun, repository }: RunContext): boolean {
  if (workflowRun === undefined) return false;
  return workflowRun.isDependabot || workflowRun.headRepository !== repository;
}

/**
 * Whether a run reports on answers that a fork's code made: its verdict is unverified.
 *
 * @param config the input `mode`
 * @param context where and why the run happens
 */
export function reportsForkAnswers({ mode }: Pick<Config, 'mode'>, context: RunContext): boolean {
  return mode === 'report' && hasForkAnswers(context);
}
