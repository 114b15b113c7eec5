import { renderJunit } from '../../core/report/render-junit.js';
import { renderSummary } from '../../core/report/render-summary.js';
import { summaryOf } from '../../core/report/summary-json.js';
import type { Reporter } from '../../engine/ports.js';
import { writeReportFiles, type ReportFolder } from './write-files.js';

/**
 * Writes record.json, summary.json, report.md and junit.xml, and answers.jsonl where the user asks for it.
 *
 * @param folder where to
 * @param readAnswers gives the text of the journal; undefined when answers are not shown
 */
export function filesReporter(
  folder: ReportFolder,
  readAnswers: (() => Promise<string>) | undefined,
): Reporter {
  return {
    name: 'report files',
    publish: async (report, record) => {
      await writeReportFiles(folder, {
        summary: `${JSON.stringify(summaryOf(report), null, 2)}\n`,
        markdown: `${renderSummary(report)}\n`,
        junit: renderJunit(report),
        ...(record === undefined ? {} : { record: `${JSON.stringify(record, null, 1)}\n` }),
        ...(readAnswers === undefined ? {} : { answers: await readAnswers() }),
      });
    },
  };
}
