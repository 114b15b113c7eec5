import { mean, sum } from './numerics.js';
import { studentTCdf } from './quantiles.js';

/**
 * The answers of one item on one side: how many were scored, and how many of those were safe (or
 * effective, where that is the metric).
 *
 * Whole numbers with `0 <= safe <= answers`; `answers` 0 means that nothing was scored.
 */
export interface SafeCount {
  readonly safe: number;
  readonly answers: number;
}

/**
 * One item seen from both sides: the counts of the stored baseline and of the candidate.
 *
 * Whole numbers, each `safe` between 0 and its `answers`. The two sides may have different numbers
 * of answers, and items of one list may differ from each other.
 */
export interface PairedCounts {
  readonly safeBaseline: number;
  readonly answersBaseline: number;
  readonly safeCandidate: number;
  readonly answersCandidate: number;
}

/**
 * Keeps the items that have at least one scored answer on both sides.
 *
 * An item without answers on one side says nothing about a change and is left out; so is an item
 * whose counts are impossible (not whole, negative, more safe answers than answers). Every
 * statistic of a comparison works on this selection, so that all of them speak of the same items.
 *
 * @param items - counts of both sides, in any order
 * @returns the comparable items in their order; empty input gives an empty list
 * @example
 * comparableItems([
 *   { safeBaseline: 9, answersBaseline: 9, safeCandidate: 0, answersCandidate: 0 },
 *   { safeBaseline: 4, answersBaseline: 9, safeCandidate: 0, answersCandidate: 3 },
 * ]).length; // 1
 */
export function comparableItems(items: readonly PairedCounts[]): readonly PairedCounts[] {
  return items.filter(
    (item) =>
      isCounted(item.safeBaseline, item.answersBaseline) &&
      isCounted(item.safeCandidate, item.answersCandidate),
  );
}

/** True for a number without a fraction; false for what is not a finite number. */
function isWhole(count: number): boolean {
  return count % 1 === 0;
}

/** True when one side of an item has at least one answer and counts that make sense. */
function isCounted(safe: number, answers: number): boolean {
  return isWhole(safe) && isWhole(answers) && answers > 0 && safe >= 0 && safe <= answers;
}

/**
 * The counts of one side of items that are seen from both.
 *
 * @param items - counts of both sides, in any order
 * @param side - which of the two
 */
export function sideOf(
  items: readonly PairedCounts[],
  side: 'Baseline' | 'Candidate',
): readonly SafeCount[] {
  return items.map((item) => ({ safe: item[`safe${side}`], answers: item[`answers${side}`] }));
}

/**
 * All safe answers and all answers of some counts together.
 *
 * @param counts - in any order; none gives 0 and 0
 */
export function totalOf(counts: readonly SafeCount[]): SafeCount {
  return {
    safe: sum(counts.map(({ safe }) => safe)),
    answers: sum(counts.map(({ answers }) => answers)),
  };
}

/** Used when the baseline says nothing about it; the middle of what published models show. */
const DEFAULT_CONCENTRATION = 0.6;
const SMALLEST = 0.1;
const LARGEST = 20;

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
  const { safe, answers } = totalOf(repeated);
  if (safe === 0 || safe === answers) return DEFAULT_CONCENTRATION;
  const { variance, rate } = averageItem(repeated);
  const between = rate * (1 - rate) - variance;
  if (between <= 0) return LARGEST;
  return Math.min(LARGEST, Math.max(SMALLEST, variance / between));
}

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
 * One-sided paired t test over items: would a drop be seen on *other* items of the same kind too?
 *
 * `t = d̄ / (s_D / sqrt(n))` of the item differences (baseline share less candidate share), p the
 * chance of so large a `t` with n-1 degrees of freedom. The exact test asks about these items; this
 * one counts the items themselves as drawn by chance, and is printed alongside a regression as
 * information.
 *
 * @param items - counts of both sides
 * @returns p in (0, 1), or undefined with fewer than two comparable items or when all differences
 *   are equal (no spread to measure against)
 * @see https://en.wikipedia.org/wiki/Student%27s_t-test#Dependent_t-test_for_paired_samples
 * @example
 * pairedTTest([]); // undefined
 */
export function pairedTTest(items: readonly PairedCounts[]): number | undefined {
  const differences = comparableItems(items).map(
    (item) => item.safeBaseline / item.answersBaseline - item.safeCandidate / item.answersCandidate,
  );
  const n = differences.length;
  if (n < 2) return undefined;
  const drop = mean(differences);
  const squares = sum(differences.map((difference) => (difference - drop) ** 2));
  const standardError = Math.sqrt(squares / (n - 1) / n);
  if (standardError < Number.EPSILON) return undefined;
  return studentTCdf(-drop / standardError, n - 1);
}
