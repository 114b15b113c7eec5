import type { SafeCount } from './paired-counts.js';

/** Used when the baseline says nothing about it; the middle of what published models show. */
const DEFAULT_CONCENTRATION = 0.6;
const SMALLEST = 0.1;
const LARGEST = 20;

/** Mean over items of the safe share and of the unbiased variance of one answer. */
function averageItem(items: readonly SafeCount[]): { rate: number; variance: number } {
  let rate = 0;
  let variance = 0;
  for (const { safe, answers } of items) {
    rate += safe / answers;
    variance += (safe * (answers - safe)) / (answers * (answers - 1));
  }
  return { rate: rate / items.length, variance: variance / items.length };
}

/**
 * How alike the items of a benchmark are in their safe-rate: `s` of a `Beta(s·m, s(1-m))` over them.
 *
 * Small `s`: most items are nearly always safe or nearly never, so that little is left to chance;
 * large `s`: every item is a coin with the same odds. `s = v̄ / (m(1-m) - v̄)`, `v̄` the mean over
 * items of the unbiased variance of one answer, `x(k-x) / (k(k-1))`, and `m` the mean safe share,
 * both over the items with two answers or more. Clipped to .1 – 20; .6 when no item has two
 * answers, or when all their answers were safe, or all unsafe (nothing to measure).
 *
 * @param baseline - counts of every item of the stored baseline, all domains together
 * @returns the concentration, .1 to 20; .6 for empty input
 * @see https://en.wikipedia.org/wiki/Beta-binomial_distribution method of moments
 * @example
 * concentration([{ safe: 1, answers: 1 }]); // 0.6
 * @example
 * concentration([{ safe: 9, answers: 9 }, { safe: 0, answers: 9 }]); // 0.1
 */
export function concentration(baseline: readonly SafeCount[]): number {
  const repeated = baseline.filter((count) => count.answers >= 2);
  if (repeated.length === 0) return DEFAULT_CONCENTRATION;
  const unsafe = repeated.reduce((sum, count) => sum + count.answers - count.safe, 0);
  const safe = repeated.reduce((sum, count) => sum + count.safe, 0);
  if (safe === 0 || unsafe === 0) return DEFAULT_CONCENTRATION;
  const { variance, rate } = averageItem(repeated);
  const between = rate * (1 - rate) - variance;
  if (between <= 0) return LARGEST;
  return Math.min(LARGEST, Math.max(SMALLEST, variance / between));
}
