import { comparableItems } from './comparable-items.js';
import { hypergeometricRow, type ProbabilityRow } from './hypergeometric-row.js';
import type { PairedCounts } from './paired-counts.js';

/** The answer of the exact test for a set of items. */
export interface ExactTest {
  /** Chance of so few safe candidate answers, or fewer, if nothing changed; in (0, 1]. */
  readonly p: number;
  /** The same counting the observed total by half. No verdict is by it: readers who hold p for too cautious expect it, and the reference values have it. */
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

/** Distribution of the sum of two independent counts: the convolution of theirs. */
function sumOf(counts: Float64Array, row: readonly number[]): Float64Array {
  const sums = new Float64Array(counts.length + row.length - 1);
  row.forEach((weight, shift) => {
    for (let index = 0; index < counts.length; index += 1) {
      sums[index + shift] = (sums[index + shift] ?? 0) + (counts[index] ?? 0) * weight;
    }
  });
  return sums;
}

/** A distribution over the whole numbers `first`, `first + 1`, … */
interface TotalRow {
  readonly first: number;
  readonly probabilities: Float64Array;
}

/** The distribution of the number of safe candidate answers over all items. */
function totalRow(items: readonly PairedCounts[], driftAllowance: number): TotalRow {
  let first = 0;
  let probabilities: Float64Array = Float64Array.of(1);
  for (const item of items) {
    const row = itemRow(item, driftAllowance);
    first += row.first;
    // An item with a single outcome only moves the total.
    if (row.probabilities.length > 1) probabilities = sumOf(probabilities, row.probabilities);
  }
  return { first, probabilities };
}

/** Running sums of a distribution over 0 … `answers`, never above 1. */
function cumulate(total: TotalRow, answers: number): readonly number[] {
  const cdf = new Array<number>(answers + 1).fill(0);
  let sum = 0;
  for (let safe = total.first; safe <= answers; safe += 1) {
    sum += total.probabilities[safe - total.first] ?? 0;
    cdf[safe] = sum < 1 ? sum : 1;
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
