import type { Report } from '../../core/report/report.js';
import type { Reporter } from '../../engine/ports/reporter.js';

/**
 * Keeps the verdict of a pull request's run for later ones, besides its comment.
 *
 * @param keep keeps it
 */
export function memoryReporter(
  keep: (memory: NonNullable<Report['memory']>) => Promise<void>,
): Reporter {
  return {
    name: 'verdict for later runs',
    publish: async ({ memory }) => {
      if (memory?.own !== undefined) await keep(memory);
    },
  };
}
