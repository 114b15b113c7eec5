import { error, notice, warning } from '@actions/core';
import { appendFile, stat } from 'node:fs/promises';
import type { ReportConfig } from '../config/config.js';
import { GateError, messageOf } from '../errors.js';
import type { Redactor } from '../redact/redactor.js';
import { type Annotation, annotationsOf } from './annotations.js';
import { renderComment } from './comment.js';
import { commitStatus, type CommitStatus } from './commit-status.js';
import type { Report } from './report.js';
import { LONGEST_SUMMARY_BYTES, renderSummary } from './step-summary.js';
import type { Log } from '../log.js';
import type { Reporter } from './reporter.js';
import type { PostedComment } from './pull-comment.io.js';
import { setOutputs } from './outputs.io.js';

/**
 * Writes the step summary, the shorter comment where the long one does not fit.
 *
 * @param path the value of GITHUB_STEP_SUMMARY
 * @param log takes the warning when it cannot be written
 * @param redact takes secrets out of it
 */
export function summaryReporter(path: string | undefined, log: Log, redact: Redactor): Reporter {
  return {
    name: 'step summary',
    publish: async (report) => {
      const texts = [renderSummary(report), renderComment(report)].map(redact.text);
      const result = await writeStepSummary(path, texts);
      if (!result.written) log.warning(`The step summary was not written: ${result.problem}`);
    },
  };
}

/** What the runner keeps of a message. */
const LONGEST_MESSAGE = 4096;

const WRITERS = { error, warning, notice } as const;

/**
 * Shows what matters alongside the run: one error a regressed domain, and the notices.
 *
 * @param redact takes secrets out of them
 */
export function annotationsReporter(redact: Redactor): Reporter {
  return {
    name: 'annotations',
    publish: (report) => {
      writeAnnotations(redact.value(annotationsOf(report)));
      return Promise.resolve();
    },
  };
}

/**
 * Shows annotations alongside the run. Title and message are data of a workflow command, which the
 * toolkit escapes.
 *
 * @param annotations what to show, the most important first; empty shows nothing
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function writeAnnotations(annotations: readonly Annotation[]): void {
  for (const { level, title, message } of annotations) {
    WRITERS[level](message.slice(0, LONGEST_MESSAGE), { title });
  }
}

/** A comment to be: what it says depends on what the one before it said. */
export interface Comment {
  readonly verdict: Report['verdict'];
  /** What later runs should know. */
  readonly memory: Report['memory'] | undefined;
  /** Gives the Markdown alongside the verdicts of earlier runs. */
  readonly render: (earlier: Report['earlierVerdicts']) => string;
}

/**
 * Writes the pull request's comment; a refusal is a warning with what to do. Where it would take the
 * place of another gate's comment, the step fails.
 *
 * @param when the input `comment`
 * @param post posts a comment
 * @param log takes the warning
 * @param redact takes secrets out of it
 */
export function commentReporter(
  when: ReportConfig['comment'],
  post: (comment: Comment) => Promise<PostedComment>,
  log: Log,
  redact: Redactor,
): Reporter {
  return {
    name: 'comment',
    publish: async (report) => {
      if (!isWanted(when, report)) return;
      const result = await posted(post, redact, {
        verdict: report.verdict,
        memory: report.memory,
        render: (earlierVerdicts) => redact.text(renderComment({ ...report, earlierVerdicts })),
      });
      if (result.posted) setOutputs({ 'comment-url': result.url }, redact);
      else log.warning(`The comment was not written: ${result.problem}`);
    },
  };
}

/** Posts, and lets the outputs say so where that fails the step: they were set before. */
async function posted(
  post: (comment: Comment) => Promise<PostedComment>,
  redact: Redactor,
  comment: Comment,
): Promise<PostedComment> {
  try {
    return await post(comment);
  } catch (error) {
    if (error instanceof GateError) setOutputs({ failed: 'true' }, redact);
    throw error;
  }
}

/** Whether this report is to be commented on; one of a cancelled run says nothing worth replacing. */
function isWanted(when: ReportConfig['comment'], { verdict }: Report): boolean {
  if (verdict.reason === 'cancelled') return false;
  return when === 'always' || (when === 'on-failure' && verdict.failed);
}

/**
 * Sets the status of the commit that the run is about. While it cannot be set the pending one stays,
 * which satisfies no required check.
 *
 * @param name the baseline-name
 * @param set sets a status
 * @param redact takes secrets out of it
 */
export function statusReporter(
  name: string,
  set: (status: CommitStatus) => Promise<void>,
  redact: Redactor,
): Reporter {
  return {
    name: 'commit status',
    publish: (report) => set(redact.value(commitStatus(report, name))),
  };
}

/**
 * Keeps the verdict of a pull request's run for later ones, besides its comment.
 *
 * @param keep keeps it
 */
export function memoryReporter(
  keep: (memory: NonNullable<Report['memory']>) => Promise<void>,
): Reporter {
  return {
    name: 'verdict for later runs',
    publish: async ({ memory }) => {
      if (memory?.own !== undefined) await keep(memory);
    },
  };
}

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
