import { z } from 'zod';
import { parseJson, shortJson, withoutPairs } from '../foreign.js';

/** Characters of a server's message that are looked at; some servers echo the whole request. */
const MESSAGE_LIMIT = 2000;

/** Characters of a code or a member's name. */
const CODE_LIMIT = 200;

/** What an HTML page holds that is no text of it. */
const UNREAD = { opening: /<(style|script)\b/gi, closing: /<\/(style|script)>/gi };

/** What a server says went wrong, whatever form its body has. */
export interface ErrorShape {
  /** One line; empty when the body says nothing. */
  readonly message: string;
  /** Every code, type and status word of the body, as text: `content_filter`, `429`. */
  readonly codes: readonly string[];
  /** The request member the server names; empty when it names none. */
  readonly param: string;
  /** The body names reasons for a moderation flag (OpenRouter's `metadata.reasons`, `flagged_input`). */
  readonly isFlagged: boolean;
}

const wireError = z.object({
  message: z.unknown().optional(),
  detail: z.unknown().optional(),
  code: z.unknown().optional(),
  type: z.unknown().optional(),
  status: z.unknown().optional(),
  error_type: z.unknown().optional(),
  param: z.unknown().optional(),
  innererror: z.object({ code: z.unknown().optional() }).nullish().catch(undefined),
  metadata: z
    .object({
      reasons: z.unknown().optional(),
      flagged_input: z.unknown().optional(),
      error_type: z.unknown().optional(),
    })
    .nullish()
    .catch(undefined),
});

/**
 * What an error body says. Accepts a nested error (OpenAI), a flat one (older vLLM), an array
 * (Gemini), `detail` (FastAPI, Mistral), a message that is itself an object, a numeric code
 * (OpenRouter), a string (TGI, LM Studio), HTML (gateways) and nothing.
 *
 * @param text - the body as it came
 */
export function parseErrorShape(text: string): ErrorShape {
  const json = parseJson(text);
  return json === undefined ? plainError(withoutTags(text)) : errorShapeOf(json);
}

/**
 * What an error says that is already parsed: a whole body, or the `error` member of a body or choice.
 *
 * @param value - any JSON value
 */
export function errorShapeOf(value: unknown): ErrorShape {
  const error = wireError.safeParse(unwrapped(value));
  if (!error.success) return plainError(wordsOf(unwrapped(value)));
  const { message, detail, metadata, innererror, ...rest } = error.data;
  const codes = [
    rest.code,
    rest.type,
    rest.status,
    rest.error_type,
    innererror?.code,
    metadata?.error_type,
  ];
  return {
    message: oneLine(wordsOf(message ?? detail)),
    codes: codes.map((code) => wordsOf(code).slice(0, CODE_LIMIT)).filter((code) => code !== ''),
    param: rest.param === 'None' ? '' : wordsOf(rest.param).slice(0, CODE_LIMIT),
    isFlagged: (metadata?.reasons ?? metadata?.flagged_input ?? undefined) !== undefined,
  };
}

/** The value that holds the message: out of an array, then out of an `error` member. */
function unwrapped(value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const outer = z.looseObject({ error: z.unknown().optional() }).safeParse(first);
  if (!outer.success || outer.data.error === undefined || outer.data.error === null) return first;
  const { error } = outer.data;
  return typeof error === 'string' ? { ...outer.data, message: error } : error;
}

/** An error of which only words are known. */
function plainError(words: string): ErrorShape {
  return { message: oneLine(words), codes: [], param: '', isFlagged: false };
}

/** A JSON value as words: text stays as it is, nothing is empty, anything else is the beginning of its JSON. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : shortJson(value, MESSAGE_LIMIT);
}

/** The words of an HTML page, or of plain text. */
function withoutTags(text: string): string {
  const page = text.slice(0, 10 * MESSAGE_LIMIT);
  return withoutPairs(page, UNREAD, ' ').replaceAll(/<[^<>]*>/g, ' ');
}

/** The beginning of a text on one line. */
function oneLine(text: string): string {
  return text
    .slice(0, 10 * MESSAGE_LIMIT)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MESSAGE_LIMIT);
}
