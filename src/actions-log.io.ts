import { debug, endGroup, info, startGroup, warning } from '@actions/core';
import type { Clock } from './clock.js';
import { type Log, createProgressLine, disarmed, logLines } from './log.js';

/** A step's log keeps every line, so progress is printed at most once in this many milliseconds. */
const PROGRESS_INTERVAL_MS = 5000;

/**
 * The log of a step in GitHub Actions: titled groups, warnings as annotations, progress as plain
 * lines. No text that is printed acts as a workflow command, no matter who wrote it.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function createActionsLog(clock: Clock): Log {
  let printedMs = Number.NEGATIVE_INFINITY;
  const print = (text: string): void => {
    printedMs = clock.nowMs();
    for (const line of logLines(text)) info(disarmed(line));
  };
  const progress = createProgressLine(clock, PROGRESS_INTERVAL_MS, print);
  return {
    info: (text) => {
      progress.flush();
      print(text);
    },
    warning: (text) => {
      progress.flush();
      printedMs = clock.nowMs();
      // The command's data is escaped by the toolkit: line ends and percent signs cannot end it.
      warning(logLines(text).join('\n'));
    },
    // Hidden by the runner unless debugging is on, so that it breaks no silence.
    debug: (text) => {
      debug(logLines(text).join('\n'));
    },
    group: async (title, work) => {
      progress.flush();
      startGroup(logLines(title).join(' '));
      printedMs = clock.nowMs();
      try {
        return await work();
      } finally {
        progress.flush();
        endGroup();
      }
    },
    progress: (text) => {
      progress.show(text);
    },
    printedMs: () => printedMs,
  };
}
