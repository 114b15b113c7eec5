import { commitStatus, type CommitStatus } from '../../core/report/commit-status.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { Reporter } from '../../engine/ports/reporter.js';

/**
 * Sets the status of the commit that the run is about. While it cannot be set the pending one stays,
 * which satisfies no required check.
 *
 * @param name the baseline-name
 * @param set sets a status
 * @param redact takes secrets out of it
 */
export function statusReporter(
  name: string,
  set: (status: CommitStatus) => Promise<void>,
  redact: Redactor,
): Reporter {
  return {
    name: 'commit status',
    publish: (report) => set(redact.value(commitStatus(report, name))),
  };
}
