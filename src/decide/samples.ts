import { digestOf } from '../digest.js';
import { groupBy } from '../group-by.js';
import type { WantedAnswers } from './decision-plan.js';
import type { Stage } from './profiles.js';

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

/** How much a stage asks, as a record has it: the first so many items of each domain, so many answers each. */
export interface StageSize {
  readonly itemsPerDomain: number | 'all';
  readonly answers: number;
}

/**
 * The sizes of a profile's stages, as a record has them.
 *
 * @param stages in order
 */
export function sizesOf(stages: readonly Stage[]): StageSize[] {
  return stages.map(({ itemsPerGroup, answers }) => ({ itemsPerDomain: itemsPerGroup, answers }));
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
 * The ids of ranked items.
 *
 * @param ranked the items in sample order, by domain
 */
export function idsOf(ranked: RankedItems<Rankable>): ReadonlyMap<string, readonly number[]> {
  return new Map([...ranked].map(([domain, items]) => [domain, items.map(({ id }) => id)]));
}

/**
 * The samples of some items: repeat by repeat, so that a sweep cut short has asked every item about
 * equally often.
 *
 * @param wanted items, and up to how many answers each
 */
export function samplesUpTo(wanted: readonly WantedAnswers[]): readonly Sample[] {
  const most = wanted.reduce((all, { answers }) => Math.max(all, answers), 0);
  return Array.from({ length: most }, (_, index) => index + 1).flatMap((repeat) =>
    wanted.flatMap(({ item, answers }) => (repeat <= answers ? [{ itemId: item, repeat }] : [])),
  );
}
