import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { GateError } from '../../core/errors.js';
import type { FileRead, WorkspaceFiles } from '../ports/workspace-files.js';
import { isBelow, isMissing, linkOnWay, READ_ONLY } from './inside-folder.js';

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
 * @param root the workspace
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

/** Writes beside the file and renames over it: readers see the old text or the new one. */
async function replaceFile(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
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
