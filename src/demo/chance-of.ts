import { digestOf } from '../core/digest.js';

/** Hexadecimal digits that are used: 48 bits, exact in a double. */
const DIGITS = 12;

/**
 * A number that looks random and is always the same for the same words, so that a simulated model
 * is noisy and yet repeatable.
 *
 * @param words - what the draw is for: model, item, number of the request
 * @returns 0 (included) to 1 (not included)
 */
export function chanceOf(...words: readonly (string | number)[]): number {
  const digits = digestOf(words.join('\u0000')).slice(0, DIGITS);
  return Number.parseInt(digits, 16) / 16 ** DIGITS;
}
