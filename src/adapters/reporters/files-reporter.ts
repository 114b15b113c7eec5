import { renderAnswers } from '../../core/record/answers-file.js';
import { renderJunit } from '../../core/report/junit/render-junit.js';
import { renderSummary } from '../../core/report/markdown/render-summary.js';
import { summaryOf } from '../../core/report/summary/summary-json.js';
import type { SweepRecord } from '../../core/record/record-schema.js';
import type { Report } from '../../core/report/report.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { renderSignOff } from '../../core/report/markdown/render-sign-off.js';
import { signOffOf } from '../../core/report/summary/sign-off.js';
import type { Reporter } from '../../engine/ports/reporter.js';
import { writeReportFiles, type ReportFolder, type ReportTexts } from './write-files.js';

/** The record, and on the release ladder the sign-off that names its digest. */
function recordFiles(report: Report, given: SweepRecord, redact: Redactor): ReportTexts {
  const record = redact.value(given);
  const text = (): string => `${JSON.stringify(record, null, 1)}\n`;
  const signOff = signOffOf(report, { value: record, text });
  if (signOff === undefined) return { record: text };
  return {
    record: text,
    signOff: () => `${JSON.stringify(redact.value(signOff), null, 2)}\n`,
    signOffNotes: () => redact.text(renderSignOff(signOff, report)),
  };
}

/**
 * Writes record.json, summary.json, report.md and junit.xml, on the release ladder signoff.json and
 * signoff.md, and answers.jsonl where it is asked for.
 *
 * @param folder where to
 * @param hasAnswers whether answers are written too: show-answers, or a sweep that nobody judges
 * @param redact takes secrets out of every file; of JSON out of its values, before they are written
 */
export function filesReporter(
  folder: ReportFolder,
  hasAnswers: boolean,
  redact: Redactor,
): Reporter {
  return {
    name: 'report files',
    isProduct: true,
    publish: async (report, record, results) => {
      await writeReportFiles(folder, {
        summary: () => `${JSON.stringify(redact.value(summaryOf(report)), null, 2)}\n`,
        markdown: () => `${redact.text(renderSummary(report))}\n`,
        junit: () => redact.text(renderJunit(report)),
        ...(record === undefined ? {} : recordFiles(report, record, redact)),
        ...(hasAnswers ? { answers: () => renderAnswers(redact.value(results)) } : {}),
      });
    },
  };
}
