import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../core/errors.js';
import type { DatasetSource, Log } from '../../engine/ports.js';

/** How pictures are shared between the jobs of a repository. */
export interface SharedPicturesOptions {
  /** The folder of one revision; its path has to be the same in every job. */
  readonly folder: string;
  readonly revision: string;
  /** Whether this run may save the folder: runs on the default branch only, which all others read. */
  readonly maySave: boolean;
  readonly log: Log;
}

/**
 * A data set whose files are kept in the Actions cache: restored before they are needed, and saved
 * once, complete. The cache is a convenience: whatever fails with it, the pictures are downloaded.
 * What is restored is trusted no more than a download, since the digests of rows and pictures are
 * compared with the baseline's.
 *
 * @param source downloads into the folder, and takes what is there already
 * @param options where the files are, and whether this run may save them
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
export function sharePictures(source: DatasetSource, options: SharedPicturesOptions): DatasetSource {
  const key = `siuo-gate-pictures-${options.revision}`;
  let size = 0;
  let isRestored = false;
  return {
    load: async () => {
      isRestored = await restore(key, options);
      const dataset = await source.load();
      size = dataset.items.length;
      return dataset;
    },
    prefetch: async (items, signal) => {
      const digests = await source.prefetch(items, signal);
      const isComplete = items.length === size;
      if (isComplete && options.maySave && !isRestored) await save(key, options);
      return digests;
    },
    picture: (item) => source.picture(item),
  };
}

/** Fetches the folder from the cache, unless this machine has it; whether the cache has it. */
async function restore(key: string, { folder, log }: SharedPicturesOptions): Promise<boolean> {
  if (!isFeatureAvailable() || existsSync(join(folder, 'images'))) return false;
  try {
    return (await restoreCache([folder], key)) === key;
  } catch (error) {
    log.warning(`The pictures were not restored from the cache: ${messageOf(error)}`);
    return false;
  }
}

/** Saves the folder; that it is saved already is no failure. */
async function save(key: string, { folder, log }: SharedPicturesOptions): Promise<void> {
  if (!isFeatureAvailable()) return;
  try {
    await saveCache([folder], key);
  } catch (error) {
    log.warning(`The pictures were not saved to the cache: ${messageOf(error)}`);
  }
}
