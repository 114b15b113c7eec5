import { lstatSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileFault } from './faults.js';
import { GateError, messageOf } from '../errors.js';
import { isBelow, isMissing, linkOnWay, READ_ONLY } from '../files.io.js';
import { LONGEST_DATASET_FILE_BYTES } from '../foreign.js';

/**
 * Finds a file of a directory. No symbolic link is followed below the directory, wherever it leads: a
 * data set that comes with a pull request must not make the gate send files anywhere that are not its
 * own. All of it is too short to be worth a thread's while.
 *
 * @param name the file's path inside it, with slashes
 * @returns undefined when there is no such file
 * @throws GateError DATASET_UNREACHABLE when it cannot be read, DATASET_INVALID when it is no file, is
 *   too large, or is reached over a link or from outside
 */
export function findInside(directory: string, name: string): KnownFile | undefined {
  try {
    const root = resolve(directory);
    const path = join(root, name);
    if (!isBelow(root, path)) throw fileFault(name, 'lies outside the data set', 'Put it inside.');
    if (linkOnWay(root, path) !== undefined) {
      throw fileFault(name, 'is a link, or lies behind one', 'Copy the file there instead.');
    }
    return regularFile(path, name);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw readFault(name, error);
  }
}

/**
 * Reads a file of a directory.
 *
 * @param name the file's path inside it, with slashes
 * @returns undefined when there is no such file
 * @throws GateError as `findInside` does
 */
export async function readInside(directory: string, name: string): Promise<Uint8Array | undefined> {
  const file = findInside(directory, name);
  if (file === undefined) return undefined;
  try {
    const opened = await open(file.path, READ_ONLY);
    return await opened.readFile().finally(() => opened.close());
  } catch (error) {
    throw readFault(name, error);
  }
}

/** A file that is neither a folder, a device nor a pipe. */
function regularFile(path: string, name: string): KnownFile {
  const stat = lstatSync(path);
  if (!stat.isFile()) throw fileFault(name, 'is not a file', 'Put a file there.');
  if (stat.size > LONGEST_DATASET_FILE_BYTES) {
    const problem = `has ${stat.size} bytes, more than ${LONGEST_DATASET_FILE_BYTES}`;
    throw fileFault(name, problem, 'Make it smaller.');
  }
  return knownFile(path, stat, Date.now());
}

/**
 * The error of a file that cannot be read.
 *
 * @param error what was thrown; a GateError stays as it is
 */
export function readFault(name: string, error: unknown): GateError {
  if (error instanceof GateError) return error;
  return new GateError('DATASET_UNREACHABLE', `${name} cannot be read: ${messageOf(error)}.`, {
    remedy: 'Make it readable for the user that runs the gate.',
    cause: error,
  });
}

/** A file that was found, and what tells whether it is still the same. */
export interface KnownFile {
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Which file it is and when it last changed; undefined where a change would not show in it. */
  readonly stamp: string | undefined;
}

/** A file system's clock may go by seconds: what changed within the last may change again unseen. */
const COARSEST_CLOCK_MS = 1000;

/**
 * What a file is known by. The time of the last change of its content, name or rights is kept by the
 * system, and cannot be set back as that of its content can.
 *
 * @param path absolute
 * @param stat of the file, before it is read
 * @param nowMs milliseconds since the epoch
 */
export function knownFile(path: string, stat: Stats, nowMs: number): KnownFile {
  const isSettled = stat.ctimeMs < nowMs - COARSEST_CLOCK_MS;
  return { path, sizeBytes: stat.size, stamp: isSettled ? stampOf(stat) : undefined };
}

/** Which file it is, and when it last changed. */
export function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, size, mtimeMs, ctimeMs].join(' ');
}

/**
 * The text of a file's bytes.
 *
 * @param file its name, for the error
 * @param bytes empty gives empty text
 * @throws GateError DATASET_INVALID when they are not UTF-8
 */
export function decodeText(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fileFault(file, 'is not UTF-8 text', 'Save it as UTF-8.');
  }
}
