import { parseJournal } from '../../core/record/journal-entry.js';
import { replayJournal } from '../../core/record/results.js';
import { renderJunit } from '../../core/report/render-junit.js';
import { renderSummary } from '../../core/report/render-summary.js';
import type { Report } from '../../core/report/report.js';
import { summaryOf } from '../../core/report/summary-json.js';
import type { Reporter } from '../../engine/ports.js';
import { writeReportFiles, type ReportFolder } from './write-files.js';

/**
 * Writes record.json, summary.json, report.md, report.html and junit.xml, and the answers where the
 * user asks for them: in answers.jsonl and in report.html.
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
      const answers = await readAnswers?.();
      await writeReportFiles(folder, {
        summary: `${JSON.stringify(summaryOf(report), null, 2)}\n`,
        markdown: `${renderSummary(report)}\n`,
        junit: renderJunit(report),
        html: await renderPage(report, answers),
        ...(record === undefined ? {} : { record: `${JSON.stringify(record, null, 1)}\n` }),
        ...(answers === undefined ? {} : { answers }),
      });
    },
  };
}

/** The page, the library of its plots loaded only now. */
async function renderPage(report: Report, answers: string | undefined): Promise<string> {
  const { renderHtml } = await import('../../core/report/html/render-html.js');
  return renderHtml(
    report,
    answers === undefined ? undefined : replayJournal(parseJournal(answers)),
  );
}
