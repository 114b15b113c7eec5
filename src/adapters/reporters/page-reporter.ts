import type { Reporter } from '../../engine/ports/reporter.js';
import { writeReportFiles, type ReportFolder } from './write-files.js';

/**
 * Writes report.html, apart from the files for programs: no picture that cannot be drawn may keep a
 * record from being written. The library of its plots is loaded only now.
 *
 * @param folder where to
 * @param hasAnswers whether the page shows answers, behind a warning
 */
export function pageReporter(folder: ReportFolder, hasAnswers: boolean): Reporter {
  return {
    name: 'report page',
    publish: async (report, _record, results) => {
      const { renderHtml } = await import('../../core/report/html/render-html.js');
      await writeReportFiles(folder, {
        html: () => renderHtml(report, hasAnswers ? results : undefined),
      });
    },
  };
}
