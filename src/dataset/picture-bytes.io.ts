import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { READ_ONLY } from '../files.io.js';
import { stampOf, type KnownFile } from './read-inside.io.js';

/** Bytes that are read at a time. */
const SLICE_BYTES = 256 * 1024;

/** Enough to tell every format by. */
const HEAD_BYTES = 64;

/** What a slice is read into. */
const slice = Buffer.allocUnsafeSlow(SLICE_BYTES);

/** What a file holds, in short. */
export interface FileDigest {
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
 * @param file the file
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
 * @param file the file as it was found
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
