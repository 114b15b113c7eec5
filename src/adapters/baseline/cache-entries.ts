import type { RunContext } from '../../core/config/run-context.js';
import { baselineKeyPrefix, isBaselineKey } from '../../core/record/baseline-key.js';
import type { ListedCache, RepositoryReader } from '../../engine/ports.js';

/** Where entries are looked for. */
export interface EntrySearch {
  readonly name: string;
  readonly context: RunContext;
  readonly reader: RepositoryReader;
}

/**
 * The newest entry of a baseline: of the base branch, else of the default branch.
 *
 * @param search name, context and reader
 * @returns undefined when neither has one
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 */
export async function findEntry({
  name,
  context,
  reader,
}: EntrySearch): Promise<ListedCache | undefined> {
  const branches = new Set(
    [context.baseBranch, context.defaultBranch].filter((branch) => branch !== ''),
  );
  for (const branch of branches) {
    const identity = { name, branch };
    const prefix = baselineKeyPrefix(identity);
    const listed = await reader.listCaches({ prefix, ref: `refs/heads/${branch}` });
    const newest = listed.find(({ key }) => isBaselineKey(key, identity));
    if (newest !== undefined) return newest;
  }
  return undefined;
}
