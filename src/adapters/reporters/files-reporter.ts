import { renderAnswers } from '../../core/record/answers-file.js';
import { renderJunit } from '../../core/report/render-junit.js';
import { renderSummary } from '../../core/report/render-summary.js';
import { summaryOf } from '../../core/report/summary-json.js';
import type { Reporter } from '../../engine/ports.js';
import { writeReportFiles, type ReportFolder } from './write-files.js';

/**
 * Writes record.json, summary.json, report.md and junit.xml, and answers.jsonl where it is asked for.
 *
 * @param folder where to
 * @param hasAnswers whether answers are written too: show-answers, or a sweep that nobody judges
 */
export function filesReporter(folder: ReportFolder, hasAnswers: boolean): Reporter {
  return {
    name: 'report files',
    isProduct: true,
    publish: async (report, record, results) => {
      await writeReportFiles(folder, {
        summary: `${JSON.stringify(summaryOf(report), null, 2)}\n`,
        markdown: `${renderSummary(report)}\n`,
        junit: renderJunit(report),
        ...(record === undefined ? {} : { record: `${JSON.stringify(record, null, 1)}\n` }),
        ...(hasAnswers ? { answers: renderAnswers(results) } : {}),
      });
    },
  };
}
