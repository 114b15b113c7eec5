import { createHash, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Chance, Clock } from '../clock.js';
import { escapeLogText } from '../clean-text.js';
import { GateError, messageOf } from '../errors.js';
import { replaceFile, type WorkspaceFiles } from '../files.io.js';
import { LONGEST_DATASET_FILE_BYTES } from '../foreign.js';
import type { Log } from '../log.js';
import type { PublicFetch } from '../public-fetch.io.js';
import { download, type Downloading } from './download.io.js';
import { fileFault } from './faults.js';
import type { DatasetSource, Item } from './item.js';
import { literalOf, type Manifest, type ManifestFile, rubricOf } from './manifest.js';
import { type ManifestTables, readManifestRows } from './manifest-rows.js';
import { readHead } from './picture-bytes.io.js';
import { keepLock } from './picture-lock.io.js';
import type { PicturePlace } from './picture-place.js';
import { pictureTypeOf } from './picture-rules.js';
import { createPictureFiles } from './pictures.io.js';
import { decodeText, findInside, readInside } from './read-inside.io.js';
import { formatOf, readTable, type Table } from './tables.js';

/** What a benchmark source is made of. */
export interface BenchmarkSourceOptions {
  /** What the data set is called in a protocol. */
  readonly id: string;
  readonly manifest: Manifest;
  /** The manifest's own folder; undefined for one that comes with the tool, whose files are all on the web. */
  readonly directory: string | undefined;
  /** Files are kept below it. */
  readonly cacheDirectory: string;
  /** Where the lock of the pictures lies. */
  readonly workspace: Pick<WorkspaceFiles, 'read' | 'write'>;
  /** Opens connections, which are closed once the files are there. */
  readonly openWeb: () => PublicFetch;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
}

/** The options with connections that are open. */
type Opened = BenchmarkSourceOptions & Downloading;

/** Some work over connections of its own. */
async function overWeb<T>(
  options: BenchmarkSourceOptions,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const web = options.openWeb();
  try {
    return await work({ ...options, web });
  } finally {
    await web.close();
  }
}

/** Pictures fetched at once. */
const AT_ONCE = 4;

/** Bytes of one picture at most. */
const MOST_PICTURE_BYTES = 20 * 1024 * 1024;

/**
 * A benchmark that a manifest describes. Files of the web are downloaded once, and have to have the manifest's digests;
 * pictures of the web that are gone have no digest after `prefetch`. As nobody publishes digests of them, the first
 * download of each is noted in `ID-pictures.lock.json` of the workspace, and one that has changed since is warned of.
 * Files and pictures of the manifest's folder are reached over no link.
 *
 * @param options the manifest, and the world
 */
export function createBenchmarkSource(options: BenchmarkSourceOptions): DatasetSource {
  const { id, manifest, directory, cacheDirectory } = options;
  const places = new Map<Item['id'], PicturePlace>();
  const folder = join(cacheDirectory, manifest.id);
  const files = createPictureFiles((item) => {
    const place = places.get(item.id);
    const isInside = place !== undefined && 'path' in place;
    const found = isInside
      ? findInside(directory ?? folder, place.path)
      : findInside(folder, pictureName(place?.url ?? ''));
    if (found !== undefined) return found;
    throw fileFault(
      `The picture ${JSON.stringify(isInside ? place.path : item.image)} of item ${item.id}`,
      'does not exist',
      isInside ? 'Add it to the folder of the manifest, or correct the row.' : 'Run it again.',
    );
  });
  const { expect } = manifest.field_spec;
  return {
    rubric: rubricOf(manifest),
    hasHarmless: expect !== undefined && literalOf(expect) !== 'safe',
    load: async () => {
      const found = readManifestRows(manifest, await tablesOf(folder, options));
      for (const [itemId, place] of found.places) places.set(itemId, place);
      return { id, ...found.dataset };
    },
    prefetch: async (items, signal) => {
      const urlOf = (item: Item): string | undefined => {
        const place = places.get(item.id);
        return place !== undefined && 'url' in place ? place.url : undefined;
      };
      const wanted = [...new Set(items.flatMap((item) => urlOf(item) ?? []))];
      if (wanted.length === 0) return files.prefetch(items, signal);
      const gone = await overWeb(options, (opened) =>
        fetchPictures(wanted, folder, opened, signal),
      );
      tellGone(gone, options);
      const here = items.filter((item) => !gone.has(urlOf(item) ?? ''));
      const digests = await files.prefetch(here, signal);
      const fetched = here.flatMap((item) => {
        const url = urlOf(item) ?? '';
        const file = findInside(folder, pictureName(url));
        const digest = digests.get(item.id) ?? '';
        return file === undefined ? [] : [{ url, digest, bytes: file.sizeBytes }];
      });
      await keepLock(fetched, { ...options, id: manifest.id });
      return digests;
    },
    picture: (item) => files.picture(item),
  };
}

/** Warns of pictures that cannot be had. */
function tellGone(
  gone: ReadonlyMap<string, string>,
  { manifest, log }: BenchmarkSourceOptions,
): void {
  for (const [url, problem] of gone) {
    log.warning(escapeLogText(`A picture of ${manifest.id} cannot be had: ${url}: ${problem}.`));
  }
}

/** The tables of the split that is asked. */
function tablesOf(folder: string, options: BenchmarkSourceOptions): Promise<ManifestTables> {
  const { rows, split, join: joined, answers } = options.manifest;
  const asked = rows[split];
  if (asked === undefined) throw fileFault(split, 'is no split of the manifest', 'Report this.');
  return overWeb(options, async (opened) => ({
    rows: await tableOf(asked, folder, opened),
    join: joined && (await tableOf(joined.file, folder, opened)),
    answers: answers && (await tableOf(answers.file, folder, opened)),
  }));
}

/** The rows of a file of the manifest. */
async function tableOf(file: ManifestFile, folder: string, options: Opened): Promise<Table> {
  const place = 'path' in file ? file.path : addressOf(file.url, options.manifest);
  const format = file.format ?? formatOf(place);
  const bytes =
    'path' in file ? await ownBytes(file, options) : await webBytes(place, file, folder, options);
  return readTable(place, decodeText(place, bytes), format);
}

/** The address of a file: `{revision}` stands for the revision. */
function addressOf(url: string, { revision }: Manifest): string {
  return url.replaceAll('{revision}', encodeURIComponent(revision));
}

/** A file of the manifest's folder; where the manifest has a digest, with that digest. */
async function ownBytes(
  { path, sha256: wanted }: Extract<ManifestFile, { path: string }>,
  { directory }: Opened,
): Promise<Uint8Array> {
  const bytes = directory === undefined ? undefined : await readInside(directory, path);
  if (bytes === undefined) {
    throw fileFault(path, 'does not exist', 'Put it into the folder of the manifest.');
  }
  const digest = sha256(bytes);
  if (wanted === undefined || wanted === digest) return bytes;
  throw fileFault(
    path,
    `has the SHA-256 ${digest}, and the manifest says ${wanted}`,
    'Restore the file, or change revision and digest in the manifest.',
  );
}

/** A file of the web, from the cache or its address. */
async function webBytes(
  address: string,
  { sha256: wanted, bytes: size }: Extract<ManifestFile, { url: string }>,
  folder: string,
  options: Opened,
): Promise<Uint8Array> {
  const place = `files/${wanted}`;
  const kept = await readInside(folder, place);
  if (kept !== undefined && sha256(kept) === wanted) return kept;
  if (!URL.canParse(address)) throw fileFault(address, 'is no address', 'Correct the manifest.');
  const url = new URL(address);
  const got = await download(url, size ?? LONGEST_DATASET_FILE_BYTES, options, undefined);
  if ('problem' in got) {
    throw new GateError(
      'DATASET_UNREACHABLE',
      `${url.href} could not be fetched: ${got.problem}.`,
      {
        remedy: `Check that this machine reaches ${url.host} (HTTPS_PROXY names a proxy).`,
      },
    );
  }
  const digest = sha256(got.bytes);
  if (digest !== wanted) {
    throw fileFault(
      url.href,
      `has the SHA-256 ${digest}, and the manifest says ${wanted}`,
      'Check that no proxy or sign-in page stands between.',
    );
  }
  await keep(folder, place, got.bytes);
  return got.bytes;
}

/** Brings pictures into the cache, four at a time; the URLs of those that cannot be had, and why. */
async function fetchPictures(
  urls: readonly string[],
  folder: string,
  options: Opened,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const gone = new Map<string, string>();
  await pLimit(AT_ONCE).map(urls, async (url) => {
    signal.throwIfAborted();
    const kept = findInside(folder, pictureName(url));
    if (kept !== undefined && pictureTypeOf(await readHead(kept)) !== undefined) return;
    if (!URL.canParse(url)) {
      gone.set(url, 'it has no address');
      return;
    }
    const got = await download(new URL(url), MOST_PICTURE_BYTES, options, signal);
    if ('problem' in got) gone.set(url, got.problem);
    else if (pictureTypeOf(got.bytes) === undefined)
      gone.set(url, 'it is neither PNG, JPEG, GIF nor WebP');
    else await keep(folder, pictureName(url), got.bytes);
  });
  return gone;
}

/** What is kept of a picture: its URL is not a name that every disk takes. */
function pictureName(url: string): string {
  return `pictures/${sha256(new TextEncoder().encode(url))}`;
}

/** A file's SHA-256 in hexadecimal digits. */
function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes a file of the cache, with the folders it needs. */
async function keep(folder: string, place: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, place);
  const drafts = join(folder, '.drafts');
  try {
    await Promise.all([join(path, '..'), drafts].map((each) => mkdir(each, { recursive: true })));
    await replaceFile(path, bytes, join(drafts, randomUUID()));
  } catch (error) {
    throw new GateError('DATASET_UNREACHABLE', `${path} cannot be written: ${messageOf(error)}.`, {
      remedy: 'Make room on the disk, or make the folder writable.',
      cause: error,
    });
  }
}
