import type { Running } from '../../support/inner-process.js';

/** How long the runner waits after each signal of a cancel, in milliseconds. */
export interface CancelPatience {
  readonly afterInterrupt: number;
  readonly afterTerminate: number;
}

/** The runner's own patience. */
const RUNNER_PATIENCE: CancelPatience = { afterInterrupt: 7500, afterTerminate: 2500 };

/**
 * Stops a process as the runner does on a cancel: SIGINT, then SIGTERM, then SIGKILL, each only if
 * the one before did not end it in time. Gives the signals sent.
 */
export async function cancelAsRunner(
  child: Running,
  patience: CancelPatience = RUNNER_PATIENCE,
): Promise<readonly NodeJS.Signals[]> {
  const sent: NodeJS.Signals[] = [];
  const steps = [
    ['SIGINT', patience.afterInterrupt],
    ['SIGTERM', patience.afterTerminate],
    ['SIGKILL', 5000],
  ] as const;
  for (const [signal, wait] of steps) {
    if (hasEnded(child)) break;
    sent.push(signal);
    child.kill(signal);
    await ended(child, wait);
  }
  return sent;
}

function hasEnded(child: Running): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Resolves when the process has ended, or when the time is over. */
async function ended(child: Running, milliseconds: number): Promise<void> {
  if (hasEnded(child)) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
