import { closeSync, fstatSync, openSync, read, readSync, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import { READ_ONLY } from '../runtime/inside-folder.js';

/** A file that was read, and what tells whether it is still the same. */
export interface KnownFile {
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Which file it is and when it last changed; undefined where a change would not show in it. */
  readonly stamp: string | undefined;
}

/** A file system's clock may go by seconds: what changed within the last may change again unseen. */
const COARSEST_CLOCK_MS = 1000;

/** So much comes out of the system's memory sooner than another thread is woken for it. */
const SHORT_BYTES = 256 * 1024;

const readAt = promisify(read);

/**
 * What a file is known by. The time of the last change of its content, name or rights is kept by the
 * system, and cannot be set back as that of its content can.
 *
 * @param path absolute
 * @param stat of the open file, before it is read
 * @param nowMs milliseconds since the epoch
 */
export function knownFile(path: string, stat: Stats, nowMs: number): KnownFile {
  const isSettled = stat.ctimeMs < nowMs - COARSEST_CLOCK_MS;
  return { path, size: stat.size, stamp: isSettled ? stampOf(stat) : undefined };
}

/**
 * Reads a file again that is still the one that was read.
 *
 * @param file the file
 * @returns undefined when it may be another, or has changed; also when it cannot be read
 */
export async function readAgain({ path, size, stamp }: KnownFile): Promise<Uint8Array | undefined> {
  if (stamp === undefined) return undefined;
  const opened = tryOpen(path);
  if (opened === undefined) return undefined;
  try {
    const bytes = size <= SHORT_BYTES ? readShort(opened, size) : await readBytes(opened, size);
    // Afterwards: what was changed before the end of the reading shows.
    return stampOf(fstatSync(opened)) === stamp && bytes.length === size ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(opened);
  }
}

/**
 * Reads so many bytes of an open file, or what there is.
 *
 * @param opened its descriptor
 * @param size how many
 */
export async function readBytes(opened: number, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await readAt(opened, bytes, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** The same in one go, of a file that was read before. */
function readShort(opened: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(size);
  return bytes.subarray(0, readSync(opened, bytes, 0, size, 0));
}

/** Which file it is, and when it last changed. */
function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}

/** The descriptor of a file; undefined when it cannot be opened. */
function tryOpen(path: string): number | undefined {
  try {
    return openSync(path, READ_ONLY);
  } catch {
    return undefined;
  }
}
