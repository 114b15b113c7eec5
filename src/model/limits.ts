import type { HttpReply } from './chat-endpoint.js';
import { GateError } from '../errors.js';
import { formatCount } from '../format.js';

/** How many requests may be in flight at one origin, and how that came. */
export interface Capacity {
  /** From 1 to the cap; only its whole part counts. */
  readonly size: number;
  /** How many were too much at once, as far as is known; else Infinity. */
  readonly tooMany: number;
  /** Bearable replies since the whole part last changed. */
  readonly borne: number;
}

/** Room for as many as the cap allows. */
export const WIDE_CAPACITY: Capacity = { size: Infinity, tooMany: Infinity, borne: Infinity };

/** What a reply says of the load: too much, bearable, or nothing. */
export type Load = 'too-much' | 'bearable' | 'unknown';

/** A size that bears no more replies than this before one is too much has no place for it. */
const AT_ONCE = 2;

/** How much slower the capacity grows where the next size is known to be too much. */
const CAUTION = 20;

/**
 * The capacity after one more reply. Each that is too much takes a place, so that of sixteen requests to a
 * server of four places twelve leave four; as many bearable ones as there are places give one back. A
 * size that was too much at once is tried again only now and then, while an error now and then at a
 * size that bears the others is not the capacity's fault. Latency has no part in it: servers that batch are slow
 * by design.
 *
 * @param cap - the most there may be, 1 or more
 */
export function adaptCapacity(capacity: Capacity, load: Load, cap: number): Capacity {
  const size = Math.min(capacity.size, cap);
  if (load === 'unknown') return capacity;
  if (load === 'too-much') {
    const tooMany = capacity.borne <= AT_ONCE ? Math.floor(size) : Infinity;
    return { size: Math.max(1, size - 1), tooMany, borne: 0 };
  }
  const isAtTheEdge = size < capacity.tooMany && size >= capacity.tooMany - 1;
  const grown = Math.min(cap, size + 1 / (size * (isAtTheEdge ? CAUTION : 1)));
  const isLarger = Math.floor(grown) > Math.floor(size);
  return { ...capacity, size: grown, borne: isLarger ? 0 : capacity.borne + 1 };
}

/** Too many requests, and a server that says it is overloaded: 529 is Anthropic's word for 503. */
const TOO_MUCH = [429, 503, 529];

/**
 * What a reply says of the load of its server. A refused question or a fault of the wire says nothing.
 *
 * @param reply - the reply, or why there was none
 */
export function loadOf(reply: HttpReply): Load {
  if (reply.kind === 'no-reply') return reply.cause === 'timeout' ? 'too-much' : 'unknown';
  if (TOO_MUCH.includes(reply.status)) return 'too-much';
  return reply.status <= 299 ? 'bearable' : 'unknown';
}

/** The limits that servers tell of: OpenAI, Azure, Groq and vLLM's gateways; the last is OpenRouter's. */
const LIMITS = ['-requests', '-tokens', ''] as const;

/** `6m0s`, `1.5s`, `20ms`: Go's way to write a duration. */
const DURATION = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;

/** From here on a number is a moment, not a span: seconds, or milliseconds, since the epoch. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

/**
 * How long until a limit of which nothing is left is back in full: `x-ratelimit-remaining-…` is 0 and
 * `x-ratelimit-reset-…` says when the bucket is full, not when the next request is free.
 *
 * @param reply - the reply, for its headers
 * @param nowMs - milliseconds since the epoch
 * @returns the longest of its limits; undefined where no header says so
 */
export function fullAgainMs(reply: HttpReply, nowMs: number): number | undefined {
  if (reply.kind === 'no-reply') return undefined;
  const spans = LIMITS.map((limit) => {
    if (reply.headers[`x-ratelimit-remaining${limit}`]?.trim() !== '0') return 0;
    return spanOf(reply.headers[`x-ratelimit-reset${limit}`]?.trim() ?? '', nowMs);
  });
  const longestMs = Math.max(...spans);
  return longestMs > 0 ? longestMs : undefined;
}

/** A span as a header writes it; 0 when it is not understood. */
function spanOf(text: string, nowMs: number): number {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    if (number >= EPOCH_MS) return number - nowMs;
    return number >= EPOCH_SECONDS ? number * 1000 - nowMs : number * 1000;
  }
  const [, hours = 0, minutes = 0, seconds = 0, ms = 0] = DURATION.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}

/** What kind of trouble an attempt had, by how much patience it deserves. */
export type Fault = 'limit' | 'outage' | 'broken' | 'slow' | 'stubborn';

/**
 * How often a sample may meet the same trouble while others are answered, before it is the sample's own.
 * A server that answers nobody is another matter: that is bounded by time.
 */
export const MOST_TROUBLES: Readonly<Record<Fault, number>> = {
  /** 429: others took what there was. */
  limit: 20,
  /** Refused, reset, 502 to 504, 520 to 530: a server that restarts, or one of several that is ill. */
  outage: 8,
  /** The same other 5xx, or a body that cannot be read: mostly caused by what the sample asks. */
  broken: 4,
  /** Each try costs a whole request-timeout. */
  slow: 3,
  /** 403 and 404 after others succeeded: some gateways answer so to a large body or under load. */
  stubborn: 3,
};

/** A server that answers nobody for so long is given up: half a minute is a restart. */
export const LONGEST_OUTAGE_MS = 120_000;

/** A wait that a server asks for is kept up to this: a job has hours, not days. */
export const LONGEST_ASKED_MS = 600_000;

/** The hard cap of HTTP attempts over the whole run, model and judge together. */
export interface Budget {
  /**
   * Counts one attempt that is about to be made, and whether an earlier one of the same question
   * failed. Throws BUDGET_EXHAUSTED when none is left, naming the latest trouble of any question.
   */
  spend(isRetry?: boolean, trouble?: string): void;
  /** Attempts made so far. */
  spent(): number;
  /** How many of them were retries. */
  retries(): number;
  /** Attempts left; Infinity without a cap. */
  left(): number;
}

/**
 * Opens the budget of a run.
 *
 * @param maxRequests - the input `max-requests`; 0 is no cap
 */
export function createBudget(maxRequests: number): Budget {
  const cap = maxRequests === 0 ? Infinity : maxRequests;
  let spent = 0;
  let retries = 0;
  let latest = '';
  return {
    spend: (isRetry = false, trouble = '') => {
      if (trouble !== '') latest = trouble;
      if (spent >= cap) throw exhausted(maxRequests, retries, latest);
      spent += 1;
      if (isRetry) retries += 1;
    },
    spent: () => spent,
    retries: () => retries,
    left: () => cap - spent,
  };
}

/** The error of a budget that is used up, with what used it up where that was trouble. */
function exhausted(maxRequests: number, retries: number, trouble: string): GateError {
  const why =
    trouble === ''
      ? ''
      : `, ${formatCount(retries, 'of them was a retry', 'of them were retries')}, the latest because: ${trouble}`;
  return new GateError(
    'BUDGET_EXHAUSTED',
    `All ${maxRequests} requests of max-requests are used up${why}.`,
    {
      remedy: 'Raise max-requests, or ask less: a smaller profile, fewer repeats or fewer domains.',
    },
  );
}

/** Requests, retries and tokens spent at one endpoint. */
export interface EndpointUsage {
  readonly requests: number;
  readonly retries: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
}
