import { digestOfJson } from '../digest.js';
import type { SweepResults } from './results.js';

/** Hexadecimal digits of a SHA-256. */
const DIGITS = 64;

/**
 * What tells the answers of two sweeps apart: two records of one digest are copies of one another. It
 * is the exclusive or of a SHA-256 of every cell's answer, so that the digests of the parts of a
 * sweep join to that of the whole. It finds copies; it seals nothing.
 *
 * @param results the sweep's results; none gives 64 zeros
 */
export function answersDigest(results: SweepResults): string {
  return joinDigests(digestsOf(results));
}

/** The digest of every cell's answer. */
function* digestsOf(results: SweepResults): Iterable<string> {
  for (const { cell, answer } of results.values()) {
    yield digestOfJson([cell.itemId, cell.repeat, answer]);
  }
}

/**
 * The digest of several parts together, whatever their order.
 *
 * @param digests digests of parts that share no cell; none gives 64 zeros
 */
export function joinDigests(digests: Iterable<string>): string {
  let joined = 0n;
  for (const digest of digests) joined ^= BigInt(`0x${digest}`);
  return joined.toString(16).padStart(DIGITS, '0');
}
