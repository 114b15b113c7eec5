import { type Answer, type Failure, failureOf } from './answer.js';
import { failureLine } from './error-shape.js';
import { formatDuration } from '../format.js';
import { type ErrorCode, GateError } from '../errors.js';
import type { EndpointRole } from './chat-endpoint.js';
import type { Refusal } from './refusals.js';
import type { FailedAnswer } from './reply-action.js';

type Role = EndpointRole;

/** The prefix of the inputs that describe an endpoint. */
export const PREFIX = { model: '', judge: 'judge-', control: 'baseline-' } as const;

/** How the codes of an endpoint's errors begin. */
const CODES = { model: 'ENDPOINT', judge: 'JUDGE', control: 'CONTROL' } as const;

/**
 * The code of an error of an endpoint.
 *
 * @param role which endpoint
 * @param what what is wrong with it
 */
export function codeOf(
  role: Role,
  what: 'REFUSED' | 'FAILING' | 'UNHEARD' | 'UNREACHABLE',
): ErrorCode {
  return `${CODES[role]}_${what}`;
}

/** What was refused, and what to do, per input prefix. */
const REFUSALS: Readonly<Record<Refusal, { what: string; remedy: (prefix: string) => string }>> = {
  key: {
    what: 'does not accept the key',
    remedy: (prefix) => `Check the input ${prefix}api-key and the secret it comes from.`,
  },
  credit: {
    what: 'has no credit or budget left for this key',
    remedy: (prefix) =>
      `Add credit to the account of ${prefix}api-key, raise its budget, or use another key; answers so far are kept.`,
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
  model: {
    what: 'does not serve this model',
    remedy: (prefix) =>
      `Compare the input ${prefix}model with the names that GET /models of ${prefix}endpoint lists; providers retire models.`,
  },
  pictures: {
    what: 'does not see pictures',
    remedy: (prefix) =>
      prefix !== 'judge-'
        ? 'Serve a vision-language model: llama.cpp needs its projector (--mmproj), other servers a model whose card lists image input.'
        : 'Give judge-model a model that takes pictures: it judges an answer by picture and question together.',
  },
  limit: {
    what: 'has a limit that a job cannot wait for',
    remedy: (prefix) =>
      `Run it again then: answers so far are kept. A key of ${prefix}api-key with a higher limit spares the wait.`,
  },
  size: {
    what: 'finds every request too large',
    remedy: (prefix) =>
      prefix !== 'judge-'
        ? 'Give the server a larger context length or body limit (a picture may take thousands of tokens). Where the prompt alone fits, a lower max-tokens or a shorter system-prompt is enough.'
        : 'Give the judge’s server a larger context length or body limit (a picture may take thousands of tokens), or lower judge-max-tokens.',
  },
  request: {
    what: 'rejects every request',
    remedy: (prefix) =>
      prefix !== 'judge-'
        ? `Compare ${prefix}model, max-tokens and ${prefix}request-body with what the server takes, and see whether it takes pictures.`
        : 'Compare judge-model, judge-max-tokens and judge-request-body with what the server takes, and see whether it takes pictures.',
  },
  server: {
    what: 'fails with every request',
    remedy: (prefix) =>
      `Look at the server’s own log, and ask ${prefix}endpoint one question with a picture by curl.`,
  },
  unreadable: {
    what: 'gives replies that are no chat completions',
    remedy: (prefix) =>
      `Ask ${prefix}endpoint one question with curl: choices[0].message.content has to hold the answer. A web page means a wrong path (/v1); otherwise a chat template that does not fit the model is a usual cause.`,
  },
};

/**
 * The error of an endpoint that refuses every request: ENDPOINT_REFUSED or JUDGE_REFUSED; UNHEARD
 * where its replies cannot be read.
 *
 * @param detail - its own words, free of secrets
 */
export function refusedError(role: Role, refusal: Refusal, detail: string): GateError {
  const { what, remedy } = REFUSALS[refusal];
  const code = codeOf(role, refusal === 'unreadable' ? 'UNHEARD' : 'REFUSED');
  return new GateError(code, `The ${role} endpoint ${what} (${detail}).`, {
    remedy: remedy(PREFIX[role]),
  });
}

/**
 * The error of an endpoint whose last samples all failed: ENDPOINT_FAILING or JUDGE_FAILING.
 *
 * @param failures - how many samples failed in a row
 * @param last - the latest of them, free of secrets
 */
export function failingError(role: Role, failures: number, last: FailedAnswer): GateError {
  return new GateError(
    codeOf(role, 'FAILING'),
    `The last ${failures} answers asked of the ${role} endpoint all failed, the latest because: ${failureLine(last)}.`,
    { remedy: remedyOf(role, failureOf(last)) },
  );
}

/**
 * The error of an endpoint that has had nothing but trouble for too long: …_UNREACHABLE where nobody
 * replied at last, else …_FAILING.
 *
 * @param spanMs - for how long
 * @param last - what the latest request came to, free of secrets
 */
export function outageError(role: Role, spanMs: number, last: FailedAnswer): GateError {
  const isSilent = last.cause === 'transport';
  return new GateError(
    codeOf(role, isSilent ? 'UNREACHABLE' : 'FAILING'),
    `The ${role} endpoint has answered nothing for ${formatDuration(spanMs)}, the latest because: ${failureLine(last)}.`,
    {
      remedy: `Look at the server’s own log, whether it still runs and what limits it has; then run again: answers so far are kept.`,
    },
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
 * @param answers - how many there were, none of them readable
 */
export function unheardError(role: Role, answers: number, latest: Answer): GateError {
  const what =
    latest.kind === 'misplaced'
      ? `hold their words elsewhere, the latest at: ${latest.place}`
      : `could not be read${latest.kind === 'failed' ? `, the latest because ${latest.detail}` : ''}`;
  const place = latest.kind === 'misplaced' ? latest.place : '';
  const advice = ADVICE.find(([pattern]) => pattern.test(place))?.[1];
  return new GateError(
    codeOf(role, 'UNHEARD'),
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
    const tokens = role === 'judge' ? 'judge-max-tokens' : 'max-tokens';
    return `Give the server a larger context length or body limit, or lower ${tokens}; then run again.`;
  }
  if (cause === 'timeout') {
    return 'Raise request-timeout, or lower max-tokens or concurrency: the server needs longer for an answer. Then run again.';
  }
  if (cause === 'rejected' && (status === 400 || status === 422)) {
    const inputs =
      role === 'judge'
        ? 'judge-model, judge-max-tokens and judge-request-body'
        : `${PREFIX[role]}model, max-tokens and ${PREFIX[role]}request-body`;
    return `Compare ${inputs} with what the server takes, and see whether it takes pictures; then run again.`;
  }
  return `Look at the server's own log; then run again, with a lower concurrency if it was overloaded.`;
}
