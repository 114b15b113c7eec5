import type { Chance } from '../../src/engine/ports/chance.js';
import type { Clock } from '../../src/engine/ports/clock.js';
import type { Log } from '../../src/engine/ports/log.js';

/** A clock that jumps: a sleep is over, and its time has passed, once nothing else is left to do. */
export interface FakeClock extends Clock {
  /** Every sleep that came to its end, in order. */
  readonly sleptMs: readonly number[];
  advance(durationMs: number): void;
}

/** Makes a clock that starts at the given time. */
export function fakeClock(startMs = 0): FakeClock {
  const sleptMs: number[] = [];
  let nowMs = startMs;
  return {
    sleptMs,
    advance: (durationMs) => {
      nowMs += durationMs;
    },
    nowMs: () => nowMs,
    sleep: async (durationMs, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      sleptMs.push(durationMs);
      nowMs += durationMs;
    },
  };
}

/** Chance that always falls the same. */
export function fixedChance(value = 0.5): Chance {
  return { next: () => value };
}

/** A log that keeps its lines, each with the name of its method. */
export interface FakeLog extends Log {
  readonly lines: readonly string[];
}

/** Makes an empty log. */
export function fakeLog(): FakeLog {
  const lines: string[] = [];
  return {
    lines,
    info: (text) => void lines.push(`info ${text}`),
    warning: (text) => void lines.push(`warning ${text}`),
    progress: (text) => void lines.push(`progress ${text}`),
    group: async (title, work) => {
      lines.push(`group ${title}`);
      return work();
    },
  };
}
