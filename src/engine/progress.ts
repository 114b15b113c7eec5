import type { Clock, Log } from './ports.js';

/** How far a sweep is, for people. */
export interface Progress {
  /** One more cell is done. */
  step(): void;
}

/**
 * Tells how many cells of a rung are done, the requests made and the time left. The log decides how
 * often that is shown.
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
  return {
    step: () => {
      done += 1;
      const spanMs = clock.nowMs() - startMs;
      const leftMs = (spanMs / done) * (total - done);
      const left = done < total ? `about ${duration(leftMs)} left` : duration(spanMs);
      log.progress(`${done} of ${total} answers, ${requests()} requests, ${left}`);
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
