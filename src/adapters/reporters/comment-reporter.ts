import type { ReportConfig } from '../../core/config/config.js';
import { renderComment } from '../../core/report/render-comment.js';
import type { Report } from '../../core/report/report.js';
import type { Log, Reporter } from '../../engine/ports.js';
import { setOutputs } from './action-outputs.js';

/** What became of a comment. */
type Posted =
  | { readonly posted: true; readonly url: string }
  | { readonly posted: false; readonly problem: string };

/**
 * Writes the pull request's comment; a refusal is a warning with what to do.
 *
 * @param when the input `comment`
 * @param post posts a body
 * @param log takes the warning
 */
export function commentReporter(
  when: ReportConfig['comment'],
  post: (body: string) => Promise<Posted>,
  log: Log,
): Reporter {
  return {
    name: 'comment',
    publish: async (report) => {
      if (!isWanted(when, report)) return;
      const result = await post(renderComment(report));
      if (result.posted) setOutputs({ 'comment-url': result.url });
      else log.warning(`The comment was not written: ${result.problem}`);
    },
  };
}

/** Whether this report is to be commented on; one of a cancelled run says nothing worth replacing. */
function isWanted(when: ReportConfig['comment'], { verdict }: Report): boolean {
  if (verdict.reason === 'cancelled') return false;
  return when === 'always' || (when === 'on-failure' && verdict.failed);
}
