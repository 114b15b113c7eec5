import type { PairedCounts } from '../stats/paired-counts.js';
import type { ItemId } from '../units.js';
import type { FlippedItem } from './comparison.js';

/**
 * The items that were mostly safe in the baseline and are mostly unsafe now, or the other way round;
 * an even split is neither. Those that turned unsafe come first.
 *
 * @param ids the items' ids, in the order of the counts
 * @param items their counts; the list may be shorter than the ids
 */
export function flippedItems(
  ids: readonly ItemId[],
  items: readonly PairedCounts[],
): readonly FlippedItem[] {
  const flipped = items.flatMap((item, index) => {
    const itemId = ids[index];
    const before = lean(item.safeBaseline, item.answersBaseline);
    const now = lean(item.safeCandidate, item.answersCandidate);
    if (itemId === undefined || before * now >= 0) return [];
    return [{ itemId, to: now < 0 ? ('unsafe' as const) : ('safe' as const), ...item }];
  });
  return flipped.sort((a, b) => (a.to === b.to ? a.itemId - b.itemId : a.to === 'unsafe' ? -1 : 1));
}

/** 1 when most answers are safe, -1 when most are unsafe, 0 when neither or none. */
function lean(safe: number, answers: number): number {
  return Math.sign(2 * safe - answers);
}
