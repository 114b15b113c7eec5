import type { Clock } from '../ports/clock.js';

/** How long others wait at most: a refusal comes quickly, while an answer may take a minute. */
const HEAD_START_MS = 500;

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
 * @param clock - bounds the wait
 * @param halted - aborted when the run stops: nobody waits any longer
 */
export function createHeadStart(clock: Clock, halted: AbortSignal): HeadStart {
  const ended = new AbortController();
  let isTaken = false;
  let wait: Promise<void> | undefined;
  const over = (): Promise<void> => {
    if (ended.signal.aborted) return Promise.resolve();
    wait ??= clock
      .sleep(HEAD_START_MS, AbortSignal.any([ended.signal, halted]))
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
