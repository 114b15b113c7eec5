import type { Redactor } from '../../core/redact/redactor.js';
import type { Log } from '../../engine/ports/log.js';
import type { TerminalStream } from './terminal-log.js';

/**
 * A log that no secret comes into.
 *
 * @param log where lines go
 * @param redact takes secrets out of each, before it is cut to the width of a terminal
 */
export function redactedLog(log: Log, redact: Redactor): Log {
  return {
    info: (text) => log.info(redact.text(text)),
    warning: (text) => log.warning(redact.text(text)),
    group: (title, work) => log.group(redact.text(title), work),
    progress: (text) => log.progress(redact.text(text)),
    printedMs: () => log.printedMs(),
  };
}

/**
 * A standard stream that no secret comes into.
 *
 * @param stream where texts go
 * @param redact takes secrets out of each
 */
export function redactedStream(stream: TerminalStream, redact: Redactor): TerminalStream {
  // The stream itself tells its width, which changes with the window.
  return Object.create(stream, {
    write: { value: (text: string) => stream.write(redact.text(text)) },
  }) as TerminalStream;
}
