/** The ceiling of the first wait; it doubles with every try. Some latencies long, so that a hiccup costs little. */
const FIRST_MS = 500;

/** The ceiling of all waits: rate limits are counted by the minute. */
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next try: exponential with full jitter, so that requests that failed
 * together do not come back together. A wait the server asked for is kept in full, and jitter added.
 *
 * @param failures - how often this request has failed so far, from 1
 * @param random - 0 (included) to 1 (not included)
 * @param askedMs - what the server asked for
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backOffMs(failures: number, random: number, askedMs?: number): number {
  if (askedMs !== undefined) return askedMs + random * FIRST_MS;
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}

/** What a reply says about when to come back. */
interface RetryHint {
  readonly headers: Readonly<Record<string, string>>;
  /** The error's message: OpenAI, Groq and Azure put the wait in words. Left out: the headers say all. */
  readonly message?: string;
}

/** `Please try again in 1m2.5s`, `in 350ms`, `retry after 26 seconds`, `retry in 12.3s`. */
const WORDS =
  /(?:try again in|retry after|retry in)\s+(?:(\d+)\s*h(?:ours?)?\s*)?(?:(\d+)\s*m(?:in(?:ute)?s?)?(?!s)\s*)?(?:(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|seconds?))?/i;

/**
 * How long the server asks to be left alone: `retry-after-ms`, `Retry-After` in seconds or as a date
 * (RFC 9110, section 10.2.3), or the words of its message, in this order.
 *
 * @param hint - the reply's headers (names in lower case) and message
 * @param nowMs - milliseconds since the epoch, to subtract from a date
 * @returns 0 or more; undefined when it asks for nothing
 */
export function retryAfterMs(hint: RetryHint, nowMs: number): number | undefined {
  const { 'retry-after-ms': inMs, 'retry-after': after } = hint.headers;
  return numberOf(inMs) ?? fromHeader(after, nowMs) ?? fromWords(hint.message ?? '');
}

/** `Retry-After`: seconds, or a date that may lie in the past. */
function fromHeader(value: string | undefined, nowMs: number): number | undefined {
  const seconds = numberOf(value);
  if (seconds !== undefined) return seconds * 1000;
  // Only an HTTP date ends so; Date.parse takes nearly any number for a year.
  const dateMs = value?.trim().endsWith('GMT') === true ? Date.parse(value) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}

/** The wait that a message names in words. */
function fromWords(message: string): number | undefined {
  const [, hours, minutes, rest, unit] = WORDS.exec(message) ?? [];
  if (hours === undefined && minutes === undefined && rest === undefined) return undefined;
  const restMs = Number(rest ?? 0) * (unit?.toLowerCase().startsWith('m') === true ? 1 : 1000);
  return Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + restMs;
}

/** A number of 0 or more, or undefined. */
function numberOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
