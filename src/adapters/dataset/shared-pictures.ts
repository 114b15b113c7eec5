import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunContext } from '../../core/config/run-context.js';
import { messageOf } from '../../core/errors.js';
import type { DatasetSource, Log, RepositoryReader } from '../../engine/ports.js';
import { findShadow } from '../actions-cache/find-shadow.js';

/** How pictures are shared between the jobs of a repository. */
export interface SharedPicturesOptions {
  /** The folder of one revision; its path has to be the same in every job. */
  readonly folder: string;
  readonly revision: string;
  readonly context: RunContext;
  readonly reader: RepositoryReader;
  readonly log: Log;
}

/**
 * A data set whose files are kept in the Actions cache: restored before they are needed, and saved
 * once, complete, by runs on the default branch. The cache is a convenience: whatever fails with it,
 * the pictures are downloaded. Archives are unpacked with their paths as they are, so only an entry
 * of the default branch is restored, and only where no other entry would be found before it.
 *
 * @param source downloads into the folder, and takes what is there already
 * @param options where the files are, and which run this is
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
export function sharePictures(
  source: DatasetSource,
  options: SharedPicturesOptions,
): DatasetSource {
  let size = 0;
  let isRestored = false;
  return {
    load: async () => {
      isRestored = await tried('restored from', options.log, () => restore(options));
      const dataset = await source.load();
      size = dataset.items.length;
      return dataset;
    },
    prefetch: async (items, signal) => {
      const digests = await source.prefetch(items, signal);
      if (items.length === size && options.context.isDefaultBranch && !isRestored) {
        await tried('saved to', options.log, () => save(options));
      }
      return digests;
    },
    picture: (item) => source.picture(item),
  };
}

/** Does something with the cache, if there is one; a failure is a warning, and counts as not done. */
async function tried(what: string, log: Log, work: () => Promise<boolean>): Promise<boolean> {
  if (!isFeatureAvailable()) return false;
  try {
    return await work();
  } catch (error) {
    log.warning(`The pictures were not ${what} the cache: ${messageOf(error)}`);
    return false;
  }
}

/** The key of a revision's entry. */
function keyOf({ revision }: SharedPicturesOptions): string {
  return `siuo-gate-pictures-${revision}`;
}

/** Fetches the folder from the cache, unless this machine has it; whether the cache has it. */
async function restore(options: SharedPicturesOptions): Promise<boolean> {
  const { folder, context, reader, log } = options;
  if (existsSync(join(folder, 'images'))) return false;
  const key = keyOf(options);
  const ref = `refs/heads/${context.defaultBranch}`;
  const listed = await reader.listCaches({ prefix: key, ref });
  const entry = listed.find((each) => each.key === key);
  if (entry === undefined) return false;
  const shadow = await findShadow(entry, options);
  if (shadow === undefined) return (await restoreCache([folder], key)) === key;
  log.warning(
    `The pictures are downloaded: the cache entry ${shadow.key} of ${shadow.ref} stands before the default branch's.`,
  );
  return false;
}

/** Saves the folder; that it is saved already is no failure. */
async function save(options: SharedPicturesOptions): Promise<boolean> {
  return (await saveCache([options.folder], keyOf(options))) >= 0;
}
