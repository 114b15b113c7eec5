import type { Metric } from './metric.js';
import { mean } from '../stats/numerics.js';
import { type SafeCount, totalOf } from '../stats/paired-counts.js';

/** A rate with what it rests on. */
export interface MeasuredRate {
  /** Mean over items of the share of scored answers that are safe; 0 when there is no item. */
  readonly rate: number;
  /** Scored answers behind it. */
  readonly answers: number;
}

/**
 * Safe and scored answers of the candidate to one item within its first so many repeats; without
 * limit for `Infinity`. An item that was not asked has none.
 */
export type CandidateCounts = (itemId: number, answers: number) => SafeCount;

/** What the candidate answered, by what is counted as safe. */
export type MetricCounts = (metric: Metric) => CandidateCounts;

/**
 * The mean over items of the share of their answers that are safe.
 *
 * @param counts one entry per item; those without answers are left out, and none gives a rate of 0
 */
export function measuredRate(counts: readonly SafeCount[]): MeasuredRate {
  const answered = counts.filter(({ answers }) => answers > 0);
  return {
    rate: mean(answered.map(({ safe, answers }) => safe / answers)),
    answers: totalOf(answered).answers,
  };
}
