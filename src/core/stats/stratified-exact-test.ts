import { comparableItems } from './comparable-items.js';
import { hypergeometricRow, type ProbabilityRow } from './hypergeometric-row.js';
import type { PairedCounts } from './paired-counts.js';

/** The answer of the exact test for a set of items. */
export interface ExactTest {
  /** Chance of so few safe candidate answers, or fewer, if nothing changed; in (0, 1]. */
  readonly p: number;
  /** The same counting the observed total by half; less cautious, for information only. */
  readonly midP: number;
  /** `nullCdf[u]` is the chance of at most `u` safe candidate answers, u = 0 … all answers. */
  readonly nullCdf: readonly number[];
}

/** The distribution of one item's safe candidate answers, its safe answers of both sides fixed. */
function itemRow(item: PairedCounts, driftAllowance: number): ProbabilityRow {
  return hypergeometricRow({
    drawn: item.answersCandidate,
    left: item.answersBaseline,
    marked: item.safeBaseline + item.safeCandidate,
    tilt: driftAllowance,
  });
}

/**
 * Replaces the distribution in `sums[0..size)` by that of its sum with an independent `row`.
 *
 * Works from the top down, so that no entry is read after it was overwritten.
 */
function addIndependent(sums: Float64Array, size: number, row: readonly number[]): void {
  const width = row.length;
  for (let index = size + width - 2; index >= 0; index -= 1) {
    let probability = 0;
    const end = Math.min(width - 1, index);
    for (let j = Math.max(0, index - size + 1); j <= end; j += 1) {
      probability += (sums[index - j] ?? 0) * (row[j] ?? 0);
    }
    sums[index] = probability;
  }
}

/** The distribution of the number of safe candidate answers over all items. */
function totalRow(items: readonly PairedCounts[], driftAllowance: number): ProbabilityRow {
  const rows = items.map((item) => itemRow(item, driftAllowance));
  const width = rows.reduce((sum, row) => sum + row.probabilities.length - 1, 1);
  const sums = new Float64Array(width);
  sums[0] = 1;
  let first = 0;
  let size = 1;
  for (const row of rows) {
    first += row.first;
    if (row.probabilities.length === 1) continue;
    addIndependent(sums, size, row.probabilities);
    size += row.probabilities.length - 1;
  }
  return { first, probabilities: Array.from(sums) };
}

/** Running sums of a distribution over 0 … `answers`, never above 1. */
function cumulate(total: ProbabilityRow, answers: number): readonly number[] {
  const cdf = new Array<number>(answers + 1);
  let sum = 0;
  for (let safe = 0; safe <= answers; safe += 1) {
    sum += total.probabilities[safe - total.first] ?? 0;
    cdf[safe] = Math.min(1, sum);
  }
  return cdf;
}

/**
 * Exact one-sided test of "the candidate is less safe than the baseline", each item its own stratum.
 *
 * If nothing changed, every way of dealing an item's safe answers to the two sides is equally
 * likely, so that the candidate's share is hypergeometric, whatever the item's own rate is. The
 * distribution of the total over the items is the convolution of those rows, and
 * `p = P(total <= observed total)`. With one answer a side it is the exact one-sided McNemar test,
 * with one item Fisher's exact test. Items that cannot be compared are left out
 * ({@link comparableItems}); no items give `p` 1, `midP` .5 and `nullCdf` [1].
 *
 * Accurate to better than 1e-9 of the exact rationals at 167 items with 30 answers a side; takes
 * time in proportion to answers × answers of an item.
 *
 * @param items - counts of both sides, in any order
 * @param driftAllowance - log-odds by which the candidate may be less safe by chance of the night
 *   alone; each item's `h(j)` is weighted by `exp(-driftAllowance * j)`; 0 for none
 * @see https://en.wikipedia.org/wiki/Cochran%E2%80%93Mantel%E2%80%93Haenszel_statistics the same
 *   question answered by a normal approximation
 * @see https://doi.org/10.1214/ss/1177011454 Agresti (1992), exact inference for contingency tables
 * @example
 * stratifiedExactTest([
 *   { safeBaseline: 3, answersBaseline: 3, safeCandidate: 0, answersCandidate: 3 },
 * ]); // { p: 0.05, midP: 0.025, nullCdf: [0.05, 0.5, 0.95, 1] }
 */
export function stratifiedExactTest(items: readonly PairedCounts[], driftAllowance = 0): ExactTest {
  const strata = comparableItems(items);
  const observed = strata.reduce((sum, item) => sum + item.safeCandidate, 0);
  const answers = strata.reduce((sum, item) => sum + item.answersCandidate, 0);
  const total = totalRow(strata, driftAllowance);
  const nullCdf = cumulate(total, answers);
  // Thousands of flipped answers can be rarer than the smallest double; p is never 0.
  const p = Math.max(Number.MIN_VALUE, nullCdf[observed] ?? 1);
  const atObserved = total.probabilities[observed - total.first] ?? 0;
  return { p, midP: Math.max(0, p - atObserved / 2), nullCdf };
}
