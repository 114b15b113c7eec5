import type { CommentPlace } from '../adapters/reporters/pull-comment.io.js';
import type { MemoryBranch } from '../adapters/reporters/pull-memory.io.js';
import { createSeal } from '../core/report/memory-seal.js';
import type { Report } from '../core/report/report.js';
import type { VerdictRecall } from '../engine/ports/verdict-memory.js';
import { githubOf, readerOf } from './github.js';
import type { Shared } from './parts.js';

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
export function placeOf({ config, context }: Shared): CommentPlace | undefined {
  const { pullRequest, repository } = context;
  if (pullRequest === undefined) return undefined;
  const scope = { repository, number: pullRequest.number, key: config.report.commentKey };
  const secrets = [config.judge?.endpoint.apiKey ?? '', config.model?.apiKey ?? ''];
  return { ...scope, seal: createSeal(secrets, scope) };
}

/** The memory of the run's pull request. */
export function memoryOf(shared: Shared): MemoryWiring {
  const { config, context, log } = shared;
  const place = placeOf(shared);
  if (place === undefined || config.mode === 'sweep' || config.githubToken === '') {
    return { recall: undefined, keepVerdict: undefined, forgets: () => Promise.resolve(undefined) };
  }
  const { sha: head, runId, runAttempt } = context;
  const hasComment = config.report.comment !== 'never';
  return {
    recall: {
      recall: async () => {
        const { recallVerdicts } = await import('../adapters/reporters/pull-memory.io.js');
        const client = hasComment ? await githubOf(shared) : undefined;
        return recallVerdicts({ client, branch: await branchOf(shared, place), place, head });
      },
    },
    keepVerdict:
      config.baseline.store.kind === 'branch'
        ? async (memory) => {
            const { keepOnBranch } = await import('../adapters/reporters/pull-memory.io.js');
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
  const { createDataBranch } = await import('../adapters/github/data-branch.io.js');
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
