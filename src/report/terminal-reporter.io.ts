import type { Reporter } from './reporter.js';
import type { TerminalStream } from '../terminal-log.io.js';
import { renderTerminal, type TerminalOptions } from './terminal.js';

/** The width where nobody watches. */
export const PLAIN_WIDTH = 100;

/**
 * Prints the verdict and the table of domains.
 *
 * @param output usually standard output
 * @param look whether colour is wanted, and how much is said
 */
export function terminalReporter(
  output: TerminalStream,
  look: Omit<TerminalOptions, 'width'>,
): Reporter {
  return {
    name: 'table',
    publish: (report) => {
      const options = { ...look, width: output.columns ?? PLAIN_WIDTH };
      output.write(`${renderTerminal(report, options)}\n`);
      return Promise.resolve();
    },
  };
}
