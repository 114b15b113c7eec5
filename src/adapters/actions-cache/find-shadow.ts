import type { RunContext } from '../../core/config/run-context.js';
import type { ListedCache, RepositoryReader } from '../ports/repository-reader.js';

/** Which run looks for entries, and how. */
export interface CacheSearch {
  readonly context: RunContext;
  readonly reader: RepositoryReader;
}

/**
 * An entry that a restore by this one's key would find before it. A run searches its own ref first,
 * then a pull request's base, then the default branch; and within each of them a key that merely
 * begins so will do. So any entry under an earlier ref whose key begins with this one counts.
 *
 * @param entry the entry that is wanted
 * @param search the run, and what lists entries
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching
 */
export async function findShadow(
  entry: ListedCache,
  { context, reader }: CacheSearch,
): Promise<ListedCache | undefined> {
  const searched = [context.ref, `refs/heads/${context.baseBranch}`];
  const end = searched.indexOf(entry.ref);
  const earlier = new Set(end < 0 ? searched : searched.slice(0, end));
  const found = await Promise.all(
    [...earlier].map((ref) => reader.listCaches({ prefix: entry.key, ref })),
  );
  return found.flat()[0];
}
