import type { CacheEntry } from '../cache/entries.js';
import type { Reply } from '../http-server.js';
import type { Json } from '../payloads.js';
import { invalid, notFound, page, type Call, type Endpoint } from './api.js';
import type { GitHubState } from './state.js';

const DOCS = 'actions/cache';

/** The endpoints that list and delete the caches of GitHub Actions. */
export function cacheEndpoints(state: GitHubState): readonly Endpoint[] {
  const all = '/repos/:owner/:repo/actions/caches';
  return [
    {
      method: 'GET',
      pattern: all,
      needs: ['actions:read'],
      docs: `${DOCS}#list-github-actions-caches-for-a-repository`,
      handle: (call) => list(state, call),
    },
    {
      method: 'DELETE',
      pattern: all,
      needs: ['actions:write'],
      docs: `${DOCS}#delete-github-actions-caches-for-a-repository-using-a-cache-key`,
      handle: (call) => deleteByKey(state, call),
    },
    {
      method: 'DELETE',
      pattern: `${all}/:id`,
      needs: ['actions:write'],
      docs: `${DOCS}#delete-a-github-actions-cache-for-a-repository-using-a-cache-id`,
      handle: (call) => {
        const gone = state.caches.evict(({ id }) => String(id) === call.params.id);
        if (gone.length === 0) throw notFound();
        return { status: 204 };
      },
    },
  ];
}

function list(state: GitHubState, call: Call): Reply {
  const { query } = call;
  const key = query.get('key') ?? '';
  const ref = query.get('ref');
  const found = state.caches
    .all()
    .filter((entry) => entry.key.startsWith(key) && (ref === null || entry.ref === ref));
  const rank = ranks[query.get('sort') ?? 'last_accessed_at'] ?? ranks.last_accessed_at!;
  const turn = query.get('direction') === 'asc' ? 1 : -1;
  const sorted = [...found].sort((a, b) => turn * (rank(a) - rank(b) || a.id - b.id));
  return page(call, sorted.map(shown), (caches) => counted(found.length, caches));
}

function deleteByKey(state: GitHubState, { query }: Call): Reply {
  const key = query.get('key');
  const ref = query.get('ref');
  if (key === null) throw invalid({ resource: 'Cache', code: 'missing_field', field: 'key' });
  const gone = state.caches.evict(
    (entry) => entry.key === key && (ref === null || entry.ref === ref),
  );
  if (gone.length === 0) throw notFound();
  return { status: 200, body: counted(gone.length, gone.map(shown)) };
}

function counted(total: number, caches: readonly unknown[]): Json {
  return { total_count: total, actions_caches: caches };
}

function shown(entry: CacheEntry): Json {
  return {
    id: entry.id,
    ref: entry.ref,
    key: entry.key,
    version: entry.version,
    last_accessed_at: nanoseconds(entry.lastAccessedAt),
    created_at: nanoseconds(entry.createdAt),
    size_in_bytes: entry.sizeInBytes,
  };
}

function nanoseconds(at: Date): string {
  return at.toISOString().replace('Z', '000000Z');
}

const ranks: Readonly<Record<string, (entry: CacheEntry) => number>> = {
  last_accessed_at: ({ lastAccessedAt }) => lastAccessedAt.getTime(),
  created_at: ({ createdAt }) => createdAt.getTime(),
  size_in_bytes: ({ sizeInBytes }) => sizeInBytes,
};
