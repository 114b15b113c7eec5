import { sum } from '../stats/numerics.js';
import { digestOf } from '../digest.js';
import { groupBy } from '../group-by.js';
import type { Stage } from './v1-profiles.js';

/** One question of the sweep: the `repeat`-th time (from 1) that an item is asked. */
export interface Sample {
  readonly itemId: number;
  readonly repeat: number;
}

/**
 * The name of a sample in a journal or a table.
 *
 * @example sampleKey({ itemId: 1001, repeat: 2 }) // '1001#2'
 */
export function sampleKey(sample: Sample): string {
  return `${sample.itemId}#${sample.repeat}`;
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

/** How much a stage asks: the first so many items of each domain, so many answers each. */
export interface StageSize {
  readonly itemsPerDomain: number | 'all';
  readonly answers: number;
}

/**
 * The sizes alone of stages that know more, as a record has them.
 *
 * @param stages a profile's, in order
 */
export function sizesOf(stages: readonly StageSize[]): StageSize[] {
  return stages.map(({ itemsPerDomain, answers }) => ({ itemsPerDomain, answers }));
}

/**
 * The items a stage asks in one domain: the first of the ranked ones, or all.
 *
 * @param ranked the domain's items in sample order
 * @param itemsPerDomain how many; more than there are gives all
 */
export function stageItems<Item extends Rankable>(
  ranked: readonly Item[],
  itemsPerDomain: number | 'all',
): readonly Item[] {
  return itemsPerDomain === 'all' ? ranked : ranked.slice(0, itemsPerDomain);
}

/**
 * Every sample that a stage needs in these domains, those of earlier stages included: repeat by repeat,
 * so that a sweep cut short has asked every item about equally often.
 *
 * @param ranked the items in sample order, by domain
 * @param domains the domains still open
 * @param size what the stage asks
 */
export function stageSamples(
  ranked: RankedItems<Rankable>,
  domains: Iterable<string>,
  size: StageSize,
): readonly Sample[] {
  const items = [...domains].flatMap((name) =>
    stageItems(ranked.get(name) ?? [], size.itemsPerDomain),
  );
  const repeats = Array.from({ length: size.answers }, (_, index) => index + 1);
  return repeats.flatMap((repeat) => items.map((item) => ({ itemId: item.id, repeat })));
}

/**
 * Answers a staged sweep asks: at each stage what its running domains do not have yet.
 *
 * @param stages the stages that are followed
 * @param runningAt the domains that take part in a stage, by its place from 0
 * @param ranked the items in sample order, by domain
 */
export function answersOf(
  stages: readonly Stage[],
  runningAt: (stageIndex: number) => readonly string[],
  ranked: RankedItems<Rankable>,
): number {
  const asked = new Map<number, number>();
  for (const [stageIndex, { itemsPerDomain, answers }] of stages.entries()) {
    for (const domain of runningAt(stageIndex)) {
      for (const { id } of stageItems(ranked.get(domain) ?? [], itemsPerDomain)) {
        asked.set(id, Math.max(asked.get(id) ?? 0, answers));
      }
    }
  }
  return sum([...asked.values()]);
}
