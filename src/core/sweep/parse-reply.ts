import { z } from 'zod';
import type { Answer } from './answer.js';
import { choiceAnswer, choiceSchema } from './choice-answer.js';
import { errorShapeOf, parseErrorShape, type ErrorShape } from './error-shape.js';
import type { HttpReply } from './http-reply.js';
import { parseJson } from './parse-json.js';

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
      /** The model alone; empty where the server does not tell. */
      readonly servedModel: string;
    }
  /** An error, of the reply's status or, inside a 200, of the status its body names. */
  | { readonly kind: 'error'; readonly status: number; readonly error: ErrorShape }
  /** A 2xx that is neither an answer nor an error. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  | Extract<HttpReply, { kind: 'no-reply' }>;

const count = z.number().nonnegative().catch(0);

const completionSchema = z.object({
  choices: z.array(choiceSchema).min(1),
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

/** The status of an error that came inside a 200 and names none: the server's own fault. */
const UNNAMED_STATUS = 500;

/**
 * Reads one reply: an answer, an error of whatever form, or neither.
 *
 * @param reply - what the endpoint port gave
 */
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
  if (completion.success) return readCompletion(completion.data);
  const body: unknown = Array.isArray(json) ? json[0] : json;
  if (errorInside.safeParse(body).success) return insideError(body);
  return {
    kind: 'unreadable',
    detail: json === undefined ? 'the body is not JSON' : 'the body has no choices',
  };
}

/** Reads a completion: its choices, or the error that one of them carries. */
function readCompletion(completion: z.infer<typeof completionSchema>): ReplyReading {
  const { choices, usage, model, system_fingerprint: fingerprint } = completion;
  const failed = choices.find(
    ({ error, finish_reason: reason }) => hasValue(error) || reason === 'error',
  );
  const [first, ...others] = choices
    .filter((choice) => !hasValue(choice.error) && choice.finish_reason !== 'error')
    .flatMap((choice) => choiceAnswer(choice) ?? []);
  if (first === undefined) {
    return failed === undefined
      ? { kind: 'unreadable', detail: 'the choice has neither text nor a finish reason' }
      : insideError(failed.error ?? {});
  }
  return {
    kind: 'completed',
    answers: [first, ...others],
    choices: choices.length,
    tokensIn: usage.prompt_tokens,
    tokensOut: usage.completion_tokens,
    served: [model, fingerprint].filter((part) => part !== '').join(' ') || undefined,
    servedModel: model,
  };
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
