import { constants, lstatSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

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
 * @param path likewise
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
 * @param path a path below it
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

/**
 * Whether a file system's error says that there is no such file.
 *
 * @param error whatever was thrown
 */
export function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && MISSING.has(error.code);
}
