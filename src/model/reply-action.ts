import type { Answer, FailureCause } from './answer.js';
import { type Fault, LONGEST_ASKED_MS } from './limits.js';
import { adaptCapabilities, type Capabilities } from './capabilities.js';
import { type ErrorShape, isModeration, isTooLarge } from './error-shape.js';
import { formatDuration } from '../format.js';
import { isLongLimit, type Refusal, wordedRefusal } from './refusals.js';

/** A sample without an answer. */
export type FailedAnswer = Extract<Answer, { kind: 'failed' }>;

/** What one call gave: an answer a choice, or one failure. */
export type Answers = readonly [Answer, ...Answer[]];

/** What every request may meet, and the words for it. */
interface Suspicion {
  readonly refusal: Refusal;
  readonly detail: string;
}

/** What one reply means for its call. */
export type ReplyAction =
  /** The call is done; of several answers the further ones belong to further repeats. */
  | { readonly kind: 'answers'; readonly answers: Answers; readonly suspicion?: Suspicion }
  /** Ask again at once, with these capabilities; `answer` is what the sample is when that is not to be. */
  | { readonly kind: 'adapt'; readonly capabilities: Capabilities; readonly answer: FailedAnswer }
  /** Ask again later; `answer` is what the sample is when that is not to be. */
  | {
      readonly kind: 'retry';
      readonly fault: Fault;
      /** Equal keys are the same trouble: a status, or why there was no reply. */
      readonly key: string;
      /** What the server asked for: the least to wait. */
      readonly waitMs?: number;
      /** Until a limit is back in full: the most to wait. */
      readonly fullMs?: number;
      readonly suspicion?: Suspicion;
      readonly answer: FailedAnswer;
    }
  /** Stop the run. */
  | ({ readonly kind: 'fatal' } & Suspicion);

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
  /** How many answers it asked for. */
  readonly asked: number;
  /** Whether this endpoint has answered anything yet: what it refuses from the start, it will always refuse. */
  readonly hasSucceeded: boolean;
  /** How long the server asked to wait. */
  readonly askedMs: number | undefined;
  /** Until a limit is back in full, where nothing is left of it. */
  readonly fullMs: number | undefined;
  readonly nowMs: number;
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

/** A request that was not taken, as against a server that cannot take one now. */
const isRefusal = (status: number): boolean =>
  (status >= 400 && status <= 499 && !isIn(408, 409, 425)(status)) || isIn(500, 501)(status);
/** A server, or what stands before it, that is not there for the moment; 520 to 530 are Cloudflare's. */
const isAway = (status: number): boolean =>
  isIn(408, 409, 425, 502, 503, 504)(status) || (status >= 520 && status <= 530);
const words =
  (refusal: ReturnType<typeof wordedRefusal>) =>
  ({ error }: ErrorContext): boolean =>
    wordedRefusal(error) === refusal;

const RULES: readonly Rule[] = [
  {
    statuses: isIn(400, 403, 422, 451, 500),
    when: ({ error }) => isModeration(error),
    then: () => ({ kind: 'answers', answers: [{ kind: 'filtered', at: 'prompt' }] }),
  },
  { statuses: isIn(402), then: stops('credit') },
  {
    // Azure says insufficient_quota of a limit per minute too; it then says when to come back.
    statuses: isRefusal,
    when: (context) =>
      words('credit')(context) && !(context.status === 429 && context.askedMs !== undefined),
    then: stops('credit'),
  },
  { statuses: isIn(401), then: stops('key') },
  {
    statuses: isRefusal,
    when: (context) => isUnmet(context) && words('key')(context),
    then: stops('key'),
  },
  { statuses: isIn(413), then: fails('too-large', 'size') },
  {
    statuses: isIn(400, 422, 500),
    when: ({ error }) => isTooLarge(error),
    then: fails('too-large', 'size'),
  },
  {
    // More tokens than OpenAI allows in a whole minute: waiting will not help.
    statuses: isIn(429),
    when: ({ error }) => /^request too large/i.test(error.message),
    then: fails('too-large', 'size'),
  },
  {
    statuses: isIn(429),
    when: ({ error, askedMs }) => isLongLimit(error) && askedMs === undefined,
    then: stops('limit'),
  },
  { statuses: isIn(429), then: retries('limit', 'server') },
  { statuses: isRefusal, when: words('pictures'), then: stopsOrFails('pictures', 'rejected') },
  {
    statuses: isIn(400, 422),
    when: ({ capabilities, error, asked }) =>
      adaptCapabilities(capabilities, error, asked) !== undefined,
    then: adapts,
  },
  { statuses: isRefusal, when: words('model'), then: stopsOrFails('model', 'not-found') },
  { statuses: isIn(410), then: stopsOrFails('model', 'not-found') },
  { statuses: isIn(403, 407), when: isUnmet, then: stops('access') },
  { statuses: isPath, when: isUnmet, then: stops('path') },
  { statuses: isIn(403, 407), then: retries('stubborn', 'rejected') },
  { statuses: isPath, then: retries('stubborn', 'not-found') },
  { statuses: isAway, then: retries('outage', 'server') },
  // 424 is what TGI says when generating failed.
  {
    statuses: (status) => status >= 500 || status === 424,
    then: retries('broken', 'server', 'server'),
  },
  { statuses: isAny, then: fails('rejected', 'request') },
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
  return withinPatience((rule?.then ?? fails('rejected', 'request'))(context), context);
}

/** The status and the message, as a sample's failure or a fatal error tells them. */
function detailOf({ status, error }: ErrorContext): string {
  return error.message === '' ? `status ${status}` : `status ${status}: ${error.message}`;
}

/** A retry whose wait is too long for a job is the end of the run. */
function withinPatience(action: ReplyAction, context: ErrorContext): ReplyAction {
  if (action.kind !== 'retry') return action;
  const { askedMs, fullMs } = context;
  if ((askedMs ?? 0) > LONGEST_ASKED_MS) return stops('limit')(context);
  const isLong =
    askedMs === undefined && action.fault === 'limit' && (fullMs ?? 0) > LONGEST_ASKED_MS;
  return isLong
    ? { ...action, suspicion: { refusal: 'limit', detail: waitDetail(context) } }
    : action;
}

/** Until when a limit lasts, as far as the server says, and its words. */
function waitDetail(context: ErrorContext): string {
  const { askedMs, fullMs, nowMs } = context;
  const waitMs = askedMs ?? fullMs;
  if (waitMs === undefined) return detailOf(context);
  const until = new Date(Math.min(nowMs + waitMs, LAST_MOMENT_MS)).toISOString();
  const moment = `${until.slice(0, 10)} ${until.slice(11, 16)} UTC`;
  return `it asks to come back at ${moment}, in ${formatDuration(waitMs)}; ${detailOf(context)}`;
}

/** The last moment that a date can be. */
const LAST_MOMENT_MS = 8.64e15;

/** The sample is asked again with other capabilities. */
function adapts(context: ErrorContext): ReplyAction {
  const { capabilities, error, asked } = context;
  return {
    kind: 'adapt',
    capabilities: adaptCapabilities(capabilities, error, asked) ?? capabilities,
    answer: failedAnswer('rejected', detailOf(context)),
  };
}

/** The sample has failed; where others fail so too, all will. */
function fails(cause: FailureCause, refusal: Refusal): Rule['then'] {
  return (context) => ({
    kind: 'answers',
    answers: [failedAnswer(cause, detailOf(context))],
    suspicion: { refusal, detail: detailOf(context).slice(0, DETAIL_LIMIT) },
  });
}

/** The run stops. */
function stops(refusal: Refusal): Rule['then'] {
  return (context) => {
    const detail = refusal === 'limit' ? waitDetail(context) : detailOf(context);
    return { kind: 'fatal', refusal, detail: detail.slice(0, DETAIL_LIMIT) };
  };
}

/** The run stops where nothing was answered yet; of a server that has answered, a sample fails. */
function stopsOrFails(refusal: Refusal, cause: FailureCause): Rule['then'] {
  return (context) => (isUnmet(context) ? stops(refusal) : fails(cause, refusal))(context);
}

/** The sample is asked again. */
function retries(fault: Fault, cause: FailureCause, refusal?: Refusal): Rule['then'] {
  return (context) => ({
    kind: 'retry',
    fault,
    key: String(context.status),
    ...(context.askedMs === undefined ? {} : { waitMs: context.askedMs }),
    ...(context.fullMs === undefined ? {} : { fullMs: context.fullMs }),
    ...(refusal === undefined ? {} : { suspicion: { refusal, detail: detailOf(context) } }),
    answer: failedAnswer(cause, detailOf(context)),
  });
}
