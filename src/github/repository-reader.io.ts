import { z } from 'zod';
import { PERMISSIONS } from '../config/config-errors.js';
import { readUpTo } from '../http.io.js';
import type { FileRead } from '../files.io.js';
import { splitName, type GithubClient, type RepositoryName } from './github-client.io.js';
import { statusOf, translated } from './github-errors.js';

/** One entry of the repository's cache, as GitHub's API lists it. */
export interface ListedCache {
  readonly key: string;
  readonly ref: string;
  /** Bytes of the packed archive. */
  readonly size: number;
}

/** Which entries: those of one full ref whose keys begin so. */
interface CacheQuery {
  readonly prefix: string;
  readonly ref: string;
}

/** Which file, as it stands where, and how much of it at most. */
export interface FileQuery {
  /** Relative to the repository's root, with slashes. */
  readonly path: string;
  /** A commit or a full ref. */
  readonly ref: string;
  readonly maxBytes: number;
}

/** What stores read over GitHub's API. Throws CONFIG_PERMISSION or BASELINE_UNREADABLE. */
export interface RepositoryReader {
  /** The cache entries under one full ref whose keys start so, newest first. */
  listCaches(query: CacheQuery): Promise<readonly ListedCache[]>;
  /** A file; absent also where the token may not look. */
  readFile(query: FileQuery): Promise<FileRead>;
}

/**
 * What stores read of a repository, with GitHub's refusals as coded errors.
 *
 * @param fullName `owner/name`
 */
export function createRepositoryReader(client: GithubClient, fullName: string): RepositoryReader {
  const name = splitName(fullName);
  const caches = { what: `The caches of ${fullName}`, permission: PERMISSIONS.listCaches };
  const files = { what: `The files of ${fullName}`, permission: PERMISSIONS.readFiles };
  return {
    listCaches: (query) => translated(caches, () => listCaches(client, name, query)),
    readFile: (query) => translated(files, () => readFileAt(client, name, query)),
  };
}

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
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 * @see https://docs.github.com/en/rest/actions/cache#list-github-actions-caches-for-a-repository
 */
async function listCaches(
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

/**
 * A file of a repository at a commit. The raw media type is asked for: the JSON one leaves out the
 * content of files over 1 MB. A folder's listing comes back as if it were the file's text. Needs
 * contents: read.
 *
 * @throws what the request rejects with otherwise
 * @see https://docs.github.com/en/rest/repos/contents#get-repository-content
 */
export async function readFileAt(
  client: GithubClient,
  name: RepositoryName,
  query: FileQuery,
): Promise<FileRead> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
      ...name,
      path: query.path,
      ref: query.ref,
      headers: { accept: 'application/vnd.github.raw+json' },
      // The body as a stream, so that a huge one can be dropped before it fills the memory.
      request: { parseSuccessResponseBody: false },
    });
    const bytes = await readUpTo(data, query.maxBytes);
    return bytes === undefined ? { kind: 'too-large' } : { kind: 'found', bytes };
  } catch (error) {
    if (statusOf(error) === 404) return { kind: 'absent' };
    throw error;
  }
}
