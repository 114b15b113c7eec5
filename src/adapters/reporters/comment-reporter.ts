import type { ReportConfig } from '../../core/config/config.js';
import { GateError } from '../../core/errors.js';
import { renderComment } from '../../core/report/markdown/render-comment.js';
import type { Report } from '../../core/report/report.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { Log } from '../../engine/ports/log.js';
import type { Reporter } from '../../engine/ports/reporter.js';
import type { PostedComment } from './pull-comment.io.js';
import { setOutputs } from './action-outputs.js';

/** A comment to be: what it says depends on what the one before it said. */
export interface Comment {
  readonly verdict: Report['verdict'];
  /** What later runs should know. */
  readonly memory: Report['memory'] | undefined;
  /** Gives the Markdown beside the verdicts of earlier runs. */
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
