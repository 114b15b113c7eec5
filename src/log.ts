import type { Clock } from './clock.js';

/** What people read while the run goes on. Every text is data: the adapter escapes it. */
export interface Log {
  info(text: string): void;
  warning(text: string): void;
  /** A line for who looks for a fault, shown only where debugging is on (`RUNNER_DEBUG=1`). */
  debug(text: string): void;
  /** Opens a titled group, runs the work and closes the group whatever happens. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A line that may replace the one before it where someone is watching. */
  progress(text: string): void;
  /** When a line was last printed, in milliseconds since the epoch; -Infinity before the first. */
  printedMs(): number;
}

/** Control characters but the line feed and the tab: escape sequences, bells, backspaces. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;

/**
 * A text as the lines it is printed in: line ends of every kind split it, and control characters are
 * taken out, so that it cannot move the cursor, colour what follows or hide itself.
 *
 * @param text any text; an empty one is one empty line
 */
export function logLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map((line) => line.replaceAll(CONTROLS, ''));
}

/**
 * A printed line that the Actions runner does not take for a command. It obeys a line that starts
 * with two colons after white space, and `##[` anywhere in a line; the first gets a bar in front,
 * the second a space inside.
 *
 * @param line one line, see {@link logLines}
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function disarmed(line: string): string {
  const bare = line.replaceAll('##[', '## [');
  return /^\s*::/.test(bare) ? `| ${bare}` : bare;
}

/** Progress lines, thinned out. */
interface ProgressLine {
  /** Prints the text, or keeps it while the last one is too fresh. */
  show(text: string): void;
  /** Prints what was kept, so that the last line of a piece of work is never lost. */
  flush(): void;
}

/** Thins progress out to one line in a while. */
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

/**
 * A log of which only warnings are seen.
 *
 * @param log where they go
 */
export function warningsOnly(log: Log): Log {
  const nothing = (): void => undefined;
  return { ...log, info: nothing, debug: nothing, progress: nothing, group: (_, work) => work() };
}
