import { restoreCache, saveCache } from '@actions/cache';
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asWorkspace } from './as-workspace.js';

/** The one file that an archive holds. */
export interface CacheMember {
  /** Its name. The entry's version is a digest of it: it may never change. */
  readonly name: string;
  /** A larger one is not read. */
  readonly maxBytes: number;
}

/** Where an entry is packed and unpacked, and what it holds. */
export interface CachePlace {
  /** A folder that exists; a fresh one is made in it and taken away again. */
  readonly tempFolder: string;
  readonly member: CacheMember;
}

/** One archive for all systems: without it the version of Windows is another. */
const CROSS_OS = true;

/** A download that gets no further in this time is given up; the toolkit's own limit is 10 minutes. */
const DOWNLOAD = { segmentTimeoutInMs: 120_000 };

/**
 * Keeps what is unpacked inside the folder: the toolkit tells tar to take absolute and upward paths as
 * they are (`-P`), so every member, and the target of every link, loses its folders. GNU tar reads this
 * variable, and it is the tar of GitHub's runners; another tar ignores it.
 *
 * @see https://www.gnu.org/software/tar/manual/html_section/transform.html
 */
const INSIDE = {
  TAR_OPTIONS: String.raw`--no-same-owner --no-same-permissions --transform=s,.*/,, --transform=s,^\.\.$,_,`,
};

/** What unpacking an entry came to. */
export type RestoredFile =
  | { readonly kind: 'restored'; readonly bytes: Uint8Array }
  /** The service handed out nothing, or the entry of another key. */
  | { readonly kind: 'refused' }
  /** More than one file, or none, or a link, or too many bytes. */
  | { readonly kind: 'strange'; readonly problem: string };

/**
 * Unpacks a cache entry by its exact key into a fresh folder, its members' own folders left off, and
 * reads the one file it has to hold.
 *
 * @param key the entry's key
 * @param place where it is unpacked, and what it has to hold
 * @throws what the toolkit throws for a key it does not take
 */
export async function restoreFile(key: string, place: CachePlace): Promise<RestoredFile> {
  const { tempFolder, member } = place;
  return inFreshFolder(tempFolder, async (folder) => {
    const matched = await asWorkspace(
      folder,
      () => restoreCache([member.name], key, [], DOWNLOAD, CROSS_OS),
      INSIDE,
    );
    return matched === key ? readOnly(folder, member) : { kind: 'refused' };
  });
}

/**
 * Saves a text as a cache entry.
 *
 * @param key a key that no entry of this scope has
 * @param text the file's content
 * @param place where the file lies meanwhile, and its name
 * @returns whether the service took it; it refuses read-only tokens without an error
 * @throws what the toolkit throws for a key it does not take
 */
export async function saveFile(key: string, text: string, place: CachePlace): Promise<boolean> {
  const { tempFolder, member } = place;
  return inFreshFolder(tempFolder, async (folder) => {
    await writeFile(join(folder, member.name), text);
    const id = await asWorkspace(folder, () => saveCache([member.name], key, {}, CROSS_OS));
    return id >= 0;
  });
}

/** Some work in a folder of its own. */
async function inFreshFolder<T>(
  tempFolder: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tempFolder, 'entry-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The only file of a folder, if it is the one it has to be. */
async function readOnly(folder: string, member: CacheMember): Promise<RestoredFile> {
  const names = await readdir(folder);
  if (names.length !== 1 || names[0] !== member.name) {
    return { kind: 'strange', problem: `Its archive holds other files than ${member.name}.` };
  }
  const file = join(folder, member.name);
  const { size, isFile } = await lstat(file).then((stat) => ({
    size: stat.size,
    isFile: stat.isFile(),
  }));
  if (!isFile)
    return { kind: 'strange', problem: `${member.name} in its archive is no regular file.` };
  if (size > member.maxBytes) return { kind: 'strange', problem: `It unpacks to ${size} bytes.` };
  return { kind: 'restored', bytes: await readFile(file) };
}
