import { randomUUID } from 'node:crypto';
import type { PostedComment } from '../adapters/reporters/pull-comment.io.js';
import { systemClock } from '../adapters/runtime/clock.io.js';
import { NO_MEMORY } from '../core/report/verdict-memory.js';
import { githubOf } from './github.js';
import { placeOf } from './memory.js';
import type { Shared } from './parts.js';
import { gateDigest } from '../core/pool/same-run.js';
import type { Comment } from '../adapters/reporters/job-reporters.io.js';

/** How the comment of a run is written. */
export interface CommentWiring {
  /** Posts a comment on the run's pull request; undefined where there is none to post on. */
  readonly postComment: ((comment: Comment) => Promise<PostedComment>) | undefined;
  /**
   * Says before anything is spent why a comment would be refused; undefined when it would not. Rejects
   * with CONFIG_CONFLICT where another gate of this run has written it.
   */
  readonly commentProblem: () => Promise<string | undefined>;
}

/** The comment of the run's pull request, where there is an open one and a comment is wanted. */
export function commentOf(shared: Shared): CommentWiring {
  const { config, context } = shared;
  const { pullRequest, runId, runAttempt } = context;
  const { comment } = config.report;
  const isSilent = comment === 'never' || config.mode === 'sweep';
  const where = placeOf(shared);
  if (isSilent || where === undefined || pullRequest?.isOpen !== true) {
    return { postComment: undefined, commentProblem: () => Promise.resolve(undefined) };
  }
  const leg = { gate: gateDigest(config), by: randomUUID().replaceAll('-', '').slice(0, 12) };
  const place = { ...where, run: { runId, runAttempt }, leg };
  return {
    postComment: async ({ verdict: { verdict, reason }, memory, render }) => {
      const { postComment } = await import('../adapters/reporters/pull-comment.io.js');
      const at = new Date(systemClock.nowMs()).toISOString();
      return postComment(await githubOf(shared), {
        ...place,
        verdict: { sha: context.sha, verdict, reason, at },
        memory: memory ?? { before: NO_MEMORY, own: undefined },
        render,
      });
    },
    commentProblem: async () => {
      const { checkCommentPermission } = await import('../adapters/github/comments.io.js');
      const client = await githubOf(shared);
      const problem = await checkCommentPermission(client, place);
      if (problem === undefined) {
        const { refuseOtherLeg } = await import('../adapters/reporters/pull-comment.io.js');
        await refuseOtherLeg(client, place);
      }
      return problem;
    },
  };
}
