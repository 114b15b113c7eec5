import type { Parsed } from './parsers.js';

/** The fewest bytes of a key. */
const LEAST_BYTES = 32;

/** A longer text is no key that anybody made at random. */
const MOST_BYTES = 1024;

/** Random bytes repeat themselves less: 32 of them have 30 values on average, and hardly ever fewer than 20. */
const LEAST_VALUES = 16;

const EXPECTED = `a secret of at least ${LEAST_BYTES} random bytes in base64 or hexadecimal digits, such as \`openssl rand -base64 ${LEAST_BYTES}\` makes`;

/**
 * A key made at random, in base64 (of either alphabet, with or without padding and line ends) or in
 * hexadecimal digits. Words that somebody typed, and bytes that repeat or count, are refused: anyone who
 * has the stored file can try keys for as long as they like.
 *
 * @param given the text; empty is no key
 * @returns the bytes in hexadecimal digits; undefined for none
 */
export function answersKey(given: string): Parsed<string | undefined> {
  const text = given.replaceAll(/\s+/g, '');
  if (text === '') return { value: undefined };
  const bytes = bytesOf(text);
  if (bytes === undefined || isWeak(bytes)) return { expected: EXPECTED };
  return { value: bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('') };
}

/** The bytes that a text stands for; undefined where it is in neither coding. */
function bytesOf(text: string): readonly number[] | undefined {
  if (/^[0-9a-f]+$/i.test(text)) {
    if (text.length % 2 === 1) return undefined;
    return Array.from({ length: text.length / 2 }, (_, at) =>
      Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
    );
  }
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  try {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Array.from(plain, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Whether nobody made these bytes at random. */
function isWeak(bytes: readonly number[]): boolean {
  const isOfSize = bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES;
  const isTyped = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  const steps = new Set(bytes.slice(1).map((byte, at) => (byte - (bytes[at] ?? 0) + 256) % 256));
  return !isOfSize || isTyped || new Set(bytes).size < LEAST_VALUES || steps.size < LEAST_VALUES;
}
