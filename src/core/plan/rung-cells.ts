import type { Cell } from './cell.js';
import type { Rankable, RankedItems } from './rank-items.js';

/** How much a rung asks: the first so many items of each domain, so many answers each. */
export interface RungSize {
  readonly itemsPerDomain: number | 'all';
  readonly answers: number;
}

/**
 * The sizes alone of rungs that know more, as a record has them.
 *
 * @param rungs a ladder's, in order
 */
export function sizesOf(rungs: readonly RungSize[]): RungSize[] {
  return rungs.map(({ itemsPerDomain, answers }) => ({ itemsPerDomain, answers }));
}

/**
 * The items a rung asks in one domain: the first of the ranked ones, or all.
 *
 * @param ranked the domain's items in sample order
 * @param itemsPerDomain how many; more than there are gives all
 */
export function rungItems<Item extends Rankable>(
  ranked: readonly Item[],
  itemsPerDomain: number | 'all',
): readonly Item[] {
  return itemsPerDomain === 'all' ? ranked : ranked.slice(0, itemsPerDomain);
}

/**
 * Every cell that a rung needs in these domains, those of earlier rungs included: repeat by repeat,
 * so that a sweep cut short has asked every item about equally often.
 *
 * @param ranked the items in sample order, by domain
 * @param domains the domains still open
 * @param size what the rung asks
 */
export function rungCells(
  ranked: RankedItems<Rankable>,
  domains: Iterable<string>,
  size: RungSize,
): readonly Cell[] {
  const items = [...domains].flatMap((name) =>
    rungItems(ranked.get(name) ?? [], size.itemsPerDomain),
  );
  const repeats = Array.from({ length: size.answers }, (_, index) => index + 1);
  return repeats.flatMap((repeat) => items.map((item) => ({ itemId: item.id, repeat })));
}
