import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Task } from '../config/config.js';
import { baseUrl } from '../config/value-parsers.js';
import { fileFault } from './faults.js';
import {
  DATASET_FILES,
  parseDatasetFiles,
  shippedLabels,
  siuoLabelledAnswers,
} from './parse-dataset-files.js';
import { pictureTypeOf } from './picture-rules.js';
import { GateError, messageOf } from '../errors.js';
import type { Chance, Clock } from '../clock.js';
import type { DatasetSource } from './item.js';
import type { Fetch } from '../http.io.js';
import { replaceFile } from '../files.io.js';
import { downloadFromHub, type HubDownload } from './hub-download.io.js';
import { readHead } from './picture-bytes.io.js';
import { createPictureFiles } from './pictures.io.js';
import { decodeText, findInside, readInside, type KnownFile } from './read-inside.io.js';

/** Where the hub is, unless HF_ENDPOINT says otherwise. */
const HUB = 'https://huggingface.co';

/** For one attempt at one file of a megabyte or so, over a slow line. */
const TIMEOUT_MS = 120_000;

/** What the hub source is made of. */
export interface HubSourceOptions {
  /** A commit of 40 hexadecimal digits. */
  readonly revision: string;
  /** Files are kept below it, one folder a revision. */
  readonly cacheDirectory: string;
  /** HF_ENDPOINT; empty or undefined is the hub itself. */
  readonly endpoint: string | undefined;
  /** HF_TOKEN; empty or undefined is none. */
  readonly token: string | undefined;
  /** Over the proxy and connections of the process. */
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Multiple choice needs options for every item. */
  readonly task: Task;
  /** For one attempt at one file; left out: two minutes. */
  readonly timeoutMs?: number;
}

/**
 * The benchmark's own data set, from the hub: rows, and only the pictures that are asked for. What
 * is on disk already is not fetched again.
 *
 * @param options which revision, from where, and where it is kept
 * @throws GateError CONFIG_INVALID when HF_ENDPOINT is no base URL
 */
export function createHubSource(options: HubSourceOptions): DatasetSource {
  const { revision, task, fetch, token, clock, chance } = options;
  const cache = createHubCache({
    root: options.cacheDirectory,
    download: {
      access: { fetch, endpoint: endpointOf(options.endpoint), token: token?.trim() ?? '' },
      revision,
      clock,
      chance,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    },
  });
  const rowsOf = async (file: string): Promise<string> => decodeText(file, await cache.rows(file));
  return {
    isDownloaded: true,
    load: async () => {
      const texts = {
        generation: await rowsOf(DATASET_FILES.generation),
        choices: await rowsOf(DATASET_FILES.choices),
        labelled: undefined,
      };
      const { items } = parseDatasetFiles(texts, { choices: task === 'mcqa' });
      const labelledAnswers = siuoLabelledAnswers(items, shippedLabels());
      return { id: 'siuo', revision, items, labelledAnswers };
    },
    ...createPictureFiles(({ image }, signal) =>
      cache.picture(`${DATASET_FILES.images}/${image}`, signal),
    ),
  };
}

/** The folder in which a hub source keeps a revision: what is to be cached between jobs. */
export function hubFolder(cacheDirectory: string, revision: string): string {
  return join(cacheDirectory, revision);
}

/** The base URL of the hub. */
function endpointOf(given = ''): string {
  if (given.trim() === '') return HUB;
  const parsed = baseUrl(given.trim());
  if ('value' in parsed) return parsed.value;
  // The value is not shown: it may hold credentials.
  throw new GateError('CONFIG_INVALID', 'The environment variable HF_ENDPOINT is not usable.', {
    remedy: `Give ${parsed.expected}, or unset it.`,
  });
}

/** Files of the hub, kept on disk: each from there, else from the hub. */
interface HubCache {
  /** The content of a file of rows. Throws DATASET_UNREACHABLE or DATASET_INVALID. */
  rows(name: string): Promise<Uint8Array>;
  /** The file of a picture. Throws DATASET_UNREACHABLE or DATASET_INVALID. */
  picture(name: string, signal?: AbortSignal): Promise<KnownFile>;
}

/** Where files are kept, and how they are fetched. */
interface HubCacheOptions {
  readonly root: string;
  readonly download: HubDownload;
}

/**
 * A folder of files that never change, because their revision does not: what is there and sound is
 * not fetched again; what is torn is.
 */
function createHubCache({ root, download }: HubCacheOptions): HubCache {
  const directory = join(root, download.revision);
  const write = (name: string, bytes: Uint8Array): Promise<void> =>
    writeWhole(root, join(download.revision, name), bytes);
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
      if (kept !== undefined && isPicture(await readHead(kept))) return kept;
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

/** The folder of a cache's half-written files: outside the folder of any revision. */
export function draftFolder(cacheDirectory: string): string {
  return join(cacheDirectory, '.drafts');
}

/** Writes a file of the cache, with the folders it needs. */
async function writeWhole(root: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(root, name);
  const draft = join(draftFolder(root), randomUUID());
  try {
    await Promise.all([path, draft].map((each) => mkdir(dirname(each), { recursive: true })));
    await replaceFile(path, bytes, draft);
  } catch (error) {
    throw new GateError('DATASET_UNREACHABLE', `${path} cannot be written: ${messageOf(error)}.`, {
      remedy: 'Make room on the disk, or make the folder writable.',
      cause: error,
    });
  }
}
