import type { Reporter } from './reporter.js';
import type { TerminalStream } from '../terminal-log.io.js';
import { renderTerminal } from './terminal.js';

/** The width where nobody watches. */
export const PLAIN_WIDTH = 100;

/**
 * Prints the verdict and the table of domains.
 *
 * @param output usually standard output
 * @param hasColor whether colour is wanted
 */
export function terminalReporter(output: TerminalStream, hasColor: boolean): Reporter {
  return {
    name: 'table',
    publish: (report) => {
      const options = { color: hasColor, width: output.columns ?? PLAIN_WIDTH };
      output.write(`${renderTerminal(report, options)}\n`);
      return Promise.resolve();
    },
  };
}
