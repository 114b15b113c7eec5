import { GateError, type ErrorCode } from '../errors.js';
import { rulesOf } from './events.js';
import { headRulesOf } from './heads.js';
import type { RunContext } from './run-context.js';

/** Failures that a run without secrets meets. */
const OF_MISSING_SECRETS: ReadonlySet<ErrorCode> = new Set([
  'CONFIG_MISSING',
  'ENDPOINT_REFUSED',
  'JUDGE_REFUSED',
]);

/**
 * An error with what to do where the reason is that the run of a fork or a bot has no secrets; any other
 * comes back as it is.
 *
 * @param error why the run stops
 * @param context where and why the run happens
 */
export function withForkAdvice(error: GateError, context: RunContext): GateError {
  const advice = rulesOf(context.event).withholdsSecrets ? headRulesOf(context).advice : undefined;
  if (advice === undefined || !OF_MISSING_SECRETS.has(error.code)) return error;
  return new GateError(error.code, error.message, { remedy: advice, cause: error.cause });
}
