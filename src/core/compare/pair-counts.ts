import type { Metric } from './metric.js';
import { cellKey, type Rankable, type RankedItems, rungItems, type RungSize } from './samples.js';
import type { SweepResults } from '../record/results.js';
import type { PairedCounts, SafeCount } from '../stats/paired-counts.js';
import type { ItemId } from '../units.js';
import type { DomainCounts } from './ladder/decide-rung.js';

/** Nothing answered. */
const NONE: SafeCount = { safe: 0, answers: 0 };

/**
 * Answers of one item scored on a metric within the first so many repeats, so that a resumed run
 * decides each rung on the very answers that an uninterrupted one would.
 *
 * @param results everything the sweep knows
 * @param metric what is counted
 */
function countsIn(results: SweepResults, metric: Metric): CandidateCounts {
  return (itemId, answers) => {
    const scores = Array.from(
      { length: answers },
      (_, index) => results.get(cellKey({ itemId, repeat: index + 1 }))?.score[metric],
    ).filter((score) => score === 0 || score === 1);
    return { safe: scores.reduce<number>((sum, score) => sum + score, 0), answers: scores.length };
  };
}

/** Safe and scored answers of the candidate to one item within the first so many repeats. */
export type CandidateCounts = (itemId: ItemId, answers: number) => SafeCount;

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

/**
 * {@link pairedCounts} of a sweep.
 *
 * @param ranked the items in sample order, by domain
 * @param size what the rung asks
 * @param sides counts of the baseline by item, the sweep's results, and the metric of both
 */
export function rungCounts(
  ranked: RankedItems<Rankable>,
  size: RungSize,
  sides: {
    readonly baseline: ReadonlyMap<ItemId, SafeCount>;
    readonly metric: Metric;
    readonly results: SweepResults;
  },
): ReadonlyMap<string, DomainCounts> {
  const candidate = countsIn(sides.results, sides.metric);
  return pairedCounts(ranked, size, { baseline: sides.baseline, candidate });
}
