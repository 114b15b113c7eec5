import type { Redactor } from '../../core/redact/redactor.js';

/** As much of a process as is guarded. */
interface GuardedProcess {
  on(event: 'uncaughtException', listener: (thrown: unknown) => void): unknown;
  on(event: 'warning', listener: (warning: Error) => void): unknown;
  listenerCount(event: 'warning'): number;
  removeAllListeners(event: 'warning'): unknown;
  exit(code: number): unknown;
  readonly stderr: { write(text: string): unknown };
}

/**
 * Has what Node would print by itself go through the redactor: warnings, and what nobody caught (rejections
 * too), whose stack and causes may quote a request.
 *
 * @param guarded the process
 * @param redact takes secrets out of warnings
 * @param fail says in one line what was thrown, and gives the exit code
 */
export function guardProcess(
  guarded: GuardedProcess,
  redact: Redactor,
  fail: (thrown: unknown) => number,
): void {
  // With --no-warnings Node does not listen either.
  if (guarded.listenerCount('warning') > 0) {
    guarded.removeAllListeners('warning');
    guarded.on('warning', ({ name, message }) => {
      guarded.stderr.write(`${redact.text(`${name}: ${message}`)}\n`);
    });
  }
  guarded.on('uncaughtException', (thrown) => {
    guarded.exit(fail(thrown));
  });
}
