import { sum } from '../stats/numerics.js';
import { digestOf } from '../digest.js';
import { groupBy } from '../group-by.js';
import type { Rung } from './profiles.js';

/** One question of the sweep: the `repeat`-th time (from 1) that an item is asked. */
export interface Cell {
  readonly itemId: number;
  readonly repeat: number;
}

/**
 * The name of a cell in a journal or a table.
 *
 * @example cellKey({ itemId: 1001, repeat: 2 }) // '1001#2'
 */
export function cellKey(cell: Cell): string {
  return `${cell.itemId}#${cell.repeat}`;
}

/** What ranking needs to know of an item. */
export interface Rankable {
  readonly id: number;
  readonly domain: string;
}

/** The items of each domain in the order a sample takes them; domains in order of appearance. */
export type RankedItems<Item extends Rankable> = ReadonlyMap<string, readonly Item[]>;

/**
 * Orders the items of each domain by the digest of seed and item id. A sample is the first so many
 * of each domain: deterministic, seeded, and nested, since a smaller sample is a prefix of a larger.
 *
 * @param items the items to choose from; none gives no domain
 * @param seed any text; another seed gives another order
 */
export function rankItems<Item extends Rankable>(
  items: readonly Item[],
  seed: string,
): RankedItems<Item> {
  const byDomain = groupBy(items, ({ domain }) => domain);
  return new Map([...byDomain].map(([domain, members]) => [domain, inSeededOrder(members, seed)]));
}

/** Items by the digest of seed and id. */
function inSeededOrder<Item extends Rankable>(
  items: readonly Item[],
  seed: string,
): readonly Item[] {
  return items
    .map((item) => ({ item, rank: digestOf(`${seed}\n${item.id}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ item }) => item);
}

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
  const asked = new Map<number, number>();
  for (const [rungIndex, { itemsPerDomain, answers }] of rungs.entries()) {
    for (const domain of runningAt(rungIndex)) {
      for (const { id } of rungItems(ranked.get(domain) ?? [], itemsPerDomain)) {
        asked.set(id, Math.max(asked.get(id) ?? 0, answers));
      }
    }
  }
  return sum([...asked.values()]);
}
