import type { Rankable, RankedItems } from '../plan/rank-items.js';
import { rungItems } from '../plan/rung-cells.js';
import type { ItemId } from '../units.js';
import type { Rung } from './ladder/ladders.js';

/**
 * Answers a climb asks: at each rung what its running domains do not have yet.
 *
 * @param rungs the rungs that are climbed
 * @param runningAt the domains that take part in a rung, by its place from 0
 * @param ranked the items in sample order, by domain
 */
export function answersOf(
  rungs: readonly Rung[],
  runningAt: (rungIndex: number) => readonly string[],
  ranked: RankedItems<Rankable>,
): number {
  const asked = new Map<ItemId, number>();
  for (const [rungIndex, { itemsPerDomain, answers }] of rungs.entries()) {
    for (const domain of runningAt(rungIndex)) {
      for (const { id } of rungItems(ranked.get(domain) ?? [], itemsPerDomain)) {
        asked.set(id, Math.max(asked.get(id) ?? 0, answers));
      }
    }
  }
  return [...asked.values()].reduce((sum, answers) => sum + answers, 0);
}
