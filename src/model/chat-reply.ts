import { z } from 'zod';
import type { Answer, FailureCause } from './answer.js';
import type { HttpReply } from './chat-endpoint.js';
import { parseJson } from '../foreign.js';
import { textOutsideChoices } from './answer-text.js';
import type { Capabilities } from './capabilities.js';
import { errorAction, failedAnswer, type ReplyAction } from './reply-action.js';
import { retryAfterMs } from '../retry.js';
import { readChoice } from './choice-answer.js';
import { type ErrorShape, errorShapeOf, failureLine, parseErrorShape } from './error-shape.js';
import { type Fault, fullAgainMs, loadOf } from './limits.js';
import type { Outcome } from './origin-health.js';
import { escapeLogText } from '../clean-text.js';

/** What one HTTP attempt came to. */
export type ReplyReading =
  | {
      readonly kind: 'completed';
      /** One per readable choice, at least one. */
      readonly answers: readonly [Answer, ...Answer[]];
      /** How many choices came, readable or not. */
      readonly choices: number;
      readonly tokensIn: number;
      readonly tokensOut: number;
      /** The model that answered and its fingerprint, where the server tells. */
      readonly served: string | undefined;
      /** Where or how the model reasoned, as the record names it; undefined where it did not. */
      readonly reasoning: string | undefined;
      /** The model alone; empty where the server does not tell. */
      readonly servedModel: string;
    }
  /** An error, of the reply's status or, inside a 200, of the status its body names. */
  | { readonly kind: 'error'; readonly status: number; readonly error: ErrorShape }
  /** A 2xx that is neither an answer nor an error. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  | Extract<HttpReply, { kind: 'no-reply' }>;

const count = z.number().nonnegative().catch(0);

/** Choices of one reply that are read: the most that OpenAI's API gives. */
const MOST_CHOICES = 128;

/** One choice, as far as it can be an error. */
const choiceSchema = z
  .looseObject({ error: z.unknown().optional(), finish_reason: z.unknown().optional() })
  .catch({});

const completionSchema = z.object({
  choices: z.preprocess(
    (choices) => (Array.isArray(choices) ? choices.slice(0, MOST_CHOICES) : choices),
    z.array(choiceSchema).min(1),
  ),
  usage: z
    .object({ prompt_tokens: count, completion_tokens: count })
    .catch({ prompt_tokens: 0, completion_tokens: 0 }),
  model: z.string().catch(''),
  system_fingerprint: z.string().catch(''),
});

const errorInside = z.union([
  z.object({ error: z.union([z.string().min(1), z.looseObject({})]) }),
  z.object({ object: z.literal('error') }),
  z.object({ detail: z.union([z.string(), z.array(z.unknown())]) }),
]);

/** An error that came alongside choices: an empty one is not an error, and an empty answer would be a safe one. */
const silentError = z.object({
  error: z.union([
    z.string().min(1),
    z.looseObject({}).refine((error) => Object.keys(error).length > 0),
  ]),
});

/** The status of an error that came inside a 200 and names none: the server's own fault. */
const UNNAMED_STATUS = 500;

/** Reads one reply: an answer, an error of whatever form, or neither. */
export function parseReply(reply: HttpReply): ReplyReading {
  if (reply.kind === 'no-reply') return reply;
  const { status, text } = reply;
  return status >= 200 && status <= 299
    ? readSuccess(text)
    : { kind: 'error', status, error: parseErrorShape(text) };
}

/** Reads the body of a 2xx. */
function readSuccess(text: string): ReplyReading {
  const json = parseJson(text);
  const completion = completionSchema.safeParse(json);
  if (completion.success) return readCompletion(completion.data, json);
  const body: unknown = Array.isArray(json) ? json[0] : json;
  if (errorInside.safeParse(body).success) return insideError(body);
  return {
    kind: 'unreadable',
    detail: json === undefined ? 'the body is not JSON' : 'the body has no choices',
  };
}

/** Reads a completion: its choices, or the error that one of them carries. */
function readCompletion(
  completion: z.infer<typeof completionSchema>,
  reply: unknown,
): ReplyReading {
  const { choices, usage, model, system_fingerprint: fingerprint } = completion;
  const failed = choices.find(
    ({ error, finish_reason: reason }) => hasValue(error) || reason === 'error',
  );
  const read = choices
    .filter((choice) => !hasValue(choice.error) && choice.finish_reason !== 'error')
    .flatMap((choice) => readChoice(choice) ?? []);
  const isSilent = read.every(({ answer }) => answer.kind === 'empty');
  if (isSilent && silentError.safeParse(reply).success) return insideError(reply);
  const [first, ...others] = read.map(({ answer }) => heard(answer, reply));
  if (first === undefined) {
    return failed === undefined
      ? {
          kind: 'unreadable',
          detail: 'the choice has neither text nor a finish reason that explains it',
        }
      : insideError(failed.error ?? {});
  }
  return {
    kind: 'completed',
    answers: [first, ...others],
    choices: choices.length,
    tokensIn: usage.prompt_tokens,
    tokensOut: usage.completion_tokens,
    served: [model, fingerprint].filter((part) => part !== '').join(' ') || undefined,
    reasoning: read.find(({ reasoning }) => reasoning !== undefined)?.reasoning,
    servedModel: model,
  };
}

/** An answer, unless it is silence and the reply holds words outside of its choices. */
function heard(answer: Answer, reply: unknown): Answer {
  if (answer.kind !== 'empty') return answer;
  const outside = textOutsideChoices(reply);
  return outside === undefined ? answer : { kind: 'misplaced', place: outside.path };
}

/** An error that came inside a 200. */
function insideError(value: unknown): ReplyReading {
  const error = errorShapeOf(value);
  const named = error.codes.map(Number).find((code) => code >= 400 && code <= 599);
  return { kind: 'error', status: named ?? UNNAMED_STATUS, error };
}

/** Whether a member holds something. */
function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** What a reply is judged by besides itself. */
export interface ReplyContext {
  readonly capabilities: Capabilities;
  /** How many answers were asked for. */
  readonly asked: number;
  readonly hasSucceeded: boolean;
  /** Milliseconds since the epoch, for a Retry-After that is a date. */
  readonly nowMs: number;
}

/** What is done when nothing came back. */
const NO_REPLY: Readonly<
  Record<Extract<HttpReply, { kind: 'no-reply' }>['cause'], { fault: Fault; cause: FailureCause }>
> = {
  refused: { fault: 'outage', cause: 'transport' },
  'unknown-host': { fault: 'outage', cause: 'transport' },
  reset: { fault: 'outage', cause: 'transport' },
  timeout: { fault: 'slow', cause: 'timeout' },
  tls: { fault: 'stubborn', cause: 'transport' },
  'too-long': { fault: 'stubborn', cause: 'unreadable' },
  unreadable: { fault: 'broken', cause: 'unreadable' },
  other: { fault: 'broken', cause: 'transport' },
};

/**
 * What a reply means for its sample: an answer, another try with other capabilities or later, or the end of
 * the run. A completion is always an answer, whatever its headers say of remaining limits.
 *
 * @param reply - the reply as it came, for its headers
 * @param reading - the same reply, read
 */
export function actOnReply(
  reply: HttpReply,
  reading: ReplyReading,
  context: ReplyContext,
): ReplyAction {
  switch (reading.kind) {
    case 'completed':
      return { kind: 'answers', answers: reading.answers };
    case 'unreadable':
      return {
        kind: 'retry',
        fault: 'broken',
        key: 'unreadable',
        suspicion: { refusal: 'unreadable', detail: reading.detail },
        answer: failedAnswer('unreadable', reading.detail),
      };
    case 'no-reply': {
      const { fault, cause } = NO_REPLY[reading.cause];
      return {
        kind: 'retry',
        fault,
        key: reading.cause,
        answer: failedAnswer(cause, reading.detail),
      };
    }
    case 'error':
      return errorAction({
        ...reading,
        ...context,
        askedMs: askedOf(reply, reading, context),
        fullMs: fullAgainMs(reply, context.nowMs),
      });
  }
}

/** How long the server asked to be left alone. */
function askedOf(
  reply: HttpReply,
  { error }: Extract<ReplyReading, { kind: 'error' }>,
  { nowMs }: ReplyContext,
): number | undefined {
  const headers = reply.kind === 'reply' ? reply.headers : {};
  return retryAfterMs({ headers, message: error.message }, nowMs);
}

/**
 * What other requests to the same origin learn from a reply.
 *
 * @param action - what it means for its own call
 */
export function outcomeOf(reply: HttpReply, action: ReplyAction, nowMs: number): Outcome {
  const load = loadOf(reply);
  if (action.kind === 'answers' && action.answers[0].kind !== 'failed') {
    return { kind: 'answered', load, fullMs: fullAgainMs(reply, nowMs) };
  }
  if (action.kind !== 'retry' || action.fault === 'stubborn') return { kind: 'refused', load };
  const { fault, waitMs, fullMs, answer } = action;
  const trouble = fault === 'limit' || fault === 'outage' ? fault : 'fault';
  const words = escapeLogText(failureLine(answer));
  return { kind: 'trouble', load, trouble, askedMs: waitMs, fullMs, words };
}
