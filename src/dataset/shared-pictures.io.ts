import { isFeatureAvailable } from '@actions/cache';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type RunContext } from '../config/run-context.js';
import { headRulesOf } from '../config/trust.js';
import { DATASET_FILES } from './parse-dataset-files.js';
import { imageNameProblem } from './picture-rules.js';
import { messageOf } from '../errors.js';
import type { DatasetSource } from './item.js';
import type { Log } from '../log.js';
import {
  findShadow,
  packEntry,
  unpackEntry,
  type CacheEntryPlace,
} from '../github/cache-entry.io.js';
import type { ListedCache, RepositoryReader } from '../github/repository-reader.io.js';
import { digestFile } from './picture-bytes.io.js';
import { findInside } from './read-inside.io.js';
import { digestOfJson } from '../digest.js';

/** Where the files of a revision are kept. */
export interface PicturesPlace {
  /** The folder of one revision. */
  readonly folder: string;
  /** A folder on the same disk, for what is not whole yet. */
  readonly draftFolder: string;
  readonly revision: string;
}

/** How pictures are shared between the jobs of a repository. */
interface SharedPicturesOptions extends PicturesPlace {
  readonly context: RunContext;
  readonly reader: RepositoryReader;
  readonly log: Log;
  /** Told the digest of the files once all are here and no cache has them: the post step saves them. */
  readonly unsaved: (digest: string) => void;
}

/**
 * A data set whose files are kept in the Actions cache: restored before they are needed, and saved
 * once, complete, by the post step of runs on the default branch, since nobody waits for that. The cache is
 * a convenience: whatever fails with it, the pictures are downloaded. Only an entry of the default branch is
 * restored, into a folder of its own, and only where no other entry would be found before it.
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
    ...source,
    load: async () => {
      isRestored = await tried('restored from', options.log, () => restore(options));
      const dataset = await source.load();
      size = dataset.items.length;
      return dataset;
    },
    prefetch: async (items, signal) => {
      const digests = await source.prefetch(items, signal);
      if (items.length === size && maySave(options.context) && !isRestored) {
        const pictures = items.map(({ id, image }) => [image, digests.get(id) ?? ''] as const);
        await tried('saved to', options.log, async () => {
          const rows = await digestsOf(options.folder, [...ROW_FILES]);
          options.unsaved(digestOfAll([...pictures, ...rows]));
          return true;
        });
      }
      return digests;
    },
  };
}

/** Whether a run saves for others what it downloaded. */
function maySave(context: RunContext): boolean {
  return context.isDefaultBranch && headRulesOf(context).isTrusted;
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

/** More bytes than this are not restored; the benchmark's own pictures have 207 MB. */
const MOST_BYTES = 1024 ** 3;

/** The entry of a revision; its drafts lie alongside its files. */
async function entryOf({ revision, draftFolder }: PicturesPlace): Promise<CacheEntryPlace> {
  await mkdir(draftFolder, { recursive: true });
  const key = `siuo-gate-pictures-${revision}`;
  return { key, member: ARCHIVE_FOLDER, tempFolder: draftFolder };
}

/** Fetches the files from the cache, unless this machine has them; whether the cache has them. */
async function restore(options: SharedPicturesOptions): Promise<boolean> {
  const { folder, context, reader } = options;
  if (existsSync(join(folder, 'images'))) return false;
  const entry = await entryOf(options);
  const ref = `refs/heads/${context.defaultBranch}`;
  const listed = await reader.listCaches({ prefix: entry.key, ref });
  const found = listed.find(({ key, size }) => key === entry.key && size <= MOST_BYTES);
  if (found === undefined || (await isPlanted(found, options))) return false;
  const isTaken = await unpackEntry(entry, async (unpacked) => {
    // Once more: an entry planted since the first look may be what was unpacked.
    if (await isPlanted(found, options)) return false;
    if (await takeIn(unpacked, folder)) return true;
    options.log.warning(
      `The pictures are downloaded: the cache entry ${found.key} of ${found.ref} holds something else.`,
    );
    return false;
  });
  return isTaken === true;
}

/** Whether a restore by an entry's key would find another one first; warns of that one. */
async function isPlanted(entry: ListedCache, options: SharedPicturesOptions): Promise<boolean> {
  const shadow = await findShadow(entry, options);
  if (shadow === undefined) return false;
  options.log.warning(
    `The pictures are downloaded: the cache entry ${shadow.key} of ${shadow.ref} stands before the default branch's.`,
  );
  return true;
}

/**
 * Saves the files of a revision as the main step of the same run left them; that they are saved already is no
 * failure, and what fails is a warning.
 *
 * @param digest what that step said of them: other steps of the job may have changed them since
 * @param run where they lie, and which run this is
 */
export async function savePictures(
  digest: string,
  { context, log, ...place }: PicturesPlace & { readonly context: RunContext; readonly log: Log },
): Promise<void> {
  if (!maySave(context)) return;
  await tried('saved to', log, async () => {
    const { folder } = place;
    return packEntry(await entryOf(place), async (archive) => {
      await layOut(folder, archive);
      const laid = join(archive, ARCHIVE_FOLDER);
      const files = await digestsOf(laid, await readdir(laid));
      if (digestOfAll(files) !== digest) throw new Error('they were changed after the run.');
    });
  });
}

/** The name of a file, and the SHA-256 of what it holds. */
type NamedDigest = readonly [name: string, digest: string];

/** One digest of some files, in whatever order they come; a file that two items name counts once. */
function digestOfAll(files: readonly NamedDigest[]): string {
  return digestOfJson([...new Map(files)].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The digests of files of a folder. */
async function digestsOf(
  folder: string,
  names: readonly string[],
): Promise<readonly NamedDigest[]> {
  const files: NamedDigest[] = [];
  for (const name of names) {
    const file = findInside(folder, name);
    if (file === undefined) throw new Error(`${name} is gone.`);
    files.push([name, (await digestFile(file)).digest]);
  }
  return files;
}

/** The folder that an archive of a data set holds, its files one alongside the other. */
const ARCHIVE_FOLDER = 'siuo-gate-pictures';

const ROW_FILES: ReadonlySet<string> = new Set([DATASET_FILES.generation, DATASET_FILES.choices]);

/**
 * Lays the files of a revision into an archive's folder on the same disk: side by side, because
 * unpacking leaves folders off.
 */
async function layOut(revision: string, into: string): Promise<void> {
  const folder = join(into, ARCHIVE_FOLDER);
  await mkdir(folder);
  const files = [
    ...[...ROW_FILES].map((name) => ({ name, path: join(revision, name) })),
    ...(await readdir(join(revision, DATASET_FILES.images))).map((name) => ({
      name,
      path: join(revision, DATASET_FILES.images, name),
    })),
  ];
  for (const { name, path } of files) await link(path, join(folder, name));
}

/**
 * Takes the files of an unpacked archive into the folder of a revision on the same disk. What they hold is
 * looked at when they are read. False, with nothing taken, for an archive of anything but rows and pictures.
 */
async function takeIn(unpacked: string, revision: string): Promise<boolean> {
  const entries = await readdir(unpacked, { withFileTypes: true });
  // The archive's own folder comes out empty.
  const files = entries.filter((entry) => !(entry.isDirectory() && entry.name === ARCHIVE_FOLDER));
  if (files.some((entry) => !entry.isFile() || imageNameProblem(entry.name) !== undefined)) {
    return false;
  }
  for (const { name } of files) {
    const path = ROW_FILES.has(name)
      ? join(revision, name)
      : join(revision, DATASET_FILES.images, name);
    await mkdir(dirname(path), { recursive: true });
    await rename(join(unpacked, name), path);
  }
  return true;
}
