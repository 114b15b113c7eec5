import type { WorkspaceFiles } from '../ports/workspace-files.js';

/** The names of report files: fixed, so that no text of others ever names one. */
const REPORT_FILES = {
  record: 'record.json',
  summary: 'summary.json',
  markdown: 'report.md',
  html: 'report.html',
  junit: 'junit.xml',
  signOff: 'signoff.json',
  signOffNotes: 'signoff.md',
  answers: 'answers.jsonl',
} as const;

/** Which report file. */
export type ReportFile = keyof typeof REPORT_FILES;

/** Where report files go. */
export interface ReportFolder {
  readonly files: WorkspaceFiles;
  /** The report-dir, relative to the workspace. */
  readonly directory: string;
}

/**
 * Writes report files, each as a whole or not at all.
 *
 * @param folder where to
 * @param texts the content by file; those left out are not touched
 * @returns the absolute path of each file written
 * @throws GateError CONFIG_INVALID when report-dir leads outside the workspace; file system errors
 */
export async function writeReportFiles(
  { files, directory }: ReportFolder,
  texts: Partial<Record<ReportFile, string>>,
): Promise<Partial<Record<ReportFile, string>>> {
  const given = Object.entries(texts) as [ReportFile, string][];
  const written = await Promise.all(
    given.map(async ([file, text]) => {
      const path = await files.write(`${directory}/${REPORT_FILES[file]}`, text);
      return [file, path] as const;
    }),
  );
  return Object.fromEntries(written);
}
