import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodedForms } from './decoded-text.js';

/** A secret of fewer characters than this is looked for as a word of its own only, and in no coding. */
const SHORTEST_ANYWHERE = 8;

/** What is looked for of one secret. */
export interface SecretForm {
  /** UTF-16 code units as {@link decodedForms} gives them, without backslashes; at least one. */
  readonly codes: readonly number[];
  /** Whether no letter or digit may stand before or behind it. */
  readonly isWord: boolean;
}

/** The backslash, which escapes what follows, and means nothing by itself. */
export const BACKSLASH = 0x5c;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * What a secret looks like: itself, what it is without the escapes that it may hold, base64 of any text
 * that it is in (such as `Bearer KEY`), and its bytes in hexadecimal digits.
 *
 * @param secret any text; one of white space only gives nothing
 */
export function secretForms(secret: string): readonly SecretForm[] {
  const isWord = secret.length < SHORTEST_ANYWHERE;
  const bytes = utf8ToBytes(secret);
  const coded = isWord
    ? []
    : [bytesToHex(bytes), ...[0, 1, 2].map((shift) => base64Within(bytes, shift))];
  return [secret, ...coded]
    .flatMap(decodedForms)
    .map(({ codes }) => ({ codes: codes.filter((code) => code !== BACKSLASH), isWord }))
    .filter(({ codes }) => codes.length > 0);
}

/**
 * What the Actions runner is told to mask for one secret: itself, and codings that it does not mask by
 * itself. (Those it does: base64 at each of three offsets, JSON, XML and URL escapes in capitals, quotes
 * doubled or escaped.)
 *
 * @param secret any text
 * @returns at least the secret, each once
 * @see https://github.com/actions/runner/blob/main/src/Sdk/DTLogging/Logging/ValueEncoders.cs
 */
export function runnerMasks(secret: string): readonly string[] {
  if (secret.length < SHORTEST_ANYWHERE) return [secret];
  const inUrl = encodeURIComponent(secret.replaceAll(/\p{Cs}/gu, ''));
  return [
    ...new Set([
      secret,
      secret.replaceAll('/', String.raw`\/`),
      inUrl.replaceAll(/%../g, (escape) => escape.toLowerCase()),
      bytesToHex(utf8ToBytes(secret)),
    ]),
  ];
}

/**
 * The digits of base64 that are the same in whatever text these bytes are, where so many bytes before
 * them do not fill a group of three.
 */
function base64Within(bytes: Uint8Array, shift: number): string {
  const digits: string[] = [];
  const firstBit = Math.ceil((8 * shift) / 6) * 6 - 8 * shift;
  for (let bit = firstBit; bit + 6 <= 8 * bytes.length; bit += 6) {
    const at = bit >> 3;
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    digits.push(BASE64.charAt((pair >> (10 - (bit % 8))) & 63));
  }
  return digits.join('');
}
