import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { formatDuration } from '../format.js';
import type { Known } from './run-log.js';

/** How often it is looked whether the log is silent. */
const LOOK_MS = 5000;

/** A log that has said nothing for so long is silent; with a look that comes late it is 20 s at most. */
const SILENCE_MS = 15_000;

/**
 * Does a piece of work and keeps its log from falling silent: it counts failures that go on, and says
 * what is waited for where nothing was printed for 15 s. A person who sees nothing move cannot tell a
 * slow server from a run that hangs.
 *
 * @param known what the run knows so far: its askers, and the step it is at
 * @param ports clock and log
 * @param work what is done
 */
export async function breakSilence<T>(
  known: () => Pick<Known, 'endpoints' | 'step'>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  work: () => Promise<T>,
): Promise<T> {
  const startMs = clock.nowMs();
  const stop = clock.every(LOOK_MS, () => {
    const { endpoints, step } = known();
    const askers = [endpoints?.model, endpoints?.judge];
    const watches = askers.flatMap((asker) => asker?.watch ?? []);
    for (const watch of watches) watch.count();
    const nowMs = clock.nowMs();
    if (nowMs - Math.max(log.printedMs(), startMs) < SILENCE_MS) return;
    const waitedFor = watches.map((watch) => watch.waitedFor()).filter((text) => text !== '');
    const what = waitedFor.length === 0 ? `the step ${step}` : waitedFor.join('; ');
    log.info(`Still waiting for ${what}; ${formatDuration(nowMs - startMs)} since the start.`);
  });
  try {
    return await work();
  } finally {
    stop();
  }
}
