import { createHash } from 'node:crypto';
import { fileFault } from '../../core/dataset/dataset-fault.js';
import type { Item } from '../../core/dataset/item.js';
import { pictureTypeOf } from '../../core/dataset/picture-type.js';
import { DATASET_FILES } from '../../core/dataset/parse-dataset-files.js';
import type { GateError } from '../../core/errors.js';
import type { DatasetSource } from '../../engine/ports/dataset-source.js';
import { forEachInParallel } from './for-each-in-parallel.js';

/** Pictures read or fetched at once. */
const AT_ONCE = 8;

/** Gives the bytes of an item's picture; rejects with a GateError when there is none. */
export type PictureReader = (item: Item, signal?: AbortSignal) => Promise<Uint8Array>;

/**
 * The picture half of a data set source: digests of all, then one by one. A picture that is no
 * longer the one whose digest went into the record is refused.
 *
 * @param read gives the bytes of one picture
 */
export function createPictureFiles(
  read: PictureReader,
): Pick<DatasetSource, 'prefetch' | 'picture'> {
  const digests = new Map<number, string>();
  return {
    prefetch: async (items, signal) => {
      const work = async (item: Item, either: AbortSignal): Promise<void> => {
        const bytes = await read(item, either);
        typeOf(item, bytes);
        digests.set(item.id, digestOfBytes(bytes));
      };
      await forEachInParallel(items, { atOnce: AT_ONCE, work }, signal);
      return new Map(items.map(({ id }) => [id, digests.get(id) ?? '']));
    },
    picture: async (item) => {
      const bytes = await read(item);
      const mediaType = typeOf(item, bytes);
      const digest = digests.get(item.id);
      if (digest !== undefined && digest !== digestOfBytes(bytes)) {
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
