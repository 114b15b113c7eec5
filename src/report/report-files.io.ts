import type { PictureAddresses } from '../dataset/picture-shelf.io.js';
import { GateError, messageOf } from '../errors.js';
import type { WorkspaceFiles } from '../files.io.js';
import { renderAnswers } from '../record/answers-file.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { Redactor } from '../redact/redactor.js';
import { domainsCsv, itemsCsv } from './csv.js';
import { historyBadge, historyFile, type HistoryView } from './history-view.js';
import { renderJunit } from './junit.js';
import type { Report } from './report.js';
import { TOOL_VERSION } from '../tool-version.js';
import { renderSignOff, signOffOf } from './sign-off.js';
import { renderSummary } from './step-summary.js';
import { summaryOf } from './summary.js';
import type { Reporter } from './reporter.js';
import type { SweepResults } from '../record/results.js';
import { hasTestResult, testResultOf } from './attestation.js';
import { everyEvalEver, isExported } from './every-eval-ever.js';

/** The record, and what names its digest: the test result, and on the release profile the sign-off. */
function recordFiles(
  report: Report,
  given: SweepRecord,
  { redact, answers }: { readonly redact: Redactor; readonly answers: SweepResults | undefined },
): ReportTexts {
  const record = redact.value(given);
  const text = (): string => `${JSON.stringify(record, null, 1)}\n`;
  const json = (value: object): string => `${JSON.stringify(redact.value(value), null, 2)}\n`;
  const written = { value: record, text };
  const exported = (): ReturnType<typeof everyEvalEver> =>
    everyEvalEver({ report: redact.value(report), record, answers });
  const files: ReportTexts = {
    record: text,
    ...(hasTestResult(report) ? { testResult: () => json(testResultOf(report, written)) } : {}),
    ...(isExported(report)
      ? { evaluation: () => json(exported().evaluation), samples: () => exported().samples }
      : {}),
  };
  const signOff = signOffOf(report, written);
  if (signOff === undefined) return files;
  return {
    ...files,
    signOff: () => json(signOff),
    signOffNotes: () => redact.text(renderSignOff(signOff, report)),
  };
}

/**
 * Writes record.json, summary.json, report.md, junit.xml, items.csv and domains.csv, test-result.json and the export
 * where something was decided or scored, on the release profile signoff.json and signoff.md, and answers.jsonl where
 * it is asked for.
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
        items: () => redact.text(itemsCsv(report)),
        domains: () => redact.text(domainsCsv(report)),
        ...(record === undefined
          ? {}
          : recordFiles(report, record, {
              redact,
              answers: hasAnswers ? redact.value(results) : undefined,
            })),
        ...(hasAnswers ? { answers: () => renderAnswers(redact.value(results)) } : {}),
      });
    },
  };
}

/**
 * Writes report.html, and where the run is no pull request's the baseline's history alongside it, apart from the files for programs: no picture that cannot be drawn may keep a
 * record from being written. The library of its plots is loaded only now.
 *
 * @param folder where to
 * @param hasAnswers whether the page shows answers, behind a warning
 * @param redact takes secrets out of the page
 * @param addresses gives pictures for the page; none if not given
 */
export function pageReporter(
  folder: ReportFolder,
  hasAnswers: boolean,
  redact: Redactor,
  addresses?: PictureAddresses,
): Reporter {
  return {
    name: 'report page',
    publish: async (report, _record, results) => {
      const { renderHtml } = await import('./page.js');
      const { picturedItems, withPictures } = await import('./page-items.js');
      const pictures = (await addresses?.(picturedItems(report))) ?? new Map<number, string>();
      const pictured = new Set(pictures.keys());
      const answers = hasAnswers ? results : undefined;
      const { historyOfReport, renderHistory } = await import('./history-page.js');
      const history = historyOfReport(report);
      await writeReportFiles(folder, {
        html: () => withPictures(redact.text(renderHtml(report, answers, pictured)), pictures),
        ...(history === undefined
          ? {}
          : historyTexts(history, redact, () => renderHistory(history, report.toolVersion))),
      });
    },
  };
}

/** The history's files; the page is made last. */
function historyTexts(
  history: HistoryView,
  redact: Redactor,
  page: () => string,
): Pick<Required<ReportTexts>, 'historyData' | 'badge' | 'history'> {
  const json = (value: unknown): string => `${JSON.stringify(redact.value(value), null, 1)}\n`;
  return {
    historyData: () => json(historyFile(history)),
    badge: () => json(historyBadge(history)),
    history: () => redact.text(page()),
  };
}

/**
 * Writes a history by itself: index.html, history.json and badge.json.
 *
 * @param folder where to
 * @param view what it shows
 * @param redact takes secrets out of every file
 * @returns the absolute path of the page
 * @throws GateError CONFIG_INVALID when the folder leads outside the workspace; file system errors
 */
export async function writeHistory(
  folder: ReportFolder,
  view: HistoryView,
  redact: Redactor,
): Promise<string> {
  const { renderHistory } = await import('./history-page.js');
  const texts = historyTexts(view, redact, () => renderHistory(view, TOOL_VERSION));
  const { files, directory } = folder;
  await files.write(`${directory}/history.json`, texts.historyData());
  await files.write(`${directory}/badge.json`, texts.badge());
  return files.write(`${directory}/index.html`, texts.history());
}

/** The names of report files: fixed, so that no text of others ever names one. */
const REPORT_FILES = {
  record: 'record.json',
  summary: 'summary.json',
  markdown: 'report.md',
  html: 'report.html',
  junit: 'junit.xml',
  signOff: 'signoff.json',
  signOffNotes: 'signoff.md',
  /** The predicate of an attestation. */
  testResult: 'test-result.json',
  evaluation: 'every-eval-ever/evaluation.json',
  samples: 'every-eval-ever/samples.jsonl',
  answers: 'answers.jsonl',
  items: 'items.csv',
  domains: 'domains.csv',
  history: 'history/index.html',
  historyData: 'history/history.json',
  badge: 'history/badge.json',
} as const;

/** Which report file. */
type ReportFile = keyof typeof REPORT_FILES;

/** Where report files go. */
export interface ReportFolder {
  readonly files: WorkspaceFiles;
  /** The report-dir, relative to the workspace. */
  readonly directory: string;
}

/** The contents of report files, each made when it is its turn. */
export type ReportTexts = Partial<Record<ReportFile, () => string>>;

/**
 * Writes report files, each as a whole or not at all, one after the other: of a large sweep no two
 * need be in memory. One that cannot be made or written keeps no other from it.
 *
 * @param folder where to
 * @param texts the content by file; those left out are not touched
 * @returns the absolute path of each file written
 * @throws GateError CONFIG_INVALID when report-dir leads outside the workspace; file system errors;
 *   the first of them when all have had their turn
 */
export async function writeReportFiles(
  { files, directory }: ReportFolder,
  texts: ReportTexts,
): Promise<Partial<Record<ReportFile, string>>> {
  const written: Partial<Record<ReportFile, string>> = {};
  const failures: unknown[] = [];
  for (const [file, textOf] of Object.entries(texts) as [ReportFile, () => string][]) {
    try {
      written[file] = await files.write(`${directory}/${REPORT_FILES[file]}`, textOf());
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return written;
}

/** What mode report may be about to read: the record of a sweep in the same folder. */
const RECORDED: ReadonlySet<string> = new Set<ReportFile>(['record', 'answers']);

/**
 * Removes the report files of an earlier run, so that nobody takes them for this one's. Other files stay,
 * and so does what cannot be removed: what comes in the way of a report is told by
 * {@link requireReportFolder}.
 *
 * @param folder where they are
 * @param keepsRecord whether record and answers stay, because this run may read them
 */
export async function removeReportFiles(
  { files, directory }: ReportFolder,
  keepsRecord: boolean,
): Promise<void> {
  for (const [file, name] of Object.entries(REPORT_FILES)) {
    if (keepsRecord && RECORDED.has(file)) continue;
    await files.remove(`${directory}/${name}`).catch(() => undefined);
  }
}

/**
 * Makes sure that every report file of a verdict could be written, before anything is spent on what it would hold.
 *
 * @param folder where to
 * @throws GateError CONFIG_INVALID naming the input, its value and what is in the way
 */
export async function requireReportFolder({ files, directory }: ReportFolder): Promise<void> {
  try {
    const own = Object.values(REPORT_FILES).filter((name) => !name.includes('/'));
    for (const name of own) {
      await files.requireWritable(`${directory}/${name}`);
    }
  } catch (error) {
    throw new GateError(
      'CONFIG_INVALID',
      `Input report-dir is ${JSON.stringify(directory)}, where no report can be written: ${messageOf(error).replace(/\.$/, '')}.`,
      { remedy: 'Give a folder inside the workspace that can be written.', cause: error },
    );
  }
}
