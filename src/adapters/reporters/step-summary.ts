import { appendFile, stat } from 'node:fs/promises';
import { messageOf } from '../../core/errors.js';
import { LONGEST_SUMMARY_BYTES } from '../../core/report/markdown/render-summary.js';

/** What became of a step summary; a failure is a problem to warn of, never an error. */
export type SummaryWritten =
  { readonly written: true } | { readonly written: false; readonly problem: string };

/**
 * Appends the first of some texts that fits to the summary of this step.
 *
 * @param path the value of GITHUB_STEP_SUMMARY; the file may hold something already
 * @param texts Markdown, the fullest first
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export async function writeStepSummary(
  path: string | undefined,
  texts: readonly string[],
): Promise<SummaryWritten> {
  if (path === undefined || path === '') return failed('GITHUB_STEP_SUMMARY names no file');
  try {
    const leftBytes = LONGEST_SUMMARY_BYTES - (await sizeOf(path));
    const fitting = texts.find((text) => Buffer.byteLength(text) < leftBytes);
    if (fitting === undefined) return failed('It would be longer than 1 MiB');
    await appendFile(path, `${fitting}\n`);
    return { written: true };
  } catch (error) {
    return failed(messageOf(error));
  }
}

/** The bytes a file holds; 0 when there is none yet. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.size ?? 0;
}

/** A summary that was not written. */
function failed(why: string): SummaryWritten {
  return { written: false, problem: `${why}.` };
}
