import type { Clock } from '../../engine/ports/clock.js';

/** Progress lines, thinned out. */
export interface ProgressLine {
  /** Prints the text, or keeps it while the last one is too fresh. */
  show(text: string): void;
  /** Prints what was kept, so that the last line of a piece of work is never lost. */
  flush(): void;
}

/**
 * Thins progress out to one line in a while.
 *
 * @param clock tells the time
 * @param intervalMs the shortest time between two lines
 * @param print prints one
 */
export function createProgressLine(
  clock: Clock,
  intervalMs: number,
  print: (text: string) => void,
): ProgressLine {
  let printedMs = Number.NEGATIVE_INFINITY;
  let kept: string | undefined;
  const flush = (): void => {
    if (kept === undefined) return;
    const text = kept;
    kept = undefined;
    printedMs = clock.nowMs();
    print(text);
  };
  return {
    show: (text) => {
      kept = text;
      if (clock.nowMs() - printedMs >= intervalMs) flush();
    },
    flush,
  };
}
