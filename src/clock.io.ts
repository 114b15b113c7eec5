import { setTimeout as delay } from 'node:timers/promises';
import type { Chance, Clock } from './clock.js';

/** The longest wait a timer takes; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The clock of this machine. A sleep ends early when its signal is aborted, with the signal's reason;
 * one of no or negative length still yields. Sleeps are cut at 24 days.
 */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: async (durationMs, signal) => {
    const waitMs = Math.min(Math.max(durationMs, 0), LONGEST_TIMER_MS);
    try {
      await delay(waitMs, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // The timer rejects with an error of its own; callers know the signal's.
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
  every: (periodMs, tick) => {
    const timer = setInterval(tick, periodMs);
    timer.unref();
    return () => {
      clearInterval(timer);
    };
  },
};

/** Chance of this process, for the jitter of retries; nothing that is decided depends on it. */
export const systemChance: Chance = { next: () => Math.random() };
