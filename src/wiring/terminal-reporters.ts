import type { TerminalStream } from '../adapters/runtime/terminal-log.io.js';
import type { Reporter } from '../engine/ports/reporter.js';
import type { Wiring } from './wire.js';
import { terminalReporter } from '../adapters/reporters/terminal-reporter.io.js';

/**
 * Who is told of a run on the command line: files for programs first, then the reader, who need not
 * wait for the page.
 *
 * @param wiring the parts of the run
 * @param output usually standard output
 * @param hasColor whether colour is wanted
 */
export function terminalReporters(
  { files, page }: Wiring,
  output: TerminalStream,
  hasColor: boolean,
): readonly Reporter[] {
  return [files, terminalReporter(output, hasColor), page];
}
