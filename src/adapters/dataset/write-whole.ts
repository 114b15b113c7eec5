import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GateError, messageOf } from '../../core/errors.js';

/** A file of a cache. */
export interface CacheFile {
  /** The folder of all caches; half-written files stay in a folder of their own inside it. */
  readonly root: string;
  /** The file's path inside the root. */
  readonly name: string;
}

/**
 * The folder of a cache's half-written files: outside the folder of any revision.
 *
 * @param root the folder of all caches
 */
export function draftFolder(root: string): string {
  return join(root, '.drafts');
}

/**
 * Writes a file so that it is there as a whole or not at all: to another name first, then renamed.
 *
 * @param file where
 * @param bytes what
 * @throws GateError DATASET_UNREACHABLE when the disk refuses
 */
export async function writeWhole({ root, name }: CacheFile, bytes: Uint8Array): Promise<void> {
  const path = join(root, name);
  const draft = join(draftFolder(root), randomUUID());
  try {
    await Promise.all([path, draft].map((each) => mkdir(dirname(each), { recursive: true })));
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw new GateError('DATASET_UNREACHABLE', `${path} cannot be written: ${messageOf(error)}.`, {
      remedy: 'Make room on the disk, or make the folder writable.',
      cause: error,
    });
  }
}
