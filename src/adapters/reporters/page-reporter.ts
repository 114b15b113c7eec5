import type { Redactor } from '../../core/redact/redactor.js';
import type { Reporter } from '../../engine/ports/reporter.js';
import { writeReportFiles, type ReportFolder } from './write-files.js';

/**
 * Writes report.html, apart from the files for programs: no picture that cannot be drawn may keep a
 * record from being written. The library of its plots is loaded only now.
 *
 * @param folder where to
 * @param hasAnswers whether the page shows answers, behind a warning
 * @param redact takes secrets out of the page
 */
export function pageReporter(
  folder: ReportFolder,
  hasAnswers: boolean,
  redact: Redactor,
): Reporter {
  return {
    name: 'report page',
    publish: async (report, _record, results) => {
      const { renderHtml } = await import('../../core/report/html/render-html.js');
      await writeReportFiles(folder, {
        html: () => redact.text(renderHtml(report, hasAnswers ? results : undefined)),
      });
    },
  };
}
