import type { Chance, Clock } from '../../src/clock.js';
import type { Log } from '../../src/log.js';

/** A clock that jumps: a sleep is over, and its time has passed, once nothing else is left to do. */
export interface FakeClock extends Clock {
  /** Every sleep that came to its end, in order. */
  readonly sleptMs: readonly number[];
  advance(durationMs: number): void;
}

/** Makes a clock that starts at the given time. */
export function fakeClock(startMs = 0): FakeClock {
  const sleptMs: number[] = [];
  const ticks = new Set<{ nextMs: number; readonly periodMs: number; readonly tick: () => void }>();
  let nowMs = startMs;
  // Ticks happen when their time comes, and with it.
  const pass = (durationMs: number): void => {
    const endMs = nowMs + durationMs;
    for (;;) {
      const [next] = [...ticks].sort((a, b) => a.nextMs - b.nextMs);
      if (next === undefined || next.nextMs > endMs) break;
      nowMs = Math.max(nowMs, next.nextMs);
      next.nextMs += next.periodMs;
      next.tick();
    }
    nowMs = endMs;
  };
  return {
    sleptMs,
    advance: pass,
    nowMs: () => nowMs,
    sleep: async (durationMs, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      sleptMs.push(durationMs);
      pass(durationMs);
    },
    every: (periodMs, tick) => {
      const entry = { nextMs: nowMs + periodMs, periodMs, tick };
      ticks.add(entry);
      return () => void ticks.delete(entry);
    },
  };
}

/** Chance that always drops the same. */
export function fixedChance(value = 0.5): Chance {
  return { next: () => value };
}

/** A log that keeps its lines, each with the name of its method. */
export interface FakeLog extends Log {
  readonly lines: readonly string[];
}

/** Makes an empty log; with a clock it knows when it was last written to, else it was just now. */
export function fakeLog(clock?: Clock): FakeLog {
  const lines: string[] = [];
  let printedMs = clock === undefined ? Infinity : -Infinity;
  const print = (line: string): void => {
    lines.push(clock === undefined ? line : `${clock.nowMs() / 1000} s ${line}`);
    printedMs = clock?.nowMs() ?? printedMs;
  };
  return {
    lines,
    info: (text) => print(`info ${text}`),
    warning: (text) => print(`warning ${text}`),
    debug: (text) => print(`debug ${text}`),
    progress: (text) => print(`progress ${text}`),
    group: async (title, work) => {
      print(`group ${title}`);
      return work();
    },
    printedMs: () => printedMs,
  };
}
