import { commitStatus, type CommitStatus } from '../../core/report/commit-status.js';
import type { Reporter } from '../../engine/ports/reporter.js';

/**
 * Sets the status of the commit that the run is about. While it cannot be set the pending one stays,
 * which satisfies no required check.
 *
 * @param name the baseline-name
 * @param set sets a status
 */
export function statusReporter(
  name: string,
  set: (status: CommitStatus) => Promise<void>,
): Reporter {
  return { name: 'commit status', publish: (report) => set(commitStatus(report, name)) };
}
