import { join } from 'node:path';
import { fileFault } from '../../core/dataset/dataset-fault.js';
import { pictureTypeOf } from '../../core/dataset/picture-type.js';
import { downloadFromHub, type HubDownload } from './hub-download.js';
import { readInside, type ReadFile } from './read-inside.js';
import { writeWhole } from './write-whole.js';

/** What a file has to be before it is kept. */
type HubFileKind = 'json' | 'picture';

/** Whether bytes are what they should be: a proxy's page with status 200 must not be kept. */
const IS_SOUND: Readonly<Record<HubFileKind, (bytes: Uint8Array) => boolean>> = {
  json: isJson,
  picture: (bytes) => pictureTypeOf(bytes) !== undefined,
};

const MUST_BE: Readonly<Record<HubFileKind, string>> = { json: 'JSON', picture: 'a picture' };

/** Files of the hub, kept on disk. */
export interface HubCache {
  /**
   * A file's content: from disk, else from the hub. Throws DATASET_UNREACHABLE or DATASET_INVALID.
   */
  file(name: string, kind: HubFileKind, signal?: AbortSignal): Promise<ReadFile>;
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
  return {
    file: async (name, kind, signal) => {
      const kept = await readInside(join(root, download.revision), name);
      if (kept !== undefined && IS_SOUND[kind](kept.bytes)) return kept;
      const fetched = await downloadFromHub(name, download, signal);
      if (!IS_SOUND[kind](fetched)) throw unsound(name, kind, download);
      await writeWhole({ root, name: join(download.revision, name) }, fetched);
      return { bytes: fetched, file: undefined };
    },
  };
}

/** The error for a reply of status 200 that is something else. */
function unsound(name: string, kind: HubFileKind, { access }: HubDownload): Error {
  return fileFault(
    `${name}, as ${access.endpoint} gives it,`,
    `is not ${MUST_BE[kind]}`,
    'Check HF_ENDPOINT, and that no proxy or sign-in page stands between.',
  );
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
