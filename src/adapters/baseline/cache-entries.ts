import type { RunContext } from '../../core/config/run-context.js';
import { baselineKeyPrefix, isBaselineKey } from '../../core/pool/baseline-key.js';
import type { ListedCache, RepositoryReader } from '../ports/repository-reader.js';

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
 * @param preferred {@link describeEntry} of the entry that an earlier attempt compared with; it is
 *   taken where it is still listed
 * @returns undefined when neither has one
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 */
export async function findEntry(
  { name, context, reader }: EntrySearch,
  preferred?: string,
): Promise<ListedCache | undefined> {
  const branches = new Set(
    [context.baseBranch, context.defaultBranch].filter((branch) => branch !== ''),
  );
  const newest: ListedCache[] = [];
  for (const branch of branches) {
    const identity = { name, branch };
    const prefix = baselineKeyPrefix(identity);
    const listed = await reader.listCaches({ prefix, ref: `refs/heads/${branch}` });
    const own = listed.filter(({ key }) => isBaselineKey(key, identity));
    const begunWith = own.find((entry) => describeEntry(entry) === preferred);
    if (begunWith !== undefined) return begunWith;
    newest.push(...own.slice(0, 1));
    if (preferred === undefined && newest.length > 0) break;
  }
  return newest[0];
}

/**
 * An entry in words, the same for as long as it is there.
 *
 * @param entry key and ref
 */
export function describeEntry({ key, ref }: Pick<ListedCache, 'key' | 'ref'>): string {
  return `cache entry ${key} of ${ref}`;
}
