import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { READ_ONLY } from '../runtime/inside-folder.js';
import type { KnownFile } from './known-file.js';

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
