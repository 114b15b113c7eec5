import type { Clock } from '../clock.js';
import { formatCount, formatDuration } from '../format.js';
import type { Log } from '../log.js';
import type { Budget } from '../model/limits.js';

/** How far a sweep is, for people. */
interface Progress {
  /** One more sample is done. */
  step(): void;
}

/** Below this span the pace is that of the first replies, which says nothing. */
const SETTLING_MS = 2000;

/**
 * Tells how many samples of a stage are done, how fast, the requests made and how many of them were
 * retries, and the time left. The log decides how often that is shown.
 *
 * @param total samples of the stage that still have to be asked or judged
 * @param budget counts the HTTP attempts so far
 * @param ports clock and log
 */
export function startProgress(
  total: number,
  budget: Pick<Budget, 'spent' | 'retries'>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Progress {
  const startMs = clock.nowMs();
  let done = 0;
  return {
    step: () => {
      done += 1;
      const spanMs = clock.nowMs() - startMs;
      const parts = [
        `${done} of ${total} answers (${Math.floor((100 * done) / total)} %)`,
        spanMs < SETTLING_MS ? '' : paceText(done / spanMs),
        attemptsText(budget.spent(), budget.retries()),
        done < total ? leftText((spanMs / done) * (total - done), spanMs) : formatDuration(spanMs),
      ];
      log.progress(parts.filter((part) => part !== '').join(', '));
    },
  };
}

/** How fast answers come: by the second, or by the minute where that is less than one. */
function paceText(answersPerMs: number): string {
  const perSecond = 1000 * answersPerMs;
  return perSecond < 1 ? `${(60 * perSecond).toFixed(1)}/min` : `${perSecond.toFixed(1)}/s`;
}

/** Attempts, and how many of them were made again. */
function attemptsText(requests: number, retries: number): string {
  const again = retries === 0 ? '' : ` (${formatCount(retries, 'retry', 'retries')})`;
  return `${formatCount(requests, 'request')}${again}`;
}

/** The time left at the pace so far; nothing while there is no pace yet. */
function leftText(leftMs: number, spanMs: number): string {
  return spanMs < SETTLING_MS ? '' : `about ${formatDuration(Math.max(1000, leftMs))} left`;
}
