import { comparesNothing } from '../config/config.js';
import type { DataBranch } from '../github/data-branch.io.js';
import { createSeal, type MemorySeal } from '../report/memory-seal.js';
import type { WaiverSource } from '../report/reporter.js';
import { isBelieved } from '../report/waiver.js';
import type { WaiverPlace } from '../report/waiver-branch.io.js';
import { githubOf, readerOf, type Shared, type StoreParts } from './github-parts.io.js';

/**
 * What people have accepted by a comment.
 *
 * @param shared inputs, event and connections
 * @returns undefined where the baseline is on no data branch, or nothing is compared
 */
export function waiversOf(shared: Shared): WaiverSource | undefined {
  const { config, context } = shared;
  if (comparesNothing(config.mode) || config.githubToken === '') return undefined;
  return config.baseline.store.kind !== 'branch'
    ? undefined
    : {
        read: async () => {
          const place = await waiverPlaceOf(shared);
          if (place === undefined) return [];
          const { readWaivers } = await import('../report/waiver-branch.io.js');
          const waivers = await readWaivers(place);
          return waivers.filter((each) => isBelieved(each, sealFor(shared, each.pullRequest)));
        },
        isMerged: async (pullRequest, { branch, sha }) => {
          const { fetchPull, isContained } = await import('../github/accept-facts.io.js');
          const client = await githubOf(shared);
          const pull = await fetchPull(client, context.repository, pullRequest);
          if (pull.mergedAs === undefined || pull.baseBranch !== branch) return false;
          const commits = { inner: pull.mergedAs, outer: sha };
          return isContained(client, context.repository, commits);
        },
        openHead: async (pullRequest, branch) => {
          const { fetchPull } = await import('../github/accept-facts.io.js');
          const pull = await fetchPull(await githubOf(shared), context.repository, pullRequest);
          return pull.isOpen && pull.baseBranch === branch ? pull.headSha : undefined;
        },
      };
}

/**
 * The seal of a pull request's memory and waivers, by the keys that the run was given.
 *
 * @param parts inputs and event
 * @param number the pull request's
 */
export function sealFor(
  { config, context }: Pick<Shared, 'config' | 'context'>,
  number: number,
): MemorySeal {
  const secrets = [config.judge?.endpoint.apiKey ?? '', config.model?.apiKey ?? ''];
  const scope = { repository: context.repository, number, key: config.report.commentKey };
  return createSeal(secrets, scope);
}

/** The file of waivers; undefined where the baseline is on no data branch. */
export async function waiverPlaceOf(shared: StoreParts): Promise<WaiverPlace | undefined> {
  const { baseline } = shared.config;
  if (baseline.store.kind !== 'branch') return undefined;
  const data = await dataBranchOf(shared, baseline.store.branch);
  return { data, reader: await readerOf(shared), baselineName: baseline.name };
}

/** The data branch by its name. */
async function dataBranchOf(shared: StoreParts, branch: string): Promise<DataBranch> {
  const { createDataBranch } = await import('../github/data-branch.io.js');
  const { repository } = shared.context;
  return createDataBranch(await githubOf(shared), { repository, branch });
}
