import pLimit from 'p-limit';
import { nextTick } from 'node:process';
import type { EndpointConfig } from '../config/config.js';
import { adaptCapacity, loadOf, pauseOf, type Capacity, WIDE_CAPACITY } from './limits.js';
import type { HttpReply } from './chat-endpoint.js';
import type { Clock } from '../clock.js';

/** Keeps the requests to one origin within its limits. */
interface Limiter {
  /**
   * Runs a job when there is capacity, or will be soon; those that wait in the order they came. Some more
   * than may be in flight are begun: they take the places of those that wait before they try again.
   */
  inTurn<T>(job: () => Promise<T>): Promise<T>;
  /**
   * Sends one request when it fits into the minute and into the capacity that the server's replies leave.
   * Rejects with the signal's reason when it is aborted before.
   */
  send(request: () => Promise<HttpReply>, signal: AbortSignal): Promise<HttpReply>;
}

/** Of those in flight, the share that is begun beyond. */
const AHEAD = 1 / 4;

/** The limiters of a run, by origin. */
export interface Limiters {
  /** The limiter of an endpoint's origin; of several limits for one origin the strictest counts. */
  of(config: EndpointConfig): Limiter;
}

/**
 * Makes the limiters of a run: endpoints of one origin share one, because one server serves both.
 *
 * @param clock - for requests per minute
 */
export function createLimiters(clock: Clock): Limiters {
  const byOrigin = new Map<string, ReturnType<typeof openLimiter>>();
  return {
    of: (config) => {
      const { origin } = new URL(config.baseUrl);
      const limiter = byOrigin.get(origin) ?? openLimiter(clock);
      byOrigin.set(origin, limiter);
      limiter.tighten(config);
      return limiter;
    },
  };
}

/** A limiter without limits yet. */
function openLimiter(clock: Clock): Limiter & { tighten(config: EndpointConfig): void } {
  const limit = pLimit(Infinity);
  const pace = pacer(clock);
  const capacity = adaptiveCapacity();
  let cap = Infinity;
  return {
    inTurn: (job) => limit(job),
    send: (request, signal) =>
      capacity.send(async () => {
        // One that waited for capacity while the run was cancelled.
        signal.throwIfAborted();
        await pace.wait(signal);
        const reply = await request();
        const nowMs = clock.nowMs();
        pace.hold(nowMs + pauseOf(reply, nowMs));
        return reply;
      }),
    tighten: ({ concurrency, requestsPerMinute }) => {
      cap = Math.min(cap, concurrency);
      limit.concurrency = cap + Math.floor(cap * AHEAD);
      capacity.tighten(cap);
      if (requestsPerMinute > 0) pace.tighten(requestsPerMinute);
    },
  };
}

/** Room for requests. */
interface AdaptiveCapacity {
  /** Sends one when there is capacity. */
  send(request: () => Promise<HttpReply>): Promise<HttpReply>;
  tighten(cap: number): void;
}

/** Room for requests that adapts to what the replies say of the server's load. */
function adaptiveCapacity(): AdaptiveCapacity {
  const limit = pLimit(Infinity);
  let cap = Infinity;
  let capacity: Capacity = WIDE_CAPACITY;
  const adapt = (next: Capacity): void => {
    capacity = next;
    const size = Math.floor(capacity.size);
    if (size !== limit.concurrency) limit.concurrency = size;
  };
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        const sendNow = async (): Promise<void> => {
          const reply = await request();
          adapt(adaptCapacity(capacity, loadOf(reply), cap));
          resolve(reply);
          // What the reply teaches is learnt before another request takes the place.
          await new Promise<void>((learnt) => nextTick(learnt));
        };
        limit(sendNow).catch(reject);
      }),
    tighten: (most) => {
      cap = Math.min(cap, most);
      adapt({ ...capacity, size: Math.min(capacity.size, cap) });
    },
  };
}

const MINUTE_MS = 60_000;

/** Spreads starts so that no 60 seconds hold more than a number of them. */
interface Pacer {
  /** Waits for the next free start. Rejects with the signal's reason. */
  readonly wait: (signal: AbortSignal) => Promise<void>;
  /** Lets nothing start before a moment. */
  readonly hold: (untilMs: number) => void;
  /** Lowers the number of starts a minute. */
  readonly tighten: (perMinute: number) => void;
}

/**
 * Makes a pacer without a limit yet: the first starts go out at once, each later one no sooner than
 * a minute after the one that its number of places before it.
 */
export function pacer(clock: Clock): Pacer {
  let perMinute = Infinity;
  let startsMs: number[] = [];
  let heldUntilMs = 0;
  const reserve = (nowMs: number): number => {
    const freeMs = Math.max(nowMs, heldUntilMs);
    if (perMinute === Infinity) return freeMs;
    const blocking = startsMs.at(-perMinute);
    const startMs = blocking === undefined ? freeMs : Math.max(freeMs, blocking + MINUTE_MS);
    startsMs = [...startsMs, startMs].slice(-perMinute);
    return startMs;
  };
  return {
    hold: (untilMs) => {
      heldUntilMs = Math.max(heldUntilMs, untilMs);
    },
    tighten: (limit) => {
      perMinute = Math.min(perMinute, limit);
    },
    wait: async (signal) => {
      const nowMs = clock.nowMs();
      const waitMs = reserve(nowMs) - nowMs;
      // A signal of its own: on one that hundreds of waiting requests share, Node warns of a leak.
      if (waitMs > 0) await clock.sleep(waitMs, AbortSignal.any([signal]));
    },
  };
}
