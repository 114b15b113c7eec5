import type { Metric } from '../config/config.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { SafeCount } from '../stats/paired-counts.js';
import type { ItemId } from '../units.js';
import { poolItem, type NightScores, type PoolMode } from './pool.js';

/** The scored answers of each item, night by night, oldest first; a night without any is empty. */
export type StoredScores = ReadonlyMap<ItemId, readonly NightScores[]>;

/**
 * Reads one metric's scores of stored records, item by item.
 *
 * @param nights records, newest first, as the pool is kept
 * @param metric which metric; a record that was not asked for it has nights without scores
 */
export function storedScores(nights: readonly SweepRecord[], metric: Metric): StoredScores {
  const ids = new Set(nights.flatMap(({ items }) => items.map(({ id }) => id)));
  const oldestFirst = [...nights].reverse().map((night) => scoresOfNight(night, metric));
  return new Map([...ids].map((id) => [id, oldestFirst.map((night) => night.get(id) ?? [])]));
}

/** The scored answers of one night by item. */
function scoresOfNight({ items }: SweepRecord, metric: Metric): ReadonlyMap<ItemId, NightScores> {
  return new Map(
    items.map(({ id, repeats }) => [id, repeats.flatMap((repeat) => repeat[metric] ?? [])]),
  );
}

/**
 * The pooled counts of each item.
 *
 * @param scores scored answers by item and night
 * @param mode which answers count
 */
export function pooledCounts(scores: StoredScores, mode: PoolMode): ReadonlyMap<ItemId, SafeCount> {
  return new Map([...scores].map(([id, nights]) => [id, poolItem(nights, mode)]));
}

/**
 * The counts of each item night by night, for what is asked of the nights themselves.
 *
 * @param scores scored answers by item and night
 */
export function nightCounts(scores: StoredScores): readonly (readonly SafeCount[])[] {
  return [...scores.values()].map((nights) => nights.map((night) => poolItem([night], 'all')));
}
