import { GateError, type ErrorCode } from '../../core/errors.js';
import { failureText, withWords } from '../../core/report/text/failure-text.js';
import { failureOf, type Failure } from '../../core/sweep/failures.js';
import type { FailedAnswer, Refusal } from '../../core/sweep/reply-action.js';

/** Which of the two endpoints is meant. */
type Role = 'model' | 'judge';

const REFUSED = { model: 'ENDPOINT_REFUSED', judge: 'JUDGE_REFUSED' } as const satisfies Record<
  Role,
  ErrorCode
>;
const FAILING = { model: 'ENDPOINT_FAILING', judge: 'JUDGE_FAILING' } as const satisfies Record<
  Role,
  ErrorCode
>;

/** The prefix of the inputs that describe an endpoint. */
const PREFIX = { model: '', judge: 'judge-' } as const;

/** What was refused, and what to do, per input prefix. */
const REFUSALS: Readonly<Record<Refusal, { what: string; remedy: (prefix: string) => string }>> = {
  key: {
    what: 'does not accept the key',
    remedy: (prefix) => `Check the input ${prefix}api-key and the secret it comes from.`,
  },
  credit: {
    what: 'has no credit left for this key',
    remedy: (prefix) => `Add credit to the account of ${prefix}api-key, or use another key.`,
  },
  access: {
    what: 'denies access',
    remedy: (prefix) => `Check that ${prefix}api-key may use ${prefix}model.`,
  },
  path: {
    what: 'knows no such path or model',
    remedy: (prefix) =>
      `Check the inputs ${prefix}endpoint (with its /v1, if it has one) and ${prefix}model.`,
  },
};

/**
 * The error of an endpoint that refuses every request: ENDPOINT_REFUSED or JUDGE_REFUSED.
 *
 * @param role - which endpoint
 * @param refusal - what it refuses
 * @param detail - its own words, free of secrets
 */
export function refusedError(role: Role, refusal: Refusal, detail: string): GateError {
  const { what, remedy } = REFUSALS[refusal];
  return new GateError(REFUSED[role], `The ${role} endpoint ${what} (${detail}).`, {
    remedy: remedy(PREFIX[role]),
  });
}

/**
 * The error of an endpoint whose last cells all failed: ENDPOINT_FAILING or JUDGE_FAILING.
 *
 * @param role - which endpoint
 * @param failures - how many cells failed in a row
 * @param last - the latest of them, free of secrets
 */
export function failingError(role: Role, failures: number, last: FailedAnswer): GateError {
  const failure = failureOf(last);
  return new GateError(
    FAILING[role],
    `The last ${failures} answers asked of the ${role} endpoint all failed, the latest because: ${withWords(failureText(failure), failure.words)}.`,
    { remedy: remedyOf(role, failure) },
  );
}

/** What to do about an endpoint that fails in this way. */
function remedyOf(role: Role, { cause, status }: Failure): string {
  if (cause === 'too-large') {
    return 'Give the server a larger context length or body limit, then run again.';
  }
  if (cause === 'rejected' && (status === 400 || status === 422)) {
    const inputs = role === 'model' ? 'model, max-tokens and request-body' : 'judge-model';
    return `Compare ${inputs} with what the server takes, and see whether it takes pictures; then run again.`;
  }
  return `Look at the server's own log; then run again, with a lower concurrency if it was overloaded.`;
}
