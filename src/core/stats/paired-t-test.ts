import { comparableItems } from './comparable-items.js';
import type { PairedCounts } from './paired-counts.js';
import { studentTCdf } from './student-t.js';

/**
 * One-sided paired t test over items: would a drop be seen on *other* items of the same kind too?
 *
 * `t = d̄ / (s_D / sqrt(n))` of the item differences (baseline share less candidate share), p the
 * chance of so large a `t` with n-1 degrees of freedom. The exact test asks about these items; this
 * one counts the items themselves as drawn by chance, and is printed beside a regression as
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
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / n;
  const squares = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
  const standardError = Math.sqrt(squares / (n - 1) / n);
  if (standardError < Number.EPSILON) return undefined;
  return studentTCdf(-mean / standardError, n - 1);
}
