import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFault } from '../../core/dataset/dataset-fault.js';
import { GateError, messageOf } from '../../core/errors.js';
import { isBelow, isMissing, READ_ONLY } from '../runtime/inside-folder.js';

/** No server takes a picture of this size, and no set of rows has it. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads a file of a directory. Links are followed as long as they stay inside: a data set that comes
 * with a pull request must not make the gate send the runner's own files anywhere.
 *
 * @param directory its path
 * @param name the file's path inside it, with slashes
 * @returns undefined when there is no such file
 * @throws GateError DATASET_UNREACHABLE when it cannot be read, DATASET_INVALID when it is no file, is
 *   too large or lies outside
 */
export async function readInside(directory: string, name: string): Promise<Uint8Array | undefined> {
  try {
    const root = await realpath(directory);
    const file = await realpath(join(root, name));
    if (!isBelow(root, file)) {
      throw fileFault(
        name,
        'is a link that leads out of the data set',
        'Copy the file there instead.',
      );
    }
    return await readRegular(file, name);
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
async function readRegular(file: string, name: string): Promise<Uint8Array> {
  const handle = await open(file, READ_ONLY);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw fileFault(name, 'is not a file', 'Put a file there.');
    if (stat.size > MAX_BYTES) {
      throw fileFault(name, `has ${stat.size} bytes, more than ${MAX_BYTES}`, 'Make it smaller.');
    }
    return await readWhole(handle, stat.size);
  } finally {
    await handle.close();
  }
}

/** Reads so many bytes, or what there is: `readFile` asks for the size once more, and for what comes after. */
async function readWhole(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
