import { GateError, type ErrorCode } from '../../core/errors.js';
import type { Refusal } from '../../core/sweep/reply-action.js';

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
 * @param detail - why the last one did
 */
export function failingError(role: Role, failures: number, detail: string): GateError {
  return new GateError(
    FAILING[role],
    `The last ${failures} answers asked of the ${role} endpoint all failed to come, the latest with: ${detail.replace(/\.$/, '')}.`,
    {
      remedy: `Look at the server's own log; then run again, with a lower concurrency if it was overloaded.`,
    },
  );
}
