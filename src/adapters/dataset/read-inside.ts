import { closeSync, fstatSync, openSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileFault } from '../../core/dataset/dataset-fault.js';
import { GateError, messageOf } from '../../core/errors.js';
import { isBelow, isMissing, READ_ONLY } from '../runtime/inside-folder.js';
import { knownFile, readBytes, type KnownFile } from './read-again.js';

/** No server takes a picture of this size, and no set of rows has it. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A file's content, and what it is known by. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Undefined for what did not come from this machine's disk. */
  readonly file: KnownFile | undefined;
}

/**
 * Reads a file of a directory. Links are followed as long as they stay inside: a data set that comes
 * with a pull request must not make the gate send the runner's own files anywhere. All but the reading
 * itself is too short to be worth a thread's while.
 *
 * @param directory its path
 * @param name the file's path inside it, with slashes
 * @returns undefined when there is no such file
 * @throws GateError DATASET_UNREACHABLE when it cannot be read, DATASET_INVALID when it is no file, is
 *   too large or lies outside
 */
export async function readInside(directory: string, name: string): Promise<ReadFile | undefined> {
  try {
    const root = realpathSync.native(directory);
    const path = realpathSync.native(join(root, name));
    if (!isBelow(root, path)) {
      throw fileFault(
        name,
        'is a link that leads out of the data set',
        'Copy the file there instead.',
      );
    }
    return await readRegular(path, name);
  } catch (error) {
    if (error instanceof GateError) throw error;
    if (isMissing(error)) return undefined;
    throw new GateError('DATASET_UNREACHABLE', `${name} cannot be read: ${messageOf(error)}.`, {
      remedy: 'Make it readable for the user that runs the gate.',
      cause: error,
    });
  }
}

/** Reads a file that is neither a folder, a device nor a pipe. */
async function readRegular(path: string, name: string): Promise<ReadFile> {
  const opened = openSync(path, READ_ONLY);
  try {
    const stat = fstatSync(opened);
    if (!stat.isFile()) throw fileFault(name, 'is not a file', 'Put a file there.');
    if (stat.size > MAX_BYTES) {
      throw fileFault(name, `has ${stat.size} bytes, more than ${MAX_BYTES}`, 'Make it smaller.');
    }
    const file = knownFile(path, stat, Date.now());
    return { bytes: await readBytes(opened, stat.size), file };
  } finally {
    closeSync(opened);
  }
}
