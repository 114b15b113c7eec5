import { type Environment, workspaceOf } from '../adapters/runtime/folders.io.js';
import { createWorkspaceFiles } from '../adapters/runtime/files.io.js';
import type { InputTexts } from '../core/config/parse-inputs.js';
import { removeReportFiles } from '../adapters/reporters/report-files.io.js';

/**
 * Removes the report files of an earlier run before this one is looked at: one that fails over its inputs
 * must not leave a report behind that says pass.
 *
 * @param texts the inputs as they were given, wrong ones included
 * @param environment the process's variables
 */
export async function clearReport(
  texts: Pick<InputTexts, 'mode' | 'report-dir'>,
  environment: Environment,
): Promise<void> {
  const files = createWorkspaceFiles(workspaceOf(environment, process.cwd()));
  const directory = texts['report-dir'].trim();
  await removeReportFiles({ files, directory }, texts.mode.trim() === 'report');
}
