import type { Clock, Log } from './ports.js';

/** How far a sweep is, for people. */
export interface Progress {
  /** One more cell is done. */
  step(): void;
}

/** Shows at most one line in this many milliseconds, and the last one always. */
const INTERVAL_MS = 2000;

/**
 * Prints how many cells of a rung are done, the requests made and the time left.
 *
 * @param total cells of the rung that still have to be asked or judged
 * @param requests counts the HTTP attempts so far
 * @param ports clock and log
 */
export function startProgress(
  total: number,
  requests: () => number,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Progress {
  const startMs = clock.nowMs();
  let done = 0;
  let shownMs = startMs;
  return {
    step: () => {
      done += 1;
      const nowMs = clock.nowMs();
      if (done < total && nowMs - shownMs < INTERVAL_MS) return;
      shownMs = nowMs;
      const leftMs = ((nowMs - startMs) / done) * (total - done);
      const left = done < total ? `, about ${duration(leftMs)} left` : `, ${duration(nowMs - startMs)}`;
      log.progress(`${done} of ${total} answers, ${requests()} requests${left}`);
    },
  };
}

/**
 * A span of time for people.
 *
 * @example duration(75_000) // '1 min 15 s'
 */
export function duration(spanMs: number): string {
  const seconds = Math.max(1, Math.round(spanMs / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
