import { digestOf } from '../digest.js';
import { groupBy } from '../group-by.js';

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
