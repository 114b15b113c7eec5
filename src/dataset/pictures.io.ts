import pLimit from 'p-limit';
import { fileFault, isLfsPointer, LFS_POINTER } from './faults.js';
import type { Item, Picture, PictureType, DatasetSource } from './item.js';
import { DATASET_FILES } from './parse-dataset-files.js';
import { pictureTypeOf } from './picture-rules.js';
import type { GateError } from '../errors.js';
import { isMissing } from '../files.io.js';
import {
  digestFile,
  verifiedSlices,
  type DigestedFile,
  type FileDigest,
} from './picture-bytes.io.js';
import { readFault, type KnownFile } from './read-inside.io.js';

/** Pictures read or fetched at once. */
const AT_ONCE = 8;

/** Brings an item's picture onto this machine; throws a GateError when there is none. */
type PictureFinder = (item: Item, signal?: AbortSignal) => KnownFile | Promise<KnownFile>;

/** What is known of a picture. */
interface KnownPicture extends DigestedFile {
  readonly mediaType: PictureType;
}

/**
 * The picture half of a data set source: digests of all, then one by one. A picture that is no
 * longer the one whose digest went into the record is refused: it has to be the same file, not changed
 * since, or to have the same digest.
 *
 * @param find brings one picture onto this machine
 */
export function createPictureFiles(
  find: PictureFinder,
): Pick<DatasetSource, 'prefetch' | 'picture'> {
  const known = new Map<number, KnownPicture>();
  const learn = async (item: Item, signal?: AbortSignal): Promise<KnownPicture> => {
    const file = await find(item, signal);
    const { digest, head } = digestOf(item, file);
    const { path, sizeBytes, stamp } = file;
    // Not spread: that would take half as much memory again, for every item.
    const picture = { path, sizeBytes, stamp, digest, mediaType: typeOf(item, head) };
    known.set(item.id, picture);
    return picture;
  };
  return {
    prefetch: async (items, signal) => {
      await inParallel(items, learn, signal);
      return new Map(items.map(({ id }) => [id, known.get(id)?.digest ?? '']));
    },
    picture: async (item) => pictureOf(item, known.get(item.id) ?? (await learn(item))),
  };
}

/**
 * Does the work for every item, some at a time. The first failure stops the others and is thrown once all
 * have ended, so that nothing goes on behind the caller's back.
 */
async function inParallel(
  items: readonly Item[],
  work: (item: Item, signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  await pLimit(AT_ONCE).map(items, async (item) => {
    try {
      either.throwIfAborted();
      await work(item, either);
    } catch (error) {
      stop.abort(error);
    }
  });
  either.throwIfAborted();
}

/** What a picture's file holds. */
function digestOf(item: Item, file: KnownFile): FileDigest {
  try {
    return digestFile(file);
  } catch (error) {
    throw unreadable(item, error);
  }
}

/** A picture that is read when it goes out. */
function pictureOf(item: Item, file: KnownPicture): Picture {
  const { mediaType, sizeBytes } = file;
  return {
    mediaType,
    sizeBytes,
    slices: function* (sliceBytes) {
      try {
        yield* verifiedSlices(file, sliceBytes);
      } catch (error) {
        throw sendFault(item, error);
      }
    },
  };
}

/** Why a picture that was there is not sent. */
function sendFault(item: Item, error: unknown): GateError {
  const isOfSystem = typeof error === 'object' && error !== null && 'code' in error;
  return isOfSystem && !isMissing(error)
    ? unreadable(item, error)
    : pictureFault(item, 'was changed during the run', 'Run it again.');
}

/** The error of a picture that the system does not give. */
function unreadable({ image }: Item, error: unknown): GateError {
  return readFault(`${DATASET_FILES.images}/${image}`, error);
}

/** The media type of a picture, by its first bytes. */
function typeOf(item: Item, head: Uint8Array): PictureType {
  const type = pictureTypeOf(head);
  if (type !== undefined) return type;
  if (isLfsPointer(new TextDecoder().decode(head))) {
    throw pictureFault(item, LFS_POINTER.problem, LFS_POINTER.remedy);
  }
  const problem = head.length === 0 ? 'is empty' : 'is neither PNG, JPEG, GIF nor WebP';
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
