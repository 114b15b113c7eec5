import { createHash, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import type { Chance, Clock } from '../clock.js';
import { GateError, messageOf } from '../errors.js';
import { replaceFile, type WorkspaceFiles } from '../files.io.js';
import { readUpTo } from '../http.io.js';
import type { Log } from '../log.js';
import type { PublicFetch } from '../public-fetch.io.js';
import { backOffMs } from '../retry.js';
import { TOOL_VERSION } from '../tool-version.js';
import { escapeLogText } from '../clean-text.js';
import { fileFault } from './faults.js';
import type { DatasetSource, Item } from './item.js';
import type { Manifest } from './manifest.js';
import { readManifestRows } from './manifest-rows.js';
import { pictureTypeOf } from './picture-rules.js';
import { readHead } from './picture-bytes.io.js';
import { createPictureFiles } from './pictures.io.js';
import { findInside, readInside, type KnownFile } from './read-inside.io.js';

/** What a benchmark source is made of. */
export interface BenchmarkSourceOptions {
  readonly manifest: Manifest;
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
type Opened = BenchmarkSourceOptions & { readonly web: PublicFetch };

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

/** Who asks: Wikimedia wants a name and an address. */
const USER_AGENT = `siuo-gate/${TOOL_VERSION} (+https://github.com/siuo-gate/siuo-gate)`;

/** Pictures fetched at once. */
const AT_ONCE = 4;

/** Bytes of one picture at most. */
const MOST_PICTURE_BYTES = 20 * 1024 * 1024;

/** Tries for one file. */
const TRIES = 3;

/** For one try. */
const TIMEOUT_MS = 60_000;

const MOST_REDIRECTS = 5;

/**
 * A benchmark that a manifest describes: its files are downloaded once, and have to have the manifest's digests; its
 * pictures are fetched by URL, and those that are gone have no digest after `prefetch`. As nobody publishes digests of
 * the pictures, the first download of each is noted in `ID-pictures.lock.json` of the workspace, and one that has
 * changed since is warned of.
 *
 * @param options the manifest, and the world
 */
export function createBenchmarkSource(options: BenchmarkSourceOptions): DatasetSource {
  const { manifest, cacheDirectory, log } = options;
  const urls = new Map<Item['id'], string>();
  const folder = join(cacheDirectory, manifest.id);
  const files = createPictureFiles((item) => {
    const found = findInside(folder, pictureName(urls.get(item.id) ?? ''));
    if (found !== undefined) return found;
    throw fileFault(`The picture of item ${item.id}`, 'is gone', 'Run it again.');
  });
  return {
    load: async () => {
      const names = Object.keys(manifest.files);
      const texts = await overWeb(options, (opened) =>
        Promise.all(names.map((name) => fileOf(name, folder, opened))),
      );
      const rows = readManifestRows(
        manifest,
        Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ''])),
      );
      for (const [id, url] of rows.urls) urls.set(id, url);
      return rows.dataset;
    },
    prefetch: async (items, signal) => {
      const wanted = [...new Set(items.map(({ id }) => urls.get(id) ?? ''))];
      const gone = await overWeb(options, (opened) =>
        fetchPictures(wanted, folder, opened, signal),
      );
      const here = items.filter(({ id }) => !gone.has(urls.get(id) ?? ''));
      const digests = await files.prefetch(here, signal);
      await keepLock(
        here.map(({ id }) => ({ url: urls.get(id) ?? '', digest: digests.get(id) ?? '' })),
        folder,
        options,
      );
      for (const [url, problem] of gone) {
        log.warning(
          escapeLogText(
            `A picture of ${manifest.id} cannot be had, and its answers are left out: ${url}: ${problem}.`,
          ),
        );
      }
      return digests;
    },
    picture: (item) => files.picture(item),
  };
}

/** The text of a file of the manifest, from the cache or its base. */
async function fileOf(name: string, folder: string, options: Opened): Promise<string> {
  const { manifest } = options;
  const file = manifest.files[name];
  if (file === undefined) throw fileFault(name, 'is not in the manifest', 'Report this.');
  const place = `${manifest.revision}/${file.path}`;
  const kept = await readInside(folder, place);
  if (kept !== undefined && sha256(kept) === file.sha256) return new TextDecoder().decode(kept);
  const url = new URL(file.path, manifest.base.replace('{revision}', manifest.revision));
  const got = await download(url, file.bytes, options, undefined);
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
  if (digest !== file.sha256) {
    throw fileFault(
      url.href,
      `has the SHA-256 ${digest}, and the manifest says ${file.sha256}`,
      'Check that no proxy or sign-in page stands between.',
    );
  }
  await keep(folder, place, got.bytes);
  return new TextDecoder().decode(got.bytes);
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

/** A file, or why it cannot be had. */
type Got = { readonly bytes: Uint8Array } | { readonly problem: string };

/** What a try gave, and whether another may give more. */
type Tried = Got & { readonly mayPass?: boolean };

/** Downloads a file in three tries. */
async function download(
  url: URL,
  mostBytes: number,
  options: Opened,
  signal: AbortSignal | undefined,
): Promise<Got> {
  const { clock, chance } = options;
  for (let failures = 1; ; failures += 1) {
    const got = await tryOnce(url, mostBytes, options, signal);
    if ('bytes' in got || got.mayPass !== true || failures >= TRIES) return got;
    await clock.sleep(backOffMs(failures, chance.next()), signal);
  }
}

/** Statuses that pass, besides all of 500 and more. */
const PASSING = new Set([408, 425, 429]);

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One try at a file, over its redirects: each is looked at as the first URL was. */
async function tryOnce(
  from: URL,
  mostBytes: number,
  { web }: Opened,
  signal: AbortSignal | undefined,
): Promise<Tried> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  let url = from;
  try {
    for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
      const response = await web.fetch(url, {
        headers: { 'user-agent': USER_AGENT },
        signal: either,
      });
      const { status, headers } = response;
      if (status === 200) {
        const bytes = await readUpTo(response.body, mostBytes);
        return bytes === undefined ? { problem: `it has more than ${mostBytes} bytes` } : { bytes };
      }
      await response.body?.cancel();
      const location = headers.get('location');
      if (!REDIRECTS.has(status) || location === null) {
        return { problem: `status ${status}`, mayPass: status >= 500 || PASSING.has(status) };
      }
      if (!URL.canParse(location, url.href)) return { problem: 'it redirects to nowhere' };
      const next = new URL(location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:') {
        return { problem: `it redirects to ${next.protocol.slice(0, 20)}` };
      }
      url = next;
    }
    return { problem: `it redirects more than ${MOST_REDIRECTS} times` };
  } catch (error) {
    signal?.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const isPrivate = cause instanceof Error && cause.name === 'PrivateAddress';
    return { problem: messageOf(cause), mayPass: !isPrivate };
  }
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

const lockSchema = z.object({
  schemaVersion: z.literal(1),
  pictures: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number() })),
});

/** A lock of all pictures of a benchmark is far shorter. */
const LONGEST_LOCK_BYTES = 4 * 1024 * 1024;

/** Notes pictures that were not noted yet, and warns of those that have changed since. */
async function keepLock(
  pictures: readonly { readonly url: string; readonly digest: string }[],
  folder: string,
  { manifest, workspace, log }: BenchmarkSourceOptions,
): Promise<void> {
  const path = `${manifest.id}-pictures.lock.json`;
  const read = await workspace.read(path, LONGEST_LOCK_BYTES);
  const known =
    read.kind === 'absent' ? {} : lockOf(path, read.kind === 'found' ? read.bytes : undefined);
  const added = new Map<string, { readonly sha256: string; readonly bytes: number }>();
  for (const { url, digest } of pictures) {
    const before = Object.hasOwn(known, url) ? known[url] : undefined;
    const file: KnownFile | undefined = findInside(folder, pictureName(url));
    if (before === undefined && file !== undefined) {
      added.set(url, { sha256: digest, bytes: file.sizeBytes });
    } else if (before !== undefined && before.sha256 !== digest) {
      log.warning(
        escapeLogText(`A picture of ${manifest.id} is another one than ${path} says: ${url}.`),
      );
    }
  }
  if (added.size === 0) return;
  const all = Object.entries({ ...known, ...Object.fromEntries(added) }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const lock = { schemaVersion: 1, pictures: Object.fromEntries(all) };
  await workspace.write(path, `${JSON.stringify(lock, null, 2)}\n`);
  log.info(
    `${path}: ${added.size} pictures noted. Keep it, and later checks warn of pictures that change.`,
  );
}

/** The pictures of a lock. */
function lockOf(
  path: string,
  bytes: Uint8Array | undefined,
): z.infer<typeof lockSchema>['pictures'] {
  try {
    return lockSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).pictures;
  } catch {
    throw fileFault(path, 'is not a lock of pictures', 'Remove it, and it is written again.');
  }
}
