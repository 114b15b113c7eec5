import { createHash } from 'node:crypto';
import { fileFault } from '../../core/dataset/dataset-fault.js';
import type { Item } from '../../core/dataset/item.js';
import { pictureTypeOf } from '../../core/dataset/picture-type.js';
import { DATASET_FILES } from '../../core/dataset/parse-dataset-files.js';
import type { GateError } from '../../core/errors.js';
import type { DatasetSource } from '../../engine/ports/dataset-source.js';
import { forEachInParallel } from './for-each-in-parallel.js';
import { readAgain, type KnownFile } from './read-again.js';
import type { ReadFile } from './read-inside.js';

/** Pictures read or fetched at once. */
const AT_ONCE = 8;

/** Gives the bytes of an item's picture; rejects with a GateError when there is none. */
export type PictureReader = (item: Item, signal?: AbortSignal) => Promise<ReadFile>;

/** What is known of a picture that was read. */
interface KnownPicture {
  readonly digest: string;
  readonly file: KnownFile | undefined;
}

/**
 * The picture half of a data set source: digests of all, then one by one. A picture that is no
 * longer the one whose digest went into the record is refused: it has to be the same file, not changed
 * since, or to have the same digest.
 *
 * @param read gives the bytes of one picture
 */
export function createPictureFiles(
  read: PictureReader,
): Pick<DatasetSource, 'prefetch' | 'picture'> {
  const known = new Map<number, KnownPicture>();
  return {
    prefetch: async (items, signal) => {
      const work = async (item: Item, either: AbortSignal): Promise<void> => {
        const { bytes, file } = await read(item, either);
        typeOf(item, bytes);
        known.set(item.id, { digest: digestOfBytes(bytes), file });
      };
      await forEachInParallel(items, { atOnce: AT_ONCE, work }, signal);
      return new Map(items.map(({ id }) => [id, known.get(id)?.digest ?? '']));
    },
    picture: async (item) => {
      const before = known.get(item.id);
      const same = before?.file && (await readAgain(before.file));
      if (same !== undefined) return { mediaType: typeOf(item, same), bytes: same };
      const { bytes } = await read(item);
      const mediaType = typeOf(item, bytes);
      if (before !== undefined && before.digest !== digestOfBytes(bytes)) {
        throw pictureFault(item, 'was changed during the run', 'Run it again.');
      }
      return { mediaType, bytes };
    },
  };
}

/** The media type of a picture's bytes. */
function typeOf(item: Item, bytes: Uint8Array) {
  const type = pictureTypeOf(bytes);
  if (type !== undefined) return type;
  const problem = bytes.length === 0 ? 'is empty' : 'is neither PNG, JPEG, GIF nor WebP';
  throw pictureFault(item, problem, 'Put the picture there again.');
}

/**
 * The error of an item whose picture cannot be used.
 *
 * @param item whose picture
 * @param problem what is wrong with it, as a clause: `is empty`
 * @param remedy what to do
 */
export function pictureFault(item: Item, problem: string, remedy: string): GateError {
  const field = `${DATASET_FILES.generation}, question_id ${item.id}, field image`;
  const clause = `names the picture ${DATASET_FILES.images}/${item.image}, which ${problem}`;
  return fileFault(field, clause, remedy);
}

/** SHA-256 by the platform: a full set is 200 MB, too much for the core's portable one. */
function digestOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
