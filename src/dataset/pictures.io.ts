import pLimit from 'p-limit';
import { fileFault, isLfsPointer, LFS_POINTER } from './faults.js';
import type { DatasetSource, Item, PictureType } from './item.js';
import { DATASET_FILES } from './parse-dataset-files.js';
import { pictureTypeOf } from './picture-rules.js';
import type { GateError } from '../errors.js';
import { isMissing } from '../files.io.js';
import {
  type DigestedFile,
  digestFile,
  type FileDigest,
  readBase64,
  recognise,
  streamBase64,
} from './picture-bytes.io.js';
import { type KnownFile, readFault } from './read-inside.io.js';
import { type SizedBytes, wholeBytes } from '../sized-bytes.js';

/** Pictures read or fetched at once. */
const AT_ONCE = 8;

/** A file of more bytes is a large picture: few would fill the memory, and reading one again costs little of a call. */
const LARGE_BYTES = 512 * 1024;

/**
 * Bytes of base64 of small pictures that are kept besides those in use: about 180 of 100 kB, which every repeat
 * of an item would otherwise read again.
 */
const MOST_KEPT_BYTES = 24 * 1024 * 1024;

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
  const known = new Map<number, KnownPicture | Promise<KnownPicture>>();
  const kept = keepLatest(MOST_KEPT_BYTES);
  const learn = async (item: Item, signal?: AbortSignal): Promise<KnownPicture> => {
    const file = await find(item, signal);
    const { digest, head } = await digestOf(item, file);
    const { path, sizeBytes, stamp } = file;
    // Not spread: that would take half as much memory again, for every item.
    return { path, sizeBytes, stamp, digest, mediaType: typeOf(item, head) };
  };
  // Who asks for a picture that is on its way waits for it.
  const learnOnce = async (item: Item, signal?: AbortSignal): Promise<KnownPicture> => {
    const earlier = known.get(item.id);
    if (earlier !== undefined) return earlier;
    const learning = learn(item, signal);
    known.set(item.id, learning);
    try {
      const learnt = await learning;
      known.set(item.id, learnt);
      return learnt;
    } catch (error) {
      known.delete(item.id);
      throw error;
    }
  };
  return {
    prefetch: async (items, signal) => {
      const digests = new Map<number, string>();
      const note = async (item: Item, either: AbortSignal): Promise<void> => {
        digests.set(item.id, (await learnOnce(item, either)).digest);
      };
      await inParallel(items, note, signal);
      return digests;
    },
    picture: async (item) => {
      const { mediaType } = await learnOnce(item);
      const base64 = async (): Promise<SizedBytes> => {
        const file = await learnOnce(item);
        try {
          if (file.sizeBytes <= LARGE_BYTES)
            return wholeBytes(await kept.get(item.id, () => readBase64(file)));
          const current = await recognise(file);
          if (current !== file) known.set(item.id, { ...current, mediaType });
          return current.stamp === undefined
            ? wholeBytes(await readBase64(current))
            : namingItem(item, streamBase64(current));
        } catch (error) {
          throw sendFault(item, error);
        }
      };
      return { mediaType, base64 };
    },
  };
}

/** The same bytes, whose errors name an item. */
function namingItem(item: Item, { sizeBytes, chunks }: SizedBytes): SizedBytes {
  const named = async function* (): AsyncIterable<Uint8Array> {
    try {
      yield* chunks;
    } catch (error) {
      throw sendFault(item, error);
    }
  };
  return { sizeBytes, chunks: named() };
}

/** Pictures that were read, as base64. */
interface KeptPictures {
  /** One of them; it is read where it is not kept, once for all who ask meanwhile. */
  readonly get: (id: number, read: () => Promise<Uint8Array>) => Promise<Uint8Array>;
}

/**
 * Keeps what was asked for latest.
 *
 * @param mostBytes of all that is kept; what is in use meanwhile comes on top
 */
function keepLatest(mostBytes: number): KeptPictures {
  // In the order in which they were last asked for.
  const kept = new Map<number, { readonly bytes: Promise<Uint8Array>; sizeBytes: number }>();
  let keptBytes = 0;
  const drop = (id: number): void => {
    keptBytes -= kept.get(id)?.sizeBytes ?? 0;
    kept.delete(id);
  };
  const makeRoom = (): void => {
    for (const id of kept.keys()) {
      if (keptBytes <= mostBytes) return;
      drop(id);
    }
  };
  const readNew = (id: number, read: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const picture = { bytes: read(), sizeBytes: 0 };
    kept.set(id, picture);
    picture.bytes.then(
      ({ length }) => {
        // It may have been dropped meanwhile.
        if (kept.get(id) !== picture) return;
        picture.sizeBytes = length;
        keptBytes += length;
        makeRoom();
      },
      () => {
        if (kept.get(id) === picture) drop(id);
      },
    );
    return picture.bytes;
  };
  return {
    get: (id, read) => {
      const picture = kept.get(id);
      if (picture === undefined) return readNew(id, read);
      kept.delete(id);
      kept.set(id, picture);
      return picture.bytes;
    },
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
async function digestOf(item: Item, file: KnownFile): Promise<FileDigest> {
  try {
    return await digestFile(file);
  } catch (error) {
    throw unreadable(item, error);
  }
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
 * @param problem what is wrong with it, as a clause: `is empty`
 */
export function pictureFault(item: Item, problem: string, remedy: string): GateError {
  const field = `${DATASET_FILES.generation}, question_id ${item.id}, field image`;
  const clause = `names the picture ${DATASET_FILES.images}/${item.image}, which ${problem}`;
  return fileFault(field, clause, remedy);
}
