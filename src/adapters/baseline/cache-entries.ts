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

/**
 * An entry that a restore by this one's key would find before it. A run searches its own ref first,
 * then a pull request's base, then the default branch; and within each of them a key that merely
 * begins so will do. So any entry under an earlier ref whose key begins with this one counts.
 *
 * @param entry the entry that is wanted
 * @param search context and reader
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching
 */
export async function findShadow(
  entry: ListedCache,
  { context, reader }: Omit<EntrySearch, 'name'>,
): Promise<ListedCache | undefined> {
  const searched = [context.ref, `refs/heads/${context.baseBranch}`];
  const end = searched.indexOf(entry.ref);
  const earlier = new Set(end < 0 ? searched : searched.slice(0, end));
  const found = await Promise.all(
    [...earlier].map((ref) => reader.listCaches({ prefix: entry.key, ref })),
  );
  return found.flat()[0];
}
