import { exit } from 'node:process';

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
