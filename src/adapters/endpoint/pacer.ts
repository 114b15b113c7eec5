import type { Clock } from '../../engine/ports/clock.js';

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
 *
 * @param clock - tells the time and waits
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
