import type { Answer, FailureCause } from './answer.js';
import type { Fault } from './limits.js';
import { adaptCapabilities, type Capabilities } from './capabilities.js';
import { type ErrorShape, isModeration, isOutOfCredit, isTooLarge } from './error-shape.js';

/** A sample without an answer. */
export type FailedAnswer = Extract<Answer, { kind: 'failed' }>;

/** Why every further request would be refused too. */
export type Refusal = 'key' | 'credit' | 'access' | 'path';

/** What one call gave: an answer a choice, or one failure. */
export type Answers = readonly [Answer, ...Answer[]];

/** What one reply means for its call. */
export type ReplyAction =
  /** The call is done; of several answers the further ones belong to further repeats. */
  | { readonly kind: 'answers'; readonly answers: Answers }
  /** Ask again at once, with these capabilities; `answer` is what the sample is when that is not to be. */
  | { readonly kind: 'adapt'; readonly capabilities: Capabilities; readonly answer: FailedAnswer }
  /** Ask again later; `answer` is what the sample is when that is not to be. */
  | {
      readonly kind: 'retry';
      readonly fault: Fault;
      /** Equal keys are the same trouble: a status, or why there was no reply. */
      readonly key: string;
      /** What the server asked for. */
      readonly waitMs?: number;
      readonly answer: FailedAnswer;
    }
  /** Stop the run. */
  | { readonly kind: 'fatal'; readonly refusal: Refusal; readonly detail: string };

/** Characters of a server's message that reach a report or an error. */
const DETAIL_LIMIT = 300;

/**
 * The answer of a sample that failed.
 *
 * @param cause - who failed, in one word
 * @param detail - what was said; cut to one short line
 */
export function failedAnswer(cause: FailureCause, detail: string): FailedAnswer {
  return { kind: 'failed', cause, detail: detail.slice(0, DETAIL_LIMIT) };
}

/** What the meaning of an error depends on. */
interface ErrorContext {
  readonly status: number;
  readonly error: ErrorShape;
  /** The one the request was sent in. */
  readonly capabilities: Capabilities;
  /** Whether this endpoint has answered anything yet: what it refuses from the start, it will always refuse. */
  readonly hasSucceeded: boolean;
  /** How long the server asked to wait. */
  readonly askedMs: number | undefined;
}

/** One line of the table of errors: the first whose statuses and condition fit says what to do. */
interface Rule {
  readonly statuses: (status: number) => boolean;
  readonly when?: (context: ErrorContext) => boolean;
  readonly then: (context: ErrorContext) => ReplyAction;
}

const isIn =
  (...statuses: readonly number[]) =>
  (status: number): boolean =>
    statuses.includes(status);
const isAny = (): boolean => true;
/** A wrong path, in all its forms; redirects are not followed, they would carry key and prompts elsewhere. */
const isPath = (status: number): boolean =>
  (status >= 300 && status <= 399) || isIn(404, 405, 410)(status);
const isUnmet = ({ hasSucceeded }: ErrorContext): boolean => !hasSucceeded;

const RULES: readonly Rule[] = [
  {
    statuses: isIn(400, 403, 422, 451, 500),
    when: ({ error }) => isModeration(error),
    then: () => ({ kind: 'answers', answers: [{ kind: 'filtered', at: 'prompt' }] }),
  },
  { statuses: isIn(413), then: fails('too-large') },
  {
    statuses: isIn(400, 422),
    when: ({ error }) => isTooLarge(error),
    then: fails('too-large'),
  },
  {
    // More tokens than OpenAI allows in a whole minute: waiting will not help.
    statuses: isIn(429),
    when: ({ error }) => /^request too large/i.test(error.message),
    then: fails('too-large'),
  },
  {
    statuses: isIn(400, 422),
    when: ({ capabilities, error }) => adaptCapabilities(capabilities, error) !== undefined,
    then: adapts,
  },
  { statuses: isIn(401), then: stops('key') },
  { statuses: isIn(402), then: stops('credit') },
  {
    // Azure says insufficient_quota of a limit per minute too; it then says when to come back.
    statuses: isIn(403, 429),
    when: ({ error, askedMs }) => isOutOfCredit(error) && askedMs === undefined,
    then: stops('credit'),
  },
  { statuses: isIn(403, 407), when: isUnmet, then: stops('access') },
  { statuses: isPath, when: isUnmet, then: stops('path') },
  { statuses: isIn(403, 407), then: retries('stubborn', 'rejected') },
  { statuses: isPath, then: retries('stubborn', 'not-found') },
  { statuses: isIn(408, 409, 425, 429, 503, 529), then: retries('busy', 'server') },
  { statuses: isIn(502, 504), then: retries('lost', 'server') },
  // 424 is what TGI says when generating failed.
  { statuses: (status) => status >= 500 || status === 424, then: retries('broken', 'server') },
  { statuses: isAny, then: fails('rejected') },
];

/**
 * What an error means for its sample and for the run, by the table of errors.
 *
 * @param context - the error, and what its meaning depends on
 */
export function errorAction(context: ErrorContext): ReplyAction {
  const rule = RULES.find(
    ({ statuses, when }) => statuses(context.status) && (when === undefined || when(context)),
  );
  return (rule?.then ?? fails('rejected'))(context);
}

/** The status and the message, as a sample's failure or a fatal error tells them. */
function detailOf({ status, error }: ErrorContext): string {
  return error.message === '' ? `status ${status}` : `status ${status}: ${error.message}`;
}

/** The sample is asked again with other capabilities. */
function adapts(context: ErrorContext): ReplyAction {
  const capabilities =
    adaptCapabilities(context.capabilities, context.error) ?? context.capabilities;
  return { kind: 'adapt', capabilities, answer: failedAnswer('rejected', detailOf(context)) };
}

/** The sample has failed. */
function fails(cause: FailureCause): Rule['then'] {
  return (context) => ({ kind: 'answers', answers: [failedAnswer(cause, detailOf(context))] });
}

/** The run stops. */
function stops(refusal: Refusal): Rule['then'] {
  return (context) => ({ kind: 'fatal', refusal, detail: detailOf(context).slice(0, 300) });
}

/** The sample is asked again. */
function retries(fault: Fault, cause: FailureCause): Rule['then'] {
  return (context) => ({
    kind: 'retry',
    fault,
    key: String(context.status),
    ...(context.askedMs === undefined ? {} : { waitMs: context.askedMs }),
    answer: failedAnswer(cause, detailOf(context)),
  });
}
