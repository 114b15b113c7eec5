import type { Clock } from '../../src/clock.js';

/** A clock whose time passes only while nothing is on its way: replies over sockets take no time. */
export interface EventClock extends Clock {
  /** Something is on its way until the returned function is called. */
  readonly busy: () => () => void;
}

/** Turns of the event loop without anything on its way before time passes. */
const IDLE_TURNS = 3;

/** Makes a clock at zero. Sleeps end in the order of their moments, however many there are at once. */
export function eventClock(): EventClock {
  const sleepers: { readonly dueMs: number; readonly wake: () => void }[] = [];
  let [nowMs, busy, isRunning] = [0, 0, false];
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (let idle = 0; sleepers.length > 0; idle = busy === 0 ? idle + 1 : 0) {
      if (idle < IDLE_TURNS) {
        await new Promise((turn) => setImmediate(turn));
        continue;
      }
      idle = 0;
      const next = sleepers.reduce((a, b) => (b.dueMs < a.dueMs ? b : a));
      sleepers.splice(sleepers.indexOf(next), 1);
      nowMs = Math.max(nowMs, next.dueMs);
      next.wake();
    }
    isRunning = false;
  };
  return {
    nowMs: () => nowMs,
    busy: () => {
      busy += 1;
      return () => void (busy -= 1);
    },
    sleep: (durationMs, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { dueMs: nowMs + Math.max(0, durationMs), wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          const place = sleepers.indexOf(sleeper);
          if (place >= 0) sleepers.splice(place, 1);
          reject(signal.reason as Error);
        });
        void run();
      }),
    every: () => () => undefined,
  };
}
