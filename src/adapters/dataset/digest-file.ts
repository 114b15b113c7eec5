import { createHash } from 'node:crypto';
import { closeSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { READ_ONLY } from '../runtime/inside-folder.js';
import type { KnownFile } from './known-file.js';

/** Bytes that are read at a time: enough that waking a thread for them is worth it. */
const SLICE_BYTES = 512 * 1024;

/** So much comes out of the system's memory sooner than another thread is woken for it. */
const SHORT_BYTES = 256 * 1024;

/** Enough to tell every format by. */
const HEAD_BYTES = 64;

const readAt = promisify(read);

/** What short files are read into. */
const short = Buffer.allocUnsafeSlow(SHORT_BYTES);

/** What a file holds, in short. */
export interface FileDigest {
  /** SHA-256, in hexadecimal digits. */
  readonly digest: string;
  /** Its first bytes, at most 64. */
  readonly head: Uint8Array;
}

/**
 * Digests a file slice by slice, by the platform: a full set is 200 MB, too much for the core's
 * portable digest, and too much to be held.
 *
 * @param file the file; it is read up to the size it was found with
 * @throws the system's error when it cannot be read
 */
export async function digestFile({ path, sizeBytes }: KnownFile): Promise<FileDigest> {
  const opened = openSync(path, READ_ONLY);
  try {
    return sizeBytes <= SHORT_BYTES
      ? digestShort(opened, sizeBytes)
      : await digestLong(opened, sizeBytes);
  } finally {
    closeSync(opened);
  }
}

/** Digests a file in one go. */
function digestShort(opened: number, sizeBytes: number): FileDigest {
  const bytes = short.subarray(0, readSync(opened, short, 0, sizeBytes, 0));
  return { digest: createHash('sha256').update(bytes).digest('hex'), head: headOf(bytes) };
}

/** Digests a file slice by slice. */
async function digestLong(opened: number, sizeBytes: number): Promise<FileDigest> {
  const hash = createHash('sha256');
  const slice = Buffer.allocUnsafeSlow(Math.min(sizeBytes, SLICE_BYTES));
  let head = new Uint8Array();
  for (let start = 0; start < sizeBytes; start += slice.length) {
    const { bytesRead } = await readAt(opened, slice, 0, slice.length, start);
    const bytes = slice.subarray(0, bytesRead);
    if (start === 0) head = headOf(bytes);
    hash.update(bytes);
  }
  return { digest: hash.digest('hex'), head };
}

/** A copy of the first bytes. */
function headOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes.subarray(0, HEAD_BYTES));
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
