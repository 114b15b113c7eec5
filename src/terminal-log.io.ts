import type { Redactor } from './redact/redactor.js';
import type { Clock } from './clock.js';
import { type Log, createProgressLine, logLines } from './log.js';
import type { Environment } from './folders.io.js';

/** As much of a standard stream as is written to. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  /** Characters in a line of the terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Where a terminal log writes, and how. */
interface TerminalLogOptions {
  /** Standard error, as a rule: standard output is for results. */
  readonly stream: TerminalStream;
  /** FORCE_COLOR, NO_COLOR, RUNNER_DEBUG and TERM are read. */
  readonly environment: Environment;
  readonly clock: Clock;
}

const PLAIN_INTERVAL_MS = 10_000;
const LIVE_INTERVAL_MS = 200;
const DEFAULT_COLUMNS = 80;

const ERASE_LINE = '\r\u001b[2K';
const STYLES = { bold: '\u001b[1m', yellow: '\u001b[33m' } as const;
const RESET = '\u001b[0m';

/**
 * The log of the command line. On a terminal progress replaces itself in one line; elsewhere it is a
 * plain line now and then. Colour as the environment asks for it.
 *
 * @param options stream, environment and clock
 */
export function createTerminalLog({ stream, environment, clock }: TerminalLogOptions): Log {
  const isLive = stream.isTTY === true && environment.TERM !== 'dumb';
  const isColoured = wantsColor(stream, environment);
  let isLineOpen = false;
  let printedMs = Number.NEGATIVE_INFINITY;
  const print = (text: string, style?: keyof typeof STYLES): void => {
    printedMs = clock.nowMs();
    const start = isLineOpen ? ERASE_LINE : '';
    isLineOpen = false;
    const lines = logLines(text).map((line) => styled(line, isColoured ? style : undefined));
    stream.write(`${start}${lines.join('\n')}\n`);
  };
  const replace = (text: string): void => {
    printedMs = clock.nowMs();
    const line = logLines(text).join(' ');
    isLineOpen = true;
    stream.write(
      `${ERASE_LINE}${Array.from(line)
        .slice(0, (stream.columns ?? DEFAULT_COLUMNS) - 1)
        .join('')}`,
    );
  };
  const progress = isLive
    ? createProgressLine(clock, LIVE_INTERVAL_MS, replace)
    : createProgressLine(clock, PLAIN_INTERVAL_MS, print);
  const settle = (): void => {
    progress.flush();
    if (isLineOpen) stream.write('\n');
    isLineOpen = false;
  };
  return {
    info: (text) => {
      if (!isLive) progress.flush();
      print(text);
    },
    warning: (text) => {
      if (!isLive) progress.flush();
      print(`Warning: ${text}`, 'yellow');
    },
    debug: (text) => {
      if (environment.RUNNER_DEBUG !== '1') return;
      if (!isLive) progress.flush();
      print(text);
    },
    group: async (title, work) => {
      settle();
      print(title, 'bold');
      try {
        return await work();
      } finally {
        settle();
      }
    },
    progress: (text) => {
      progress.show(text);
    },
    printedMs: () => printedMs,
  };
}

/** A line in a style, or as it is. */
function styled(line: string, style: keyof typeof STYLES | undefined): string {
  return style === undefined ? line : `${STYLES[style]}${line}${RESET}`;
}

/**
 * Whether escape sequences for colour go to a stream: NO_COLOR refuses them, else FORCE_COLOR asks for
 * them anywhere (0 and false refuse them), else a terminal that is not dumb has them.
 *
 * @param environment NO_COLOR, FORCE_COLOR and TERM are read
 * @see https://nodejs.org/api/tty.html#writestreamgetcolordepthenv
 * @see https://no-color.org
 */
export function wantsColor(
  stream: Pick<TerminalStream, 'isTTY'>,
  environment: Environment,
): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused = '', TERM: terminal } = environment;
  if (refused !== '') return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && terminal !== 'dumb';
}

/**
 * A log that no secret comes into.
 *
 * @param redact takes secrets out of each, before it is cut to the width of a terminal
 */
export function redactedLog(log: Log, redact: Redactor): Log {
  return {
    info: (text) => log.info(redact.text(text)),
    warning: (text) => log.warning(redact.text(text)),
    debug: (text) => log.debug(redact.text(text)),
    group: (title, work) => log.group(redact.text(title), work),
    progress: (text) => log.progress(redact.text(text)),
    printedMs: () => log.printedMs(),
  };
}

/** A standard stream that no secret comes into. */
export function redactedStream(stream: TerminalStream, redact: Redactor): TerminalStream {
  // The stream itself tells its width, which changes with the window.
  return Object.create(stream, {
    write: { value: (text: string) => stream.write(redact.text(text)) },
  }) as TerminalStream;
}
