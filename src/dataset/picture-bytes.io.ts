import { createHash } from 'node:crypto';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { READ_ONLY } from '../files.io.js';
import type { SizedBytes } from '../sized-bytes.js';
import { knownFile, type KnownFile, stampOf } from './read-inside.io.js';

/** Bytes that are digested at a time. */
const SLICE_BYTES = 256 * 1024;

/** Enough to tell every format by. */
const HEAD_BYTES = 64;

/** What a file holds, in short. */
export interface FileDigest {
  /** SHA-256, in hexadecimal digits. */
  readonly digest: string;
  /** Its first bytes, at most 64. */
  readonly head: Uint8Array;
}

/** A file, and the SHA-256 of its content when it was found. */
export interface DigestedFile extends KnownFile {
  readonly digest: string;
}

/** Memory for slices that nobody uses now: each belongs to one reading until that gives it back. */
const idleSlices: Buffer[] = [];

/**
 * Digests a file slice by slice, by the platform: a full set is 200 MB, too much for the core's
 * portable digest, and too much to be held.
 *
 * @param file the file; it is read up to the size it was found with
 * @throws the system's error when it cannot be read
 */
export async function digestFile({ path, sizeBytes }: KnownFile): Promise<FileDigest> {
  const hash = createHash('sha256');
  let head: Uint8Array = new Uint8Array();
  const opened = await open(path, READ_ONLY);
  const slice = idleSlices.pop() ?? Buffer.allocUnsafeSlow(SLICE_BYTES);
  try {
    for (let start = 0; start < sizeBytes;) {
      const wanted = slice.subarray(0, Math.min(SLICE_BYTES, sizeBytes - start));
      const { bytesRead } = await opened.read(wanted, 0, wanted.length, start);
      // It is shorter by now: its digest is of what there is.
      if (bytesRead === 0) break;
      const bytes = wanted.subarray(0, bytesRead);
      if (start === 0) head = Uint8Array.from(bytes.subarray(0, HEAD_BYTES));
      hash.update(bytes);
      start += bytesRead;
    }
  } finally {
    idleSlices.push(slice);
    await opened.close();
  }
  return { digest: hash.digest('hex'), head };
}

/**
 * The first bytes of a file, at most 64.
 *
 * @throws the system's error when it cannot be read
 */
export async function readHead({ path, sizeBytes }: KnownFile): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(sizeBytes, HEAD_BYTES));
  const opened = await open(path, READ_ONLY);
  try {
    return head.subarray(0, await readInto(opened, head));
  } finally {
    await opened.close();
  }
}

/**
 * Reads a whole file that has to be what it was, as base64. One that is the same and has not changed since is
 * taken as it is; any other has to have the same digest.
 *
 * It is read into the end of the buffer that takes its base64, and encoded from the front on: what is written
 * never overtakes what is still to be read, and one allocation is all it takes.
 *
 * @throws Error without a code when the file is another; the system's error when it cannot be read
 */
export async function readBase64({
  path,
  sizeBytes,
  stamp,
  digest,
}: DigestedFile): Promise<Uint8Array> {
  const opened = await open(path, READ_ONLY);
  try {
    const before = await opened.stat();
    // What lies there now may be of any size.
    if (before.size !== sizeBytes) throw changed(path);
    const base64 = Buffer.allocUnsafeSlow(4 * Math.ceil(sizeBytes / 3));
    const bytes = base64.subarray(base64.length - sizeBytes);
    const bytesRead = await readInto(opened, bytes);
    const isKnown = stampOf(before) === stamp && stampOf(await opened.stat()) === stamp;
    if (bytesRead !== sizeBytes || (!isKnown && sha256(bytes) !== digest)) throw changed(path);
    encodeForward(bytes, base64);
    return base64;
  } finally {
    await opened.close();
  }
}

/** Bytes that are read and sent at a time at most, of threes: 256 kB of base64. */
const SENT_BYTES = 192 * 1024;

/** Memory for base64 that nobody sends now, as of slices. */
const idleBase64: Buffer[] = [];

/**
 * A file by what it is known by now. One whose stamp is another, or was none when it was found, is digested again
 * and has to be the same.
 *
 * @returns the very file where its stamp is the same; without a stamp where a change would still not show
 * @throws as `readBase64` does
 */
export async function recognise(file: DigestedFile): Promise<DigestedFile> {
  const { path, digest } = file;
  const stat = await lstat(path);
  if (stampOf(stat) === file.stamp) return file;
  const found = knownFile(path, stat, Date.now());
  if (found.stamp === undefined) return { ...file, stamp: undefined };
  if ((await digestFile(found)).digest !== digest) throw changed(path);
  return { ...found, digest };
}

/**
 * The base64 of a whole file that has to be what it was, read while it is sent: a request in flight then holds a
 * slice of its picture.
 *
 * @param file one with a stamp: without one, a change would not show
 * @returns chunks that throw as `readBase64` does, before the last of them
 */
export function streamBase64(file: DigestedFile): SizedBytes {
  return { sizeBytes: 4 * Math.ceil(file.sizeBytes / 3), chunks: encodedSlices(file) };
}

/**
 * A file that has not changed since it was found, slice by slice, each in the memory of the one before: memory of
 * its own for each would lie about until the collector comes. It is opened when the first is asked for.
 *
 * Who sends waits until a slice is on its way before it asks for the next, as streams want it of what is longer
 * than they buffer (64 kB). So slices are alike: a short last one would be buffered. A file whose stamp has changed
 * may be the same still, as after a link to it: its digest tells, of the whole that is left.
 */
async function* encodedSlices(file: DigestedFile): AsyncIterable<Uint8Array> {
  const { path, sizeBytes, stamp } = file;
  const slices = Math.ceil(sizeBytes / SENT_BYTES);
  const sliceBytes = 3 * Math.ceil(sizeBytes / slices / 3);
  const memory = idleBase64.pop() ?? Buffer.allocUnsafeSlow((SENT_BYTES / 3) * 4);
  const opened = await open(path, READ_ONLY);
  try {
    for (let start = 0; start < sizeBytes; start += sliceBytes) {
      const size = Math.min(sliceBytes, sizeBytes - start);
      const base64 = memory.subarray(0, 4 * Math.ceil(size / 3));
      const bytes = base64.subarray(base64.length - size);
      const bytesRead = await readInto(opened, bytes, start);
      // After reading and before sending: a body whose picture has changed never becomes whole.
      const isSame = stampOf(await opened.stat()) === stamp;
      if (!isSame || bytesRead !== size) {
        yield (await readBase64(file)).subarray((start / 3) * 4);
        return;
      }
      encodeForward(bytes, base64);
      yield base64;
    }
    // Not of one that was given up: part of it may still be on its way.
    idleBase64.push(memory);
  } finally {
    await opened.close();
  }
}

/** Fills a buffer from a file, from some byte on; how many bytes there were. */
async function readInto(opened: FileHandle, target: Uint8Array, start = 0): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const left = target.length - filled;
    const { bytesRead } = await opened.read(target, filled, left, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** The digits of base64 (RFC 4648, section 4), by their value. */
const DIGITS = new Uint8Array(
  Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 'latin1'),
);

/**
 * Writes bytes as base64 to the front of the buffer at whose end they stand. The platform encodes to strings only,
 * faster by a millisecond a megabyte; but strings of thousands of pictures make its collector keep for long what a
 * request needs for an instant.
 */
function encodeForward(bytes: Uint8Array, base64: Buffer): void {
  const whole = bytes.length - (bytes.length % 3);
  const tail = Buffer.from(bytes.subarray(whole)).toString('base64');
  let end = 0;
  for (let start = 0; start < whole; start += 3) {
    const three = (at(bytes, start) << 16) | (at(bytes, start + 1) << 8) | at(bytes, start + 2);
    base64[end] = at(DIGITS, three >> 18);
    base64[end + 1] = at(DIGITS, (three >> 12) & 63);
    base64[end + 2] = at(DIGITS, (three >> 6) & 63);
    base64[end + 3] = at(DIGITS, three & 63);
    end += 4;
  }
  base64.write(tail, end, 'latin1');
}

/** A byte that is there. */
function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

/** SHA-256 in hexadecimal digits. */
function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What is thrown of a file that is no longer what it was. */
function changed(path: string): Error {
  return new Error(`${path} has changed`);
}
