import PQueue from 'p-queue';
import type { EndpointConfig } from '../../core/config/config.js';
import type { Clock } from '../../engine/ports.js';
import { pacer } from './pacer.js';

/** Keeps the requests to one origin within its limits. */
interface Limiter {
  /** Runs a job when there is room; of those that wait, the highest priority first. */
  inTurn<T>(job: () => Promise<T>, priority: number): Promise<T>;
  /** Waits until one more request fits into this minute. */
  pace(signal: AbortSignal): Promise<void>;
}

/** The limiters of a run, by origin. */
export interface Limiters {
  /** The limiter of an endpoint's origin; of several limits for one origin the strictest counts. */
  of(config: EndpointConfig): Limiter;
}

/**
 * Makes the limiters of a run: endpoints of one origin share one, because one server serves both.
 *
 * @param clock - for requests a minute
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
  const queue = new PQueue();
  const pace = pacer(clock);
  return {
    inTurn: (job, priority) => queue.add(job, { priority }),
    pace: pace.wait,
    tighten: ({ concurrency, requestsPerMinute }) => {
      queue.concurrency = Math.min(queue.concurrency, concurrency);
      if (requestsPerMinute > 0) pace.tighten(requestsPerMinute);
    },
  };
}
