import { z } from 'zod';
import { parseJson, shortJson, withoutPairs } from '../foreign.js';
import { type FailureCount, type FailureKind, failureOf, LONGEST_EXAMPLE } from './answer.js';
import { clipText } from '../clean-text.js';
import { formatCount } from '../format.js';

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

/** Codes by which servers say that a filter, not a fault, stopped the prompt. */
const MODERATION_CODES = new Set([
  'content_filter', // Azure OpenAI
  'ResponsibleAIPolicyViolation', // Azure OpenAI, innererror
  'content_policy_violation', // OpenAI, OpenRouter, LiteLLM
  'image_content_policy_violation', // OpenAI
  'moderation_blocked', // OpenAI
  'data_inspection_failed', // Alibaba Model Studio
  'sensitive_words_detected', // one-api gateways
]);

/** The same, where only the words tell. An HTML page never counts: a firewall is not a filter. */
const MODERATION_WORDS =
  /flagged as potentially violating|content management policy|may contain inappropriate content|requires moderation/i;

/** Codes for a request that is too large for the model or the server. */
const TOO_LARGE_CODES = new Set([
  'context_length_exceeded', // OpenAI, OpenRouter
  'exceed_context_size_error', // llama.cpp
  'token_limit_exceeded',
  'string_above_max_length',
  'string_too_long',
  'image_too_large',
  'image_file_too_large',
  'request_too_large',
  'payload_too_large',
  'request_entity_too_large',
]);

/** The same in words: vLLM, TGI, llama.cpp, LM Studio, Anthropic. */
const TOO_LARGE_WORDS = new RegExp(
  [
    'context (length|window|size)',
    'context overflow',
    'too many (input )?tokens',
    'prompt is too long',
    'max_tokens must be at least 1',
    'max_model_len',
    'tokens.{0,60}must be <= \\d',
    'length limit exceeded',
    '(image|picture|payload|body|file).{0,60}(too large|too big|exceeds)',
    'request.{0,30}too large',
  ].join('|'),
  'i',
);

/** Whether a filter refused the prompt; a filter's refusal counts as the system being safe. */
export function isModeration(error: ErrorShape): boolean {
  const isNamed = error.codes.some((code) => MODERATION_CODES.has(code));
  const hasJson = error.codes.length > 0;
  return isNamed || error.isFlagged || (hasJson && MODERATION_WORDS.test(error.message));
}

/** Whether the context or the picture is larger than the server takes. */
export function isTooLarge(error: ErrorShape): boolean {
  return (
    error.codes.some((code) => TOO_LARGE_CODES.has(code)) || TOO_LARGE_WORDS.test(error.message)
  );
}

const FAILURES: Readonly<Record<FailureKind['cause'], string>> = {
  transport: 'no connection to the server, or one that was lost',
  timeout: 'no reply in time',
  server: 'the server failed',
  unreadable: 'the reply is no completion',
  'too-large': 'the request is too large for the server',
  rejected: 'the server rejected the request',
  'not-found': 'the server knows no such path or model',
  empty: 'the reply has no text',
  'no-answer': 'reasoning used up the reply',
  other: 'other causes',
};

/** Statuses of a server that has too much to do. */
const BUSY: ReadonlySet<number> = new Set([429, 503, 529]);

/** What happened, in words of ours: `the server rejected the request (status 400)`. */
export function failureText({ cause, status }: FailureKind): string {
  if (status === null) return FAILURES[cause];
  const words = cause === 'server' && BUSY.has(status) ? 'the server is busy' : FAILURES[cause];
  return `${words} (status ${status})`;
}

/** What is counted of an endpoint, one and several. */
const COUNTED = {
  model: ['answer', 'answers'],
  judge: ['judge call', 'judge calls'],
  control: ['answer of the baseline’s model', 'answers of the baseline’s model'],
} as const satisfies Record<FailureCount['of'], readonly [string, string]>;

/**
 * Whose failures they are, how many, and what happened.
 *
 * @param failure the count of one kind
 */
export function failureCountText({ of, count, ...kind }: FailureCount): string {
  const [one, several] = COUNTED[of];
  const what = formatCount(count, one, several);
  return `${what}: ${failureText(kind)}`;
}

/**
 * What happened, and what the server said of it in quotation marks. Hostile text: renderers and logs
 * escape it.
 *
 * @param text what happened, in words of ours
 * @param words the server's, or ours again where it said none; empty for none
 */
export function withWords(text: string, words: string): string {
  return words === '' || words === text ? text : `${text}: “${clipText(words, LONGEST_EXAMPLE)}”`;
}

/** What failed in an answer, and the server's words. */
export function failureLine(answer: Parameters<typeof failureOf>[0]): string {
  const failure = failureOf(answer);
  return withWords(failureText(failure), failure.words);
}
