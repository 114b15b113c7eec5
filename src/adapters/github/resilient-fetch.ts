import type { RequestInit, Response } from 'undici';
import type { Milliseconds } from '../../core/units.js';
import type { Clock } from '../../engine/ports/clock.js';

/** `fetch`, over whatever proxy and connections the caller has. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** What repeated requests are made of. */
export interface ResilientFetchOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** For one attempt, its body included. */
  readonly timeoutMs: Milliseconds;
}

/** Waits between attempts; as many retries as there are waits. */
const BACK_OFF_MS: readonly Milliseconds[] = [1000, 3000, 9000];

/** A longer wait than this is not worth a runner's time: the refusal stands. */
const LONGEST_WAIT_MS = 60_000;

const FAILING = new Set([500, 502, 503, 504]);
const LIMITING = new Set([403, 429]);

/**
 * A fetch for GitHub's API that repeats what may be repeated, three times at most: requests that
 * were refused for their rate (as late as GitHub says), and failures of server or network unless
 * they may have changed something. Each attempt has its own timeout.
 *
 * @param options the fetch below, the clock and the timeout
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function createResilientFetch({ fetch, clock, timeoutMs }: ResilientFetchOptions): Fetch {
  return async (url, init = {}) => {
    for (const backOffMs of BACK_OFF_MS) {
      const outcome = await attempt(fetch, url, withTimeout(init, timeoutMs));
      const waitMs = waitBeforeNext(
        outcome,
        { backOffMs, isRepeatable: isRepeatable(url, init) },
        clock,
      );
      if (waitMs === undefined) return settled(outcome);
      if ('response' in outcome) await outcome.response.body?.cancel();
      // A caller's abort ends this sleep at once, with its reason.
      await clock.sleep(waitMs, init.signal ?? undefined);
    }
    return fetch(url, withTimeout(init, timeoutMs));
  };
}

type Outcome = { readonly response: Response } | { readonly error: unknown };

/** One attempt, whatever comes of it. */
async function attempt(fetch: Fetch, url: string | URL, init: RequestInit): Promise<Outcome> {
  try {
    return { response: await fetch(url, init) };
  } catch (error) {
    if (init.signal?.reason instanceof Error && init.signal.reason.name === 'AbortError')
      throw error;
    return { error };
  }
}

/** What an attempt came to, for the caller. */
function settled(outcome: Outcome): Response {
  if ('response' in outcome) return outcome.response;
  throw outcome.error;
}

/** The request's own signal and this attempt's timeout together. */
function withTimeout(init: RequestInit, timeoutMs: Milliseconds): RequestInit {
  const timeout = AbortSignal.timeout(timeoutMs);
  return { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout };
}

/** Whether a second request changes no more than the first: all but POSTs, and GraphQL queries. */
function isRepeatable(url: string | URL, init: RequestInit): boolean {
  const method = (init.method ?? 'GET').toUpperCase();
  return method !== 'POST' || new URL(url).pathname.endsWith('/graphql');
}

/** How long to wait before the next attempt; undefined when there is to be none. */
function waitBeforeNext(
  outcome: Outcome,
  { backOffMs, isRepeatable: isSafe }: { backOffMs: Milliseconds; isRepeatable: boolean },
  clock: Clock,
): Milliseconds | undefined {
  if (!('response' in outcome)) return isSafe ? backOffMs : undefined;
  const { status, headers } = outcome.response;
  if (FAILING.has(status)) return isSafe ? backOffMs : undefined;
  if (!LIMITING.has(status)) return undefined;
  const askedMs = askedWait(headers, clock) ?? (status === 429 ? backOffMs : undefined);
  return askedMs !== undefined && askedMs <= LONGEST_WAIT_MS ? askedMs : undefined;
}

/** The wait a rate limit asks for: Retry-After, or the reset of a used-up hour. */
function askedWait(headers: Response['headers'], clock: Clock): Milliseconds | undefined {
  const after = headers.get('retry-after');
  if (after !== null && /^\d+$/.test(after)) return Number(after) * 1000;
  const reset = headers.get('x-ratelimit-reset');
  if (headers.get('x-ratelimit-remaining') !== '0' || reset === null) return undefined;
  return Math.max(0, Number(reset) * 1000 - clock.nowMs()) + 1000;
}
