import type { FileRead } from './workspace-files.js';

/** One entry of the repository's cache, as GitHub's API lists it. */
export interface ListedCache {
  readonly key: string;
  readonly ref: string;
  /** Bytes of the packed archive. */
  readonly size: number;
}

/** Which entries: those of one full ref whose keys begin so. */
export interface CacheQuery {
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
