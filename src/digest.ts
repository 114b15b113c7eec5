import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 of a text's UTF-8 bytes or of bytes, as 64 lower-case hexadecimal digits.
 *
 * @param data the text or the bytes; empty input gives the digest of nothing
 */
export function digestOf(data: string | Uint8Array): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));
}

/**
 * SHA-256 of a value's JSON with the keys of every object sorted, so that equal values have equal
 * digests whatever order they were built in.
 *
 * @param value an object or array that JSON can hold; `undefined` members are left out
 */
export function digestOfJson(value: object): string {
  return digestOf(JSON.stringify(value, sortKeys));
}

/** A `JSON.stringify` replacer that orders the keys of plain objects. */
function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/**
 * A digest as a memory holds it.
 *
 * @param text what is digested; empty gives the digest of nothing
 */
export function memoryDigest(text: string): string {
  return digestOf(text).slice(0, 32);
}
