import { restoreCache, saveCache } from '@actions/cache';
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_BASELINE_BYTES } from '../../core/record/baseline-schema.js';
import { asWorkspace } from './as-workspace.js';

/** The one member of every archive. The entry's version is a digest of it: it may never change. */
const MEMBER = 'siuo-gate-baseline.json';

/** One archive for all systems: without it the version of Windows is another. */
const CROSS_OS = true;

/** A download that gets no further in this time is given up; the toolkit's own limit is 10 minutes. */
const DOWNLOAD = { segmentTimeoutInMs: 120_000 };

/** What unpacking an entry came to. */
export type RestoredFile =
  | { readonly kind: 'restored'; readonly bytes: Uint8Array }
  /** The service handed out nothing, or the entry of another key. */
  | { readonly kind: 'refused' }
  /** More than one file, or none, or a link, or too many bytes. */
  | { readonly kind: 'strange'; readonly problem: string };

/**
 * Unpacks a cache entry by its exact key into a fresh folder and reads the one file it has to hold.
 * Archives are unpacked with their paths as they are, so the caller has to trust the entry first.
 *
 * @param key the entry's key
 * @param tempFolder where the fresh folder is made; it is taken away again
 * @throws what the toolkit throws for a key it does not take
 */
export async function restoreFile(key: string, tempFolder: string): Promise<RestoredFile> {
  return inFreshFolder(tempFolder, async (folder) => {
    const matched = await asWorkspace(folder, () =>
      restoreCache([MEMBER], key, [], DOWNLOAD, CROSS_OS),
    );
    return matched === key ? readOnly(folder) : { kind: 'refused' };
  });
}

/**
 * Saves a text as a cache entry.
 *
 * @param key a key that no entry of this scope has
 * @param text the file's content
 * @param tempFolder where the file lies meanwhile
 * @returns whether the service took it; it refuses read-only tokens without an error
 * @throws what the toolkit throws for a key it does not take
 */
export async function saveFile(key: string, text: string, tempFolder: string): Promise<boolean> {
  return inFreshFolder(tempFolder, async (folder) => {
    await writeFile(join(folder, MEMBER), text);
    const id = await asWorkspace(folder, () => saveCache([MEMBER], key, {}, CROSS_OS));
    return id >= 0;
  });
}

/** Some work in a folder of its own. */
async function inFreshFolder<T>(
  tempFolder: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tempFolder, 'siuo-gate-baseline-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The only file of a folder, if it is the one it has to be. */
async function readOnly(folder: string): Promise<RestoredFile> {
  const names = await readdir(folder);
  if (names.length !== 1 || names[0] !== MEMBER) {
    return { kind: 'strange', problem: `Its archive holds other files than ${MEMBER}.` };
  }
  const file = join(folder, MEMBER);
  const { size, isFile } = await lstat(file).then((stat) => ({
    size: stat.size,
    isFile: stat.isFile(),
  }));
  if (!isFile) return { kind: 'strange', problem: `${MEMBER} in its archive is no regular file.` };
  if (size > MAX_BASELINE_BYTES)
    return { kind: 'strange', problem: `It unpacks to ${size} bytes.` };
  return { kind: 'restored', bytes: await readFile(file) };
}
