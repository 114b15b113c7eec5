import { renderComment } from '../../core/report/markdown/render-comment.js';
import { renderSummary } from '../../core/report/markdown/render-summary.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { Log } from '../../engine/ports/log.js';
import type { Reporter } from '../../engine/ports/reporter.js';
import { writeStepSummary } from './step-summary.js';

/**
 * Writes the step summary, the shorter comment where the long one does not fit.
 *
 * @param path the value of GITHUB_STEP_SUMMARY
 * @param log takes the warning when it cannot be written
 * @param redact takes secrets out of it
 */
export function summaryReporter(path: string | undefined, log: Log, redact: Redactor): Reporter {
  return {
    name: 'step summary',
    publish: async (report) => {
      const texts = [renderSummary(report), renderComment(report)].map(redact.text);
      const result = await writeStepSummary(path, texts);
      if (!result.written) log.warning(`The step summary was not written: ${result.problem}`);
    },
  };
}
