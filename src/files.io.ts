import { randomUUID } from 'node:crypto';
import { constants, lstatSync } from 'node:fs';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { GateError } from './errors.js';

/** What a read of one file found. */
export type FileRead =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  /** It holds more bytes than asked for at most, and was not read. */
  | { readonly kind: 'too-large' };

/** Files inside the workspace: the checkout in Actions, the working folder on the command line. */
export interface WorkspaceFiles {
  /** Reads a file of at most so many bytes. Throws CONFIG_INVALID when the path leads outside or over a link. */
  read(path: string, maxBytes: number): Promise<FileRead>;
  /**
   * Replaces a file as a whole or not at all, makes its folders, and gives its absolute path. Throws
   * CONFIG_INVALID when the path leads outside or over a link.
   */
  write(path: string, content: string): Promise<string>;
  /**
   * Makes sure that a file could be written, and makes its folders. Throws CONFIG_INVALID when the path
   * leads outside, else an error that says what is in the way.
   */
  requireWritable(path: string): Promise<void>;
  /** Removes a file, or a link, if there is one. Throws CONFIG_INVALID when the path leads outside. */
  remove(path: string): Promise<void>;
}

/**
 * The files of a workspace. A path that leads outside, or over a symbolic link wherever that leads, is
 * refused. Hard links cannot be told from files.
 *
 * @param root the workspace: an absolute path of a folder that exists
 */
export function createWorkspaceFiles(root: string): WorkspaceFiles {
  return {
    read: async (path, maxBytes) => {
      const file = inside(root, path);
      refuseLinks(root, file);
      return readBounded(file, maxBytes);
    },
    write: async (path, content) => {
      const file = inside(root, path);
      // Before and after: folders are made through no link, and none came up since.
      refuseLinks(root, dirname(file));
      await mkdir(dirname(file), { recursive: true });
      refuseLinks(root, dirname(file));
      await replaceFile(file, content);
      return file;
    },
    requireWritable: async (path) => {
      const file = inside(root, path);
      refuseLinks(root, dirname(file));
      await mkdir(dirname(file), { recursive: true });
      await refuseOtherKinds(file);
      // Only a file that was written says that the system takes one: rights are not all that it goes by.
      const draft = `${file}.${randomUUID()}.tmp`;
      await (await open(draft, 'wx', 0o644)).close();
      await rm(draft, { force: true });
    },
    remove: async (path) => {
      const file = inside(root, path);
      refuseLinks(root, dirname(file));
      await rm(file, { force: true });
    },
  };
}

/** Refuses a path at which something stands that no file can be renamed over. */
async function refuseOtherKinds(file: string): Promise<void> {
  const stat = await lstat(file).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (stat?.isDirectory() === true) throw new Error(`there is a folder at ${file}`);
}

/** The absolute path of a file, if its text stays inside. */
function inside(root: string, path: string): string {
  const file = resolve(root, path);
  if (isBelow(root, file)) return file;
  throw outside(path);
}

/**
 * Refuses a path that goes over a symbolic link of the workspace.
 *
 * @param path absolute; one that does not lie below is its giver's own affair
 * @throws GateError CONFIG_INVALID naming the link
 */
export function refuseLinks(root: string, path: string): void {
  const link = isBelow(root, path) ? linkOnWay(root, path) : undefined;
  if (link === undefined) return;
  throw new GateError('CONFIG_INVALID', `The path ${path} goes over the symbolic link ${link}.`, {
    remedy: 'Put the file itself there: links are not followed, wherever they lead.',
  });
}

/**
 * Reads a regular file through one handle, so that what was measured is what is read.
 *
 * @param file absolute
 * @param maxBytes of a larger one nothing is read
 * @throws file system errors but that of a missing file
 */
export async function readBounded(file: string, maxBytes: number): Promise<FileRead> {
  let handle;
  try {
    handle = await open(file, READ_ONLY);
  } catch (error) {
    if (isMissing(error)) return { kind: 'absent' };
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) return { kind: 'too-large' };
    return { kind: 'found', bytes: await handle.readFile() };
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file so that it is there as a whole or not at all: under another name first, then renamed.
 *
 * @param file absolute; its folder exists
 * @param content text or bytes
 * @param draft the other name, on the same disk and in a folder that exists
 * @throws file system errors; the draft is gone then
 */
export async function replaceFile(
  file: string,
  content: string | Uint8Array,
  draft = `${file}.${randomUUID()}.tmp`,
): Promise<void> {
  try {
    const handle = await open(draft, 'wx', 0o644);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The error for a path that leads out. */
function outside(path: string): GateError {
  return new GateError('CONFIG_INVALID', `The path ${path} leads outside the workspace.`, {
    remedy: 'Give a path below the workspace, without links.',
  });
}

/**
 * How files of others are opened: no link is followed (Windows has no such flag, and adds nothing), and
 * nobody waits for the other end of a pipe that someone put there.
 */
export const READ_ONLY = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** System errors that say that a file is not there. */
const MISSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Whether a path lies below a folder; the folder itself does not.
 *
 * @param folder absolute, and without links where the path has none
 */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * The first part of a path below a folder that is a symbolic link, whatever it leads to. Hard links are
 * files like any other and cannot be told from them.
 *
 * @param folder absolute; it may be a link itself, and lie behind one
 * @returns undefined when there is none, or when the path ends before its last part
 * @throws the system's error when a part cannot be looked at
 */
export function linkOnWay(folder: string, path: string): string | undefined {
  const parts = relative(folder, path).split(sep);
  const ways = parts.map((_, at) => join(folder, ...parts.slice(0, at + 1)));
  try {
    return ways.find((way) => lstatSync(way).isSymbolicLink());
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether a file system's error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && MISSING.has(error.code);
}
