import { renderAnswers } from '../../core/record/answers-file.js';
import type { SweepResults } from '../../core/record/results.js';
import { renderJunit } from '../../core/report/render-junit.js';
import { renderSummary } from '../../core/report/render-summary.js';
import type { Report } from '../../core/report/report.js';
import { summaryOf } from '../../core/report/summary-json.js';
import type { Reporter } from '../../engine/ports.js';
import { writeReportFiles, type ReportFolder } from './write-files.js';

/**
 * Writes record.json, summary.json, report.md, report.html and junit.xml, and the answers where they
 * are asked for: in answers.jsonl and in report.html.
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
        html: await renderPage(report, hasAnswers ? results : undefined),
        ...(record === undefined ? {} : { record: `${JSON.stringify(record, null, 1)}\n` }),
        ...(hasAnswers ? { answers: renderAnswers(results) } : {}),
      });
    },
  };
}

/** The page, the library of its plots loaded only now. */
async function renderPage(report: Report, answers: SweepResults | undefined): Promise<string> {
  const { renderHtml } = await import('../../core/report/html/render-html.js');
  return renderHtml(report, answers);
}
