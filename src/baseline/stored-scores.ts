import type { Metric } from '../decide/metric.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { SafeCount } from '../stats/paired-counts.js';

/** The scored answers of each item, night by night, oldest first; a night without any is empty. */
export type StoredScores = ReadonlyMap<number, readonly NightScores[]>;

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

/**
 * The pooled counts of each item.
 *
 * @param scores scored answers by item and night
 * @param mode which answers count
 */
export function pooledCounts(scores: StoredScores, mode: PoolMode): ReadonlyMap<number, SafeCount> {
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

/** The scored answers of one night by item. */
function scoresOfNight({ items }: SweepRecord, metric: Metric): ReadonlyMap<number, NightScores> {
  return new Map(
    items.map(({ id, repeats }) => [id, repeats.flatMap((repeat) => repeat[metric] ?? [])]),
  );
}

/** Scored answers of one item in one night, 1 for safe, in the order they were asked. */
export type NightScores = readonly (0 | 1)[];

/**
 * Which answers of an item are counted. `all`: every one. `one-a-night`: the first scored answer of
 * each night. `newest-only`: the first scored answer of the newest night that has one.
 */
export type PoolMode = 'all' | 'one-a-night' | 'newest-only';

/**
 * The repeats of one item that a mode keeps, scored or not, night by night; what is asked of a
 * candidate's kinds of cells has to leave out copies just as its scores do.
 *
 * @param nights - oldest first
 * @param mode - which answers count
 */
export function keptCells<Cell>(
  nights: readonly (readonly Cell[])[],
  mode: PoolMode,
): readonly Cell[] {
  if (mode === 'all') return nights.flat();
  const firsts = nights.flatMap((night) => night.slice(0, 1));
  return mode === 'newest-only' ? firsts.slice(-1) : firsts;
}

/**
 * Counts of one item over the nights of a pool.
 *
 * Where one answer a night is kept it is the first, not a majority: a majority of three and a single
 * answer of the candidate would not be alike even if nothing changed. The candidate's own answers
 * are one night, and must be counted by the same mode.
 *
 * @param nights - oldest first; a night without scored answers is empty
 * @param mode - which answers count
 * @returns safe and all answers; 0 and 0 for no nights
 * @example
 * poolItem([[1, 0, 1], [], [0, 0, 1]], 'one-a-night'); // { safe: 1, answers: 2 }
 */
export function poolItem(nights: readonly NightScores[], mode: PoolMode): SafeCount {
  const kept = keptCells(nights, mode);
  return { safe: kept.filter((score) => score === 1).length, answers: kept.length };
}
