import { constants } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** How files of others are opened: it does not wait for the other end of a pipe that someone put there. */
export const READ_ONLY = constants.O_RDONLY | constants.O_NONBLOCK;

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
 * Whether a file system's error says that there is no such file.
 *
 * @param error whatever was thrown
 */
export function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && MISSING.has(error.code);
}
