import { link, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { imageNameProblem } from '../../core/dataset/image-name.js';
import { DATASET_FILES } from '../../core/dataset/parse-dataset-files.js';

/** The folder that an archive of a data set holds, its files one beside the other. */
export const ARCHIVE_FOLDER = 'siuo-gate-pictures';

const ROW_FILES: ReadonlySet<string> = new Set([DATASET_FILES.generation, DATASET_FILES.choices]);

/**
 * Lays the files of a revision into an archive's folder: side by side, because whoever unpacks it
 * leaves folders off.
 *
 * @param revision the folder of the revision: rows, and pictures below it
 * @param into the folder that is packed, on the same disk
 */
export async function layOut(revision: string, into: string): Promise<void> {
  const folder = join(into, ARCHIVE_FOLDER);
  await mkdir(folder);
  const files = [
    ...[...ROW_FILES].map((name) => ({ name, path: join(revision, name) })),
    ...(await readdir(join(revision, DATASET_FILES.images))).map((name) => ({
      name,
      path: join(revision, DATASET_FILES.images, name),
    })),
  ];
  for (const { name, path } of files) await link(path, join(folder, name));
}

/**
 * Takes the files of an unpacked archive into the folder of a revision. What they hold is looked at by
 * whoever reads them.
 *
 * @param unpacked the folder it was unpacked into, on the same disk
 * @param revision the folder of the revision, which may not be there yet
 * @returns false, with nothing taken, when it holds anything but rows and pictures
 */
export async function takeIn(unpacked: string, revision: string): Promise<boolean> {
  const entries = await readdir(unpacked, { withFileTypes: true });
  // The archive's own folder comes out empty.
  const files = entries.filter((entry) => !(entry.isDirectory() && entry.name === ARCHIVE_FOLDER));
  if (files.some((entry) => !entry.isFile() || imageNameProblem(entry.name) !== undefined)) {
    return false;
  }
  for (const { name } of files) {
    const path = ROW_FILES.has(name)
      ? join(revision, name)
      : join(revision, DATASET_FILES.images, name);
    await mkdir(dirname(path), { recursive: true });
    await rename(join(unpacked, name), path);
  }
  return true;
}
