import type { PairedCounts } from './paired-counts.js';

/** True for a number without a fraction; false for what is not a finite number. */
function isWhole(count: number): boolean {
  return count % 1 === 0;
}

/** True when one side of an item has at least one answer and counts that make sense. */
function isCounted(safe: number, answers: number): boolean {
  return isWhole(safe) && isWhole(answers) && answers > 0 && safe >= 0 && safe <= answers;
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
