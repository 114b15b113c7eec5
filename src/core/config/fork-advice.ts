import { GateError, type ErrorCode } from '../errors.js';
import { rulesOf } from './events.js';
import type { RunContext } from './run-context.js';

/** Failures that a run without secrets meets. */
const OF_MISSING_SECRETS: ReadonlySet<ErrorCode> = new Set([
  'CONFIG_MISSING',
  'ENDPOINT_REFUSED',
  'JUDGE_REFUSED',
]);

const TWO_STAGES =
  'Sweep with mode: sweep and no judge, and judge in a workflow_run with mode: report (examples/fork-safe.yml).';

const FORK = `Runs for pull requests from forks get none of the repository's secrets and variables. ${TWO_STAGES}`;

const DEPENDABOT = `Runs of Dependabot see Dependabot secrets only: add the keys under Settings, Secrets and variables, Dependabot. Or: ${TWO_STAGES}`;

/**
 * An error with what to do where the reason is that a pull request's run has no secrets; any other
 * comes back as it is.
 *
 * @param error why the run stops
 * @param context where and why the run happens
 */
export function withForkAdvice(error: GateError, context: RunContext): GateError {
  const advice = rulesOf(context.event).withholdsSecrets ? adviceOf(context) : undefined;
  if (advice === undefined || !OF_MISSING_SECRETS.has(error.code)) return error;
  return new GateError(error.code, error.message, { remedy: advice, cause: error.cause });
}

/** What to do about the missing secrets of a pull request; undefined when it has them. */
function adviceOf({ pullRequest }: RunContext): string | undefined {
  if (pullRequest?.isDependabot === true) return DEPENDABOT;
  return pullRequest?.isFork === true ? FORK : undefined;
}
