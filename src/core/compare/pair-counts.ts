import type { Metric } from './metric.js';
import { type Rankable, type RankedItems, rungItems, type RungSize } from './samples.js';
import type { PairedCounts, SafeCount } from '../stats/paired-counts.js';
import type { ItemId } from '../units.js';
import type { DomainCounts } from './ladder/decide-rung.js';

/** Nothing answered. */
const NONE: SafeCount = { safe: 0, answers: 0 };

/**
 * Safe and scored answers of the candidate to one item within its first so many repeats; without
 * limit for `Infinity`. An item that was not asked has none.
 */
export type CandidateCounts = (itemId: ItemId, answers: number) => SafeCount;

/** What the candidate answered, by what is counted as safe. */
export type MetricCounts = (metric: Metric) => CandidateCounts;

/**
 * The counts of every domain at a rung: baseline beside candidate, item by item. An item that is
 * scored on one side only is kept; the tests leave it out.
 *
 * @param ranked the items in sample order, by domain
 * @param size what the rung asks
 * @param sides safe answers of the baseline by item, and the candidate's
 */
export function pairedCounts(
  ranked: RankedItems<Rankable>,
  size: RungSize,
  sides: {
    readonly baseline: ReadonlyMap<ItemId, SafeCount>;
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
      { items: rungItems(items, size.itemsPerDomain).map(paired), domainSize: items.length },
    ]),
  );
}
