import { exit } from 'node:process';
import type { Redactor } from './redact/redactor.js';

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

/** The command line's exit code of a run that could not begin. */
export const ERROR_EXIT = 3;

/** How long a run may take to write down what it has; the runner kills 10 s after its first signal. */
const PATIENCE_MS = 4500;

/**
 * A signal that is aborted when the process is asked to stop: Ctrl+C, or the runner that cancels a
 * job (SIGINT, then SIGTERM). The second request of a kind has the system's own effect. A run that
 * hangs in something that does not listen is ended all the same: what was paid for is on disk by then.
 *
 * @param exitCode of a run that does not come to its own end; the runner only tells 0 from others
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 */
export function cancelOnSignals(exitCode = 1): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      controller.abort();
      // It does not keep a process that is done from ending.
      setTimeout(() => exit(exitCode), PATIENCE_MS).unref();
    });
  }
  return controller.signal;
}
