import { comparesNothing } from '../config/config.js';
import type { CommentPlace, PostedComment } from '../report/pull-comment.io.js';
import type { MemoryBranch } from '../report/pull-memory.io.js';
import { sealFor } from './waivers.io.js';
import type { Report } from '../report/report.js';
import type { VerdictRecall } from '../report/reporter.js';
import { randomUUID } from 'node:crypto';
import type { Comment } from '../report/job-reporters.io.js';
import { systemClock } from '../clock.io.js';
import { gateDigest } from '../baseline/same-run.js';
import type { CommitStatus } from '../report/commit-status.js';
import { runUrl } from '../report/build-report.js';
import { NO_MEMORY } from '../report/verdict-memory.js';
import { githubOf, type Shared, readerOf } from './github-parts.io.js';

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
  const isSilent = comment === 'never' || comparesNothing(config.mode);
  const where = placeOf(shared);
  if (isSilent || where === undefined || pullRequest?.isOpen !== true) {
    return { postComment: undefined, commentProblem: () => Promise.resolve(undefined) };
  }
  const leg = { gate: gateDigest(config), by: randomUUID().replaceAll('-', '').slice(0, 12) };
  const place = { ...where, run: { runId, runAttempt }, leg };
  return {
    postComment: async ({ verdict: { verdict, reason }, memory, render }) => {
      const { postComment } = await import('../report/pull-comment.io.js');
      const at = new Date(systemClock.nowMs()).toISOString();
      return postComment(await githubOf(shared), {
        ...place,
        // A measurement, which is no verdict, writes no comment.
        verdict: {
          sha: context.sha,
          verdict: verdict === 'measured' ? 'pass' : verdict,
          reason,
          at,
        },
        memory: memory ?? { before: NO_MEMORY, own: undefined },
        render,
      });
    },
    commentProblem: async () => {
      const { checkCommentPermission } = await import('../github/comments.io.js');
      const client = await githubOf(shared);
      const problem = await checkCommentPermission(client, place);
      if (problem === undefined) {
        const { refuseOtherLeg } = await import('../report/pull-comment.io.js');
        await refuseOtherLeg(client, place);
      }
      return problem;
    },
  };
}

/** How the status of a run's commit is set. */
export interface StatusWiring {
  /** Sets a status on the commit that the run is about; undefined where its own check lands there. */
  readonly setStatus: ((status: CommitStatus) => Promise<void>) | undefined;
}

/** The status of the commit that a run is about which follows another: its own check lands elsewhere. */
export function statusOf(shared: Shared): StatusWiring {
  const { config, context } = shared;
  if (config.mode !== 'report' || context.workflowRun === undefined) {
    return { setStatus: undefined };
  }
  const place = { repository: context.repository, sha: context.sha, url: runUrl(context) };
  return {
    setStatus: async (status) => {
      const { setStatus } = await import('../github/comments.io.js');
      await setStatus(await githubOf(shared), place, status);
    },
  };
}

/** How the verdicts of a pull request's earlier runs are known, and kept. */
export interface MemoryWiring {
  /** Undefined where there is no pull request, nothing is decided, or there is no token to read with. */
  readonly recall: VerdictRecall | undefined;
  /** Keeps a verdict on the data branch; undefined where the baseline lies elsewhere. */
  readonly keepVerdict: ((memory: NonNullable<Report['memory']>) => Promise<void>) | undefined;
  /**
   * Why no later run will know of a red verdict, from why no comment will be written; undefined when
   * one will.
   */
  readonly forgets: (commentProblem: string | undefined) => Promise<string | undefined>;
}

/** The comment, or file, of the run's pull request; undefined off pull requests. */
function placeOf({ config, context }: Shared): CommentPlace | undefined {
  const { pullRequest, repository } = context;
  if (pullRequest === undefined) return undefined;
  const scope = { repository, number: pullRequest.number, key: config.report.commentKey };
  return { ...scope, seal: sealFor({ config, context }, pullRequest.number) };
}

/** The memory of the run's pull request. */
export function memoryOf(shared: Shared): MemoryWiring {
  const { config, context, log } = shared;
  const place = placeOf(shared);
  if (place === undefined || comparesNothing(config.mode) || config.githubToken === '') {
    return { recall: undefined, keepVerdict: undefined, forgets: () => Promise.resolve(undefined) };
  }
  const { sha: head, runId, runAttempt } = context;
  const hasComment = config.report.comment !== 'never';
  return {
    recall: {
      recall: async () => {
        const { recallVerdicts } = await import('../report/pull-memory.io.js');
        const client = hasComment ? await githubOf(shared) : undefined;
        return recallVerdicts({ client, branch: await branchOf(shared, place), place, head });
      },
    },
    keepVerdict:
      config.baseline.store.kind === 'branch'
        ? async (memory) => {
            const { keepOnBranch } = await import('../report/pull-memory.io.js');
            const branch = await branchOf(shared, place);
            if (branch === undefined) return;
            const run = { runId, runAttempt };
            const isKept = await keepOnBranch(branch, run, memory, head);
            // A pull request's job may usually not write there, and the comment has it.
            if (!isKept) log.info('This job may not keep the verdict on the data branch.');
          }
        : undefined,
    forgets: async (problem) => {
      if (context.pullRequest?.isOpen !== true) return undefined;
      if (hasComment && problem === undefined) return undefined;
      const branch = await branchOf(shared, place);
      if (branch !== undefined && (await mayWrite(branch))) return undefined;
      // The refusal itself is named once, where it is warned of.
      return problem === undefined
        ? '`comment: never` lets the gate write no comment.'
        : 'the comment is refused.';
    },
  };
}

/** The data branch, where the baseline lies on one. */
async function branchOf(shared: Shared, place: CommentPlace): Promise<MemoryBranch | undefined> {
  const { config, context } = shared;
  const { store } = config.baseline;
  if (store.kind !== 'branch') return undefined;
  const { createDataBranch } = await import('../github/data-branch.io.js');
  const where = { repository: context.repository, branch: store.branch };
  const data = createDataBranch(await githubOf(shared), where);
  return { data, reader: await readerOf(shared), place };
}

/** Whether the job may write a data branch. */
async function mayWrite({ data }: MemoryBranch): Promise<boolean> {
  try {
    await data.requireWrite();
    return true;
  } catch {
    return false;
  }
}
