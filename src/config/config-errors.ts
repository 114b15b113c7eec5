import { type ErrorCode, GateError } from '../errors.js';
import type { InputValues } from './parse-inputs.js';
import { rulesOf, type RunContext } from './run-context.js';
import { headRulesOf } from './trust.js';

/** Inputs that do not go together, or not with the event: when, and the error that says so. */
export interface Contradiction {
  readonly when: (inputs: InputValues, context: RunContext) => boolean;
  readonly error: (inputs: InputValues, context: RunContext) => GateError;
}

/** The error for an input that this run needs and did not get. */
export function missing(name: string, remedy: string): GateError {
  return new GateError('CONFIG_MISSING', `Input ${name} is missing.`, { remedy });
}

/** The error for an input that holds what it must not. */
export function invalid(message: string, remedy: string): GateError {
  return new GateError('CONFIG_INVALID', message, { remedy });
}

/** The error for inputs, or an input and the event, that contradict each other. */
export function conflict(message: string, remedy: string): GateError {
  return new GateError('CONFIG_CONFLICT', message, { remedy });
}

/** Failures that a run without secrets meets. */
const OF_MISSING_SECRETS: ReadonlySet<ErrorCode> = new Set([
  'CONFIG_MISSING',
  'ENDPOINT_REFUSED',
  'JUDGE_REFUSED',
  'CONTROL_REFUSED',
]);

/**
 * An error with what to do where the reason is that the run of a fork or a bot has no secrets; any other
 * comes back as it is.
 */
export function withForkAdvice(error: GateError, context: RunContext): GateError {
  const advice = rulesOf(context.event).withholdsSecrets ? headRulesOf(context).advice : undefined;
  if (advice === undefined || !OF_MISSING_SECRETS.has(error.code)) return error;
  return new GateError(error.code, error.message, { remedy: advice, cause: error });
}

/**
 * What a job's token has to be allowed, by what a run does with it; as it stands under `permissions:`.
 *
 * @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
export const PERMISSIONS = {
  /** Lists the entries of the Actions cache. */
  listCaches: 'actions: read',
  /** Reads a file of the repository, or its data branch. */
  readFiles: 'contents: read',
  /** Commits to the data branch. */
  writeFiles: 'contents: write',
  /** Finds a run's pull request, and comments on it. */
  comment: 'pull-requests: write',
  /** Reads a pull request, such as one that was accepted and merged. */
  readPulls: 'pull-requests: read',
  /** Sets the status of the commit that a run is about. */
  setStatus: 'statuses: write',
} as const;
