import { join } from 'node:path';
import { fileFault } from '../../core/dataset/dataset-fault.js';
import { pictureTypeOf } from '../../core/dataset/picture-type.js';
import { readHead } from './digest-file.js';
import { downloadFromHub, type HubDownload } from './hub-download.js';
import type { KnownFile } from './known-file.js';
import { findInside, readInside } from './read-inside.js';
import { writeWhole } from './write-whole.js';

/** Files of the hub, kept on disk: each from there, else from the hub. */
export interface HubCache {
  /** The content of a file of rows. Throws DATASET_UNREACHABLE or DATASET_INVALID. */
  rows(name: string): Promise<Uint8Array>;
  /** The file of a picture. Throws DATASET_UNREACHABLE or DATASET_INVALID. */
  picture(name: string, signal?: AbortSignal): Promise<KnownFile>;
}

/** Where files are kept, and how they are fetched. */
export interface HubCacheOptions {
  readonly root: string;
  readonly download: HubDownload;
}

/**
 * A folder of files that never change, because their revision does not: what is there and sound is
 * not fetched again; what is torn is.
 *
 * @param options folder and hub
 */
export function createHubCache({ root, download }: HubCacheOptions): HubCache {
  const directory = join(root, download.revision);
  const write = (name: string, bytes: Uint8Array): Promise<void> =>
    writeWhole({ root, name: join(download.revision, name) }, bytes);
  return {
    rows: async (name) => {
      const kept = await readInside(directory, name);
      if (kept !== undefined && isJson(kept)) return kept;
      const fetched = await downloadFromHub(name, download, undefined);
      if (!isJson(fetched)) throw unsound(name, 'JSON', download);
      await write(name, fetched);
      return fetched;
    },
    picture: async (name, signal) => {
      const kept = findInside(directory, name);
      if (kept !== undefined && isPicture(readHead(kept))) return kept;
      const fetched = await downloadFromHub(name, download, signal);
      if (!isPicture(fetched)) throw unsound(name, 'a picture', download);
      await write(name, fetched);
      return findInside(directory, name) ?? gone(name);
    },
  };
}

/** The error for a reply of status 200 that is something else: a proxy's page must not be kept. */
function unsound(name: string, mustBe: string, { access }: HubDownload): Error {
  return fileFault(
    `${name}, as ${access.endpoint} gives it,`,
    `is not ${mustBe}`,
    'Check HF_ENDPOINT, and that no proxy or sign-in page stands between.',
  );
}

/** Stops the run: someone clears the cache meanwhile. */
function gone(name: string): never {
  throw fileFault(
    name,
    'is gone as soon as it is written',
    'Leave the cache alone, and run again.',
  );
}

/** Whether bytes begin as a picture does. */
function isPicture(bytes: Uint8Array): boolean {
  return pictureTypeOf(bytes) !== undefined;
}

/** Whether bytes are JSON. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}
