import { mean, sum } from '../stats/numerics.js';
import {
  type PairedCounts,
  type SafeCount,
  comparableItems,
  sideOf,
  totalOf,
} from '../stats/paired-counts.js';
import type { Metric } from './metric.js';
import { type Rankable, type RankedItems, stageItems, type StageSize } from './samples.js';

/** A rate with what it rests on. */
export interface MeasuredRate {
  /** Mean over items of the share of scored answers that are safe; 0 when there is no item. */
  readonly rate: number;
  /** Scored answers behind it. */
  readonly answers: number;
}

/** The counts of one domain at a stage. */
export interface DomainCounts {
  /** One entry per item of the stage's set; items without answers on one side may be among them. */
  readonly items: readonly PairedCounts[];
  /** Items the domain has in all. */
  readonly domainSize: number;
}

/** Nothing answered. */
const NONE: SafeCount = { safe: 0, answers: 0 };

/**
 * Safe and scored answers of the candidate to one item within its first so many repeats; without
 * limit for `Infinity`. An item that was not asked has none.
 */
export type CandidateCounts = (itemId: number, answers: number) => SafeCount;

/** What the candidate answered, by what is counted as safe. */
export type MetricCounts = (metric: Metric) => CandidateCounts;

/**
 * The counts of every domain at a stage: baseline beside candidate, item by item. An item that is
 * scored on one side only is kept; the tests leave it out.
 *
 * @param ranked the items in sample order, by domain
 * @param size what the stage asks
 * @param sides safe answers of the baseline by item, and the candidate's
 */
export function pairedCounts(
  ranked: RankedItems<Rankable>,
  size: StageSize,
  sides: {
    readonly baseline: ReadonlyMap<number, SafeCount>;
    readonly candidate: CandidateCounts;
  },
): ReadonlyMap<string, DomainCounts> {
  const paired = ({ id }: Rankable): PairedCounts => {
    const before = sides.baseline.get(id) ?? NONE;
    const now = sides.candidate(id, size.answers);
    return {
      safeBaseline: before.safe,
      answersBaseline: before.answers,
      safeCandidate: now.safe,
      answersCandidate: now.answers,
    };
  };
  return new Map(
    [...ranked].map(([domain, items]) => [
      domain,
      { items: stageItems(items, size.itemsPerDomain).map(paired), domainSize: items.length },
    ]),
  );
}

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

/**
 * The rate over all domains, each weighted by the items it has, so that a sample of equal parts
 * estimates the whole set. Domains without a comparable item have no weight.
 *
 * @param counts the counts of every domain
 * @param side which of the two rates
 */
export function weightedRate(
  counts: ReadonlyMap<string, DomainCounts>,
  side: 'Baseline' | 'Candidate',
): MeasuredRate {
  const parts = [...counts.values()].flatMap(({ items, domainSize }) => {
    const shared = comparableItems(items);
    const { rate, answers } = measuredRate(sideOf(shared, side));
    return shared.length === 0 ? [] : [{ rate, answers, weight: domainSize }];
  });
  const weight = sum(parts.map((part) => part.weight));
  return {
    rate: weight === 0 ? 0 : sum(parts.map((part) => part.rate * part.weight)) / weight,
    answers: sum(parts.map((part) => part.answers)),
  };
}
