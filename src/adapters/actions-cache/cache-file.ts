import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packEntry, unpackEntry } from './cache-entry.js';

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

/** What unpacking an entry came to. */
export type RestoredFile =
  | { readonly kind: 'restored'; readonly bytes: Uint8Array }
  /** The service handed out nothing, or the entry of another key. */
  | { readonly kind: 'refused' }
  /** More than one file, or none, or a link, or too many bytes. */
  | { readonly kind: 'strange'; readonly problem: string };

/**
 * Unpacks a cache entry by its exact key, and reads the one file it has to hold.
 *
 * @param key the entry's key
 * @param place where it is unpacked, and what it has to hold
 * @throws what the toolkit throws for a key it does not take
 */
export async function restoreFile(key: string, place: CachePlace): Promise<RestoredFile> {
  const { tempFolder, member } = place;
  const read = await unpackEntry({ key, member: member.name, tempFolder }, (folder) =>
    readOnly(folder, member),
  );
  return read ?? { kind: 'refused' };
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
  return packEntry({ key, member: member.name, tempFolder }, (folder) =>
    writeFile(join(folder, member.name), text),
  );
}

/** The only file of a folder, if it is the one it has to be. */
async function readOnly(folder: string, member: CacheMember): Promise<RestoredFile> {
  const names = await readdir(folder);
  if (names.length !== 1 || names[0] !== member.name) {
    return { kind: 'strange', problem: `Its archive holds other files than ${member.name}.` };
  }
  const file = join(folder, member.name);
  const stat = await lstat(file);
  if (!stat.isFile())
    return { kind: 'strange', problem: `${member.name} in its archive is no regular file.` };
  if (stat.size > member.maxBytes)
    return { kind: 'strange', problem: `It unpacks to ${stat.size} bytes.` };
  return { kind: 'restored', bytes: await readFile(file) };
}
