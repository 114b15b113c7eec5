import { z } from 'zod';
import type { CacheQuery, ListedCache } from '../ports/repository-reader.js';
import type { GithubClient } from './github-client.js';
import type { RepositoryName } from './repository-name.js';

const entries = z.array(
  z.object({
    key: z.string(),
    ref: z.string(),
    created_at: z.string(),
    size_in_bytes: z.number().nonnegative(),
  }),
);

/**
 * The cache entries of a repository under one ref, newest first, all pages. Needs actions: read.
 *
 * @param client asks
 * @param name the repository
 * @param query which entries
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 * @see https://docs.github.com/en/rest/actions/cache#list-github-actions-caches-for-a-repository
 */
export async function listCaches(
  client: GithubClient,
  name: RepositoryName,
  query: CacheQuery,
): Promise<readonly ListedCache[]> {
  const listed: unknown = await client.paginate('GET /repos/{owner}/{repo}/actions/caches', {
    ...name,
    key: query.prefix,
    ref: query.ref,
    sort: 'created_at',
    direction: 'desc',
    per_page: 100,
  });
  return (
    entries
      .parse(listed)
      // The API matches as it likes; what is trusted is what was asked for.
      .filter((entry) => entry.ref === query.ref && entry.key.startsWith(query.prefix))
      .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))
      .map((entry) => ({ key: entry.key, ref: entry.ref, size: entry.size_in_bytes }))
  );
}
