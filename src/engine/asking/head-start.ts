import type { Milliseconds } from '../../core/units.js';
import type { Clock } from '../ports/clock.js';

/** Others wait as long as a refusal may take: so many times what the simplest answer took, */
const TIMES = 3;
/** but no less than it takes a server to read a large picture, */
const SHORTEST_MS: Milliseconds = 50;
/** and no longer than this, since an answer may take a minute. */
const LONGEST_MS: Milliseconds = 500;

/**
 * Lets the first call of an endpoint go ahead of the others, so that a refused key or parameter is
 * met by one request and not by as many as may be in flight.
 */
export interface HeadStart {
  /** Resolves at once for the call that comes first, for any other when the way is free. */
  take(): Promise<void>;
  /** Resolves when the first call has its reply, or has taken longer than a refusal does. */
  over(): Promise<void>;
  /** Frees the way. */
  end(): void;
}

/**
 * Makes the head start of an endpoint; nobody has gone first yet.
 *
 * @param answeredMs - how long the server took to say that it is up
 * @param clock - bounds the wait
 * @param halted - aborted when the run stops: nobody waits any longer
 */
export function createHeadStart(
  answeredMs: Milliseconds,
  clock: Clock,
  halted: AbortSignal,
): HeadStart {
  const longestMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, TIMES * answeredMs));
  const ended = new AbortController();
  let isTaken = false;
  let wait: Promise<void> | undefined;
  const over = (): Promise<void> => {
    if (ended.signal.aborted) return Promise.resolve();
    wait ??= clock
      .sleep(longestMs, AbortSignal.any([ended.signal, halted]))
      .catch(() => undefined)
      .then(() => {
        ended.abort();
      });
    return wait;
  };
  return {
    take: () => {
      const isFirst = !isTaken;
      isTaken = true;
      return isFirst ? Promise.resolve() : over();
    },
    over,
    end: () => {
      // Every abort makes an error first, which a call would pay for.
      if (!ended.signal.aborted) ended.abort();
    },
  };
}
