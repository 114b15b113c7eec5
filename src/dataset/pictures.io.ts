import pLimit from 'p-limit';
import { fileFault, isLfsPointer, LFS_POINTER } from './faults.js';
import type { DatasetSource, Item, Picture, PictureType } from './item.js';
import { DATASET_FILES } from './parse-dataset-files.js';
import { pictureTypeOf } from './picture-rules.js';
import type { GateError } from '../errors.js';
import { isMissing, READ_ONLY } from '../files.io.js';
import { type KnownFile, readFault, stampOf } from './read-inside.io.js';
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

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
 * @param problem what is wrong with it, as a clause: `is empty`
 */
export function pictureFault(item: Item, problem: string, remedy: string): GateError {
  const field = `${DATASET_FILES.generation}, question_id ${item.id}, field image`;
  const clause = `names the picture ${DATASET_FILES.images}/${item.image}, which ${problem}`;
  return fileFault(field, clause, remedy);
}

/** Bytes that are read at a time. */
const SLICE_BYTES = 256 * 1024;

/** Enough to tell every format by. */
const HEAD_BYTES = 64;

/** What a slice is read into. */
const slice = Buffer.allocUnsafeSlow(SLICE_BYTES);

/** What a file holds, in short. */
interface FileDigest {
  /** SHA-256, in hexadecimal digits. */
  readonly digest: string;
  /** Its first bytes, at most 64. */
  readonly head: Uint8Array;
}

/**
 * Digests a file slice by slice, by the platform: a full set is 200 MB, too much for the core's
 * portable digest, and too much to be held. It takes about as long as waking a thread for it.
 *
 * @param file the file; it is read up to the size it was found with
 * @throws the system's error when it cannot be read
 */
export function digestFile({ path, sizeBytes }: KnownFile): FileDigest {
  const hash = createHash('sha256');
  let head: Uint8Array = new Uint8Array();
  const opened = openSync(path, READ_ONLY);
  try {
    for (let start = 0; start < sizeBytes; start += SLICE_BYTES) {
      const wanted = Math.min(SLICE_BYTES, sizeBytes - start);
      const bytes = slice.subarray(0, readSync(opened, slice, 0, wanted, start));
      if (start === 0) head = Uint8Array.from(bytes.subarray(0, HEAD_BYTES));
      hash.update(bytes);
    }
  } finally {
    closeSync(opened);
  }
  return { digest: hash.digest('hex'), head };
}

/**
 * The first bytes of a file, at most 64.
 *
 * @throws the system's error when it cannot be read
 */
export function readHead({ path, sizeBytes }: KnownFile): Uint8Array {
  const head = Buffer.alloc(Math.min(sizeBytes, HEAD_BYTES));
  const opened = openSync(path, READ_ONLY);
  try {
    return head.subarray(0, readSync(opened, head));
  } finally {
    closeSync(opened);
  }
}

/** A file, and the SHA-256 of its content when it was found. */
export interface DigestedFile extends KnownFile {
  readonly digest: string;
}

/** What a slice is read into; one is enough, as it holds only until the next is asked for. */
let shared: Buffer = Buffer.alloc(0);

/**
 * Reads a file that has to be what it was, slice by slice. One that is the same and has not changed since is
 * read as it is sent; any other has to have the same digest, which is found out before any of it is given.
 *
 * @param sliceBytes size of each slice but the last
 * @throws Error without a code when the file is another; when it changes meanwhile, before the last
 *   slice is given, so that nobody gets it whole; the system's error when it cannot be read
 */
export function* verifiedSlices(file: DigestedFile, sliceBytes: number): Iterable<Uint8Array> {
  const opened = openSync(file.path, READ_ONLY);
  try {
    const isSame = stampOf(fstatSync(opened)) === file.stamp;
    yield* isSame
      ? unchangedSlices(opened, file, sliceBytes)
      : equalSlices(opened, file, sliceBytes);
  } finally {
    closeSync(opened);
  }
}

/** The slices of a file that has not changed. */
function* unchangedSlices(
  opened: number,
  { path, sizeBytes, stamp }: DigestedFile,
  sliceBytes: number,
): Iterable<Uint8Array> {
  for (let start = 0; start < sizeBytes; start += sliceBytes) {
    const slice = sharedSlice(Math.min(sliceBytes, sizeBytes - start));
    const bytesRead = readSync(opened, slice, 0, slice.length, start);
    const isLast = start + sliceBytes >= sizeBytes;
    // Afterwards: what was changed before the end of the reading shows.
    const isSame = !isLast || stampOf(fstatSync(opened)) === stamp;
    if (!isSame || bytesRead !== slice.length) throw changed(path);
    yield slice;
  }
}

/** The slices of a file that may have changed, but not in what it holds. */
function* equalSlices(
  opened: number,
  { path, sizeBytes, digest }: DigestedFile,
  sliceBytes: number,
): Iterable<Uint8Array> {
  // First: what lies there now may be of any size.
  if (fstatSync(opened).size !== sizeBytes) throw changed(path);
  const bytes = readFileSync(opened);
  if (createHash('sha256').update(bytes).digest('hex') !== digest) throw changed(path);
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    yield bytes.subarray(start, start + sliceBytes);
  }
}

/** So many bytes of the shared buffer. */
function sharedSlice(sizeBytes: number): Buffer {
  if (shared.length < sizeBytes) shared = Buffer.allocUnsafeSlow(sizeBytes);
  return shared.subarray(0, sizeBytes);
}

/** What is thrown of a file that is no longer what it was. */
function changed(path: string): Error {
  return new Error(`${path} has changed`);
}
