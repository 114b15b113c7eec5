import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { READ_ONLY } from '../files.io.js';
import { type KnownFile, stampOf } from './read-inside.io.js';

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

/** Fills a buffer from the beginning of a file; how many bytes there were. */
async function readInto(opened: FileHandle, target: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await opened.read(target, filled, target.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

/** Bytes that are encoded at a time, of threes: their base64 is a string too short to be costly. */
const STRING_BYTES = 48 * 1024;

/** Writes bytes as base64 to the front of the buffer at whose end they stand. */
function encodeForward(bytes: Buffer, base64: Buffer): void {
  let end = 0;
  for (let start = 0; start < bytes.length; start += STRING_BYTES) {
    end += base64.write(bytes.toString('base64', start, start + STRING_BYTES), end, 'latin1');
  }
}

/** SHA-256 in hexadecimal digits. */
function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What is thrown of a file that is no longer what it was. */
function changed(path: string): Error {
  return new Error(`${path} has changed`);
}
