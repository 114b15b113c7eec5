/**
 * A signal that is aborted when the process is asked to stop: Ctrl+C, or the runner that cancels a
 * job (SIGINT, then SIGTERM). The second request of a kind has the system's own effect.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation
 */
export function cancelOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      controller.abort();
    });
  }
  return controller.signal;
}
