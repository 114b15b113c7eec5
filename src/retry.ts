/** The ceiling of the first wait; it doubles with every try. Some latencies long, so that a hiccup costs little. */
const FIRST_MS = 500;

/** The ceiling of our own waits: a minute's limit and a restart are both met by a handful of tries. */
const LONGEST_MS = 15_000;

/**
 * How long to wait before the next try: exponential, half of it jitter, so that requests that failed
 * together do not come back together. A wait that the server asks for is a minimum and not a replacement:
 * servers ask for none at all and count by the minute all the same.
 *
 * @param failures - how often this request has failed so far, from 1
 * @param random - 0 (included) to 1 (not included)
 * @param askedMs - what the server asked for
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backOffMs(failures: number, random: number, askedMs = 0): number {
  const ceilingMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  const ownMs = (ceilingMs / 2) * (1 + random);
  // Those that were told the same moment do not come back at once.
  return Math.max(ownMs, askedMs + random * FIRST_MS);
}

/** What a reply says about when to come back. */
interface RetryHint {
  readonly headers: Readonly<Record<string, string>>;
  /** The error's message: OpenAI, Groq and Azure put the wait in words. Left out: the headers say all. */
  readonly message?: string;
}

/** `Please try again in 1m2.5s`, `retry after 26 seconds`, `resets in 2 days 6 hours`. */
const WORDS =
  /(?:(?:try again|retry|resets?|available again|come back) (?:in|after))\s+(?:(\d+(?:\.\d+)?)\s*d(?:ays?)?\b\s*)?(?:(\d+(?:\.\d+)?)\s*h(?:ours?|rs?)?(?![a-z])\s*)?(?:(\d+(?:\.\d+)?)\s*m(?:in(?:ute)?s?)?(?![a-z])\s*)?(?:(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|seconds?))?/i;

/** `resets at 2026-11-30T00:00:00Z`. */
const MOMENT =
  /(?:try again|retry|resets?|available again|come back) (?:at|on|after)\s+(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?/i;

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
  return numberOf(inMs) ?? fromHeader(after, nowMs) ?? fromWords(hint.message ?? '', nowMs);
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
function fromWords(message: string, nowMs: number): number | undefined {
  const [, at, zone = 'Z'] = MOMENT.exec(message) ?? [];
  if (at !== undefined) {
    const atMs = Date.parse(`${at.replace(' ', 'T')}${/^[+-]/.test(zone) ? zone : 'Z'}`);
    if (!Number.isNaN(atMs)) return Math.max(0, atMs - nowMs);
  }
  const found = WORDS.exec(message);
  if (found === null) return undefined;
  const [, days, hours, minutes, rest, unit] = found;
  if ([days, hours, minutes, rest].every((each) => each === undefined)) return undefined;
  const restMs = Number(rest ?? 0) * (unit?.toLowerCase().startsWith('m') === true ? 1 : 1000);
  const wholeHours = 24 * Number(days ?? 0) + Number(hours ?? 0);
  return (wholeHours * 60 + Number(minutes ?? 0)) * 60_000 + restMs;
}

/** A number of 0 or more, or undefined. */
function numberOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
