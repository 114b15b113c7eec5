import { GateError, type ErrorCode } from '../../core/errors.js';
import type { Answer } from '../../core/sweep/answer.js';
import { failureText, withWords } from '../../core/report/failure-text.js';
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

const UNHEARD = { model: 'ENDPOINT_UNHEARD', judge: 'JUDGE_UNHEARD' } as const satisfies Record<
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

/** What to do about words that stand at a place, by what its name has in it. */
const ADVICE: readonly (readonly [place: RegExp, advice: string])[] = [
  [
    /tool|function|call/,
    'Nothing asks for a tool: set the tool choice of the server to none, or start it without a tool-call parser.',
  ],
  [
    /reason|think|thought/,
    'The server takes the answer for reasoning: start it without a reasoning parser, or with the one of this model, or switch reasoning off or on with request-body, so that both agree (chat_template_kwargs: {"enable_thinking": …}).',
  ],
  [/^text$/, 'This is the path of text completions: endpoint has to be that of chat completions.'],
  [/^delta/, 'This is a part of a stream: the server has to answer requests without stream.'],
];

/**
 * The error of an endpoint that answers, but not where an answer is looked for: ENDPOINT_UNHEARD or
 * JUDGE_UNHEARD.
 *
 * @param role - which endpoint
 * @param answers - how many there were, none of them readable
 * @param latest - the latest of them
 */
export function unheardError(role: Role, answers: number, latest: Answer): GateError {
  const what =
    latest.kind === 'misplaced'
      ? `hold their words elsewhere, the latest at: ${latest.place}`
      : `could not be read${latest.kind === 'failed' ? `, the latest because ${latest.detail}` : ''}`;
  const place = latest.kind === 'misplaced' ? latest.place : '';
  const advice = ADVICE.find(([pattern]) => pattern.test(place))?.[1];
  return new GateError(
    UNHEARD[role],
    `The first ${answers} answers of the ${role} endpoint ${what}.`,
    {
      remedy:
        advice ??
        `Ask ${PREFIX[role]}endpoint one question with curl: choices[0].message.content has to hold the answer. A chat template that does not fit the model is a usual cause.`,
    },
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
