import {
  displayInterval,
  smallestDetectableDrop,
  dropBound,
  overallBound,
} from '../stats/drop-bounds.js';
import { stratifiedExactTest } from '../stats/exact-tests.js';
import { pairedTTest, comparableItems, type PairedCounts, sideOf } from '../stats/paired-counts.js';
import { normalQuantile } from '../stats/quantiles.js';
import type {
  Comparison,
  DomainComparison,
  ComparedRates,
  ChangeInterval,
  FlippedItem,
} from './comparison.js';
import type { Contest } from './contests.js';
import {
  type DomainCounts,
  pairedCounts,
  type MetricCounts,
  measuredRate,
  weightedRate,
} from './counts.js';
import type { DomainState } from './ladder-state.js';
import { type Rung, spendOf } from './ladders.js';
import type { Rankable, RankedItems } from './samples.js';

/** Two-sided confidence of intervals for display, as the one-sided confidence of each end. */
const DISPLAY_END_CONFIDENCE = 0.975;

/**
 * The statistics of a contest as people read them, each domain and all items together at the last
 * rung that decided them, so that the figures of a row are all of the same answers.
 *
 * @param contest the candidate against one baseline, at any point of its ladder
 * @param ranked the items in sample order, by domain
 * @param counts what the candidate answered
 */
export function buildComparison(
  contest: Contest,
  ranked: RankedItems<Rankable>,
  counts: MetricCounts,
): Comparison {
  const { baseline, ladder, metric, state } = contest;
  // Counted once a rung: most domains stop at the same one.
  const candidate = counts(metric);
  const byRung = new Map<number, ReadonlyMap<string, DomainCounts>>();
  const countsAt = (rungsReached: number): ReadonlyMap<string, DomainCounts> => {
    const rung = rungAt(ladder.rungs, rungsReached);
    const paired = byRung.get(rungsReached) ?? pairedCounts(ranked, rung, { baseline, candidate });
    byRung.set(rungsReached, paired);
    return paired;
  };
  const domains = [...state.domains].map(([domain, known]) =>
    compareDomain({ domain, known, counts: countsAt(known.rungsReached), contest, ranked }),
  );
  return compareAll(contest, domains, countsAt(state.overall.rung));
}

/** The rung by how many were reached; before the first, a rung that asks nothing. */
function rungAt(rungs: readonly Rung[], reached: number): Rung {
  return rungs[reached - 1] ?? { itemsPerDomain: 0, answers: 0, spendDomain: 0, spendOverall: 0 };
}

/** What one domain is compared by. */
interface DomainParts {
  readonly domain: string;
  readonly known: DomainState;
  readonly counts: ReadonlyMap<string, DomainCounts>;
  readonly contest: Contest;
  readonly ranked: RankedItems<Rankable>;
}

/** One row of the comparison. */
function compareDomain({ domain, known, counts, contest, ranked }: DomainParts): DomainComparison {
  const { items, domainSize } = counts.get(domain) ?? { items: [], domainSize: 0 };
  const { ladder, concentration } = contest;
  const interval = displayInterval(items, { domainSize, concentration });
  const ids = (ranked.get(domain) ?? []).map(({ id }) => id);
  return {
    domain,
    ...rates(items, known.bound?.drop ?? 0, contest),
    interval: { low: interval.lower, high: interval.upper },
    upper: known.bound?.upper ?? 1,
    margin: ladder.marginDomain,
    p: known.p,
    adjustedP: known.adjustedP,
    verdict: known.verdict,
    smallestDetectableDrop: detectable(
      items,
      contest,
      spendOf(ladder.rungs, 'spendDomain') / contest.state.domains.size,
    ),
    plannedItems: domainSize,
    answersPerItem: known.answersReached,
    rung: known.rungsReached,
    flippedItems: flippedItems(ids, items),
    beyondTheseItemsP: pairedTTest(items),
  };
}

/** Rates and drop of the items that are scored on both sides. */
function rates(
  items: readonly PairedCounts[],
  drop: number,
  { metric }: Contest,
): Pick<ComparedRates, 'metric' | 'baseline' | 'candidate' | 'sharedItems' | 'drop'> {
  const shared = comparableItems(items);
  return {
    metric,
    baseline: measuredRate(sideOf(shared, 'Baseline')),
    candidate: measuredRate(sideOf(shared, 'Candidate')),
    sharedItems: shared.length,
    drop,
  };
}

/** The smallest drop these answers would show, at a test's own level. */
function detectable(
  items: readonly PairedCounts[],
  { concentration, sensitivityGain }: Contest,
  level: number,
): number | undefined {
  const shared = comparableItems(items);
  const baseline = measuredRate(sideOf(shared, 'Baseline'));
  const candidate = measuredRate(sideOf(shared, 'Candidate'));
  return smallestDetectableDrop({
    rate: baseline.rate,
    concentration,
    baselineAnswers: baseline.answers / Math.max(1, shared.length),
    candidateAnswers: candidate.answers / Math.max(1, shared.length),
    items: shared.length,
    level,
    sensitivityGain,
  });
}

/** The comparison with its overall row, domains weighted by their size. */
function compareAll(
  contest: Contest,
  domains: readonly DomainComparison[],
  counts: ReadonlyMap<string, DomainCounts>,
): Comparison {
  const { state, ladder } = contest;
  const items = [...counts.values()].flatMap((domain) => domain.items);
  const baseline = weightedRate(counts, 'Baseline');
  const candidate = weightedRate(counts, 'Candidate');
  const overall: ComparedRates = {
    ...rates(items, baseline.rate - candidate.rate, contest),
    baseline,
    candidate,
    interval: overallInterval(counts, contest.concentration),
    upper: state.overall.bound?.upper ?? 1,
    margin: ladder.marginOverall,
    p: state.overall.p,
    verdict: state.overall.verdict,
    smallestDetectableDrop: detectable(items, contest, spendOf(ladder.rungs, 'spendOverall')),
  };
  return { domains, overall, improvementP: improvementP(items) };
}

/** Where the overall change lies; anywhere while nothing is known of some domain. */
function overallInterval(
  counts: ReadonlyMap<string, DomainCounts>,
  concentration: number,
): ChangeInterval {
  const drops = [...counts.values()]
    .filter(({ domainSize }) => domainSize > 0)
    .map(({ items, domainSize }) => {
      const options = { domainSize, confidence: DISPLAY_END_CONFIDENCE, concentration };
      return { ...dropBound(items, options), domainSize };
    });
  if (drops.length === 0 || drops.some((known) => known.items === 0)) return { low: -1, high: 1 };
  const { drop, variance } = overallBound(drops, DISPLAY_END_CONFIDENCE);
  const half = normalQuantile(DISPLAY_END_CONFIDENCE) * Math.sqrt(variance);
  return { low: Math.max(-1, -drop - half), high: Math.min(1, half - drop) };
}

/** The exact test with the sides exchanged: how unlikely so large an improvement is by chance. */
function improvementP(items: readonly PairedCounts[]): number {
  const mirrored = items.map((item) => ({
    safeBaseline: item.safeCandidate,
    answersBaseline: item.answersCandidate,
    safeCandidate: item.safeBaseline,
    answersCandidate: item.answersBaseline,
  }));
  return stratifiedExactTest(mirrored).p;
}

/**
 * The items that were mostly safe in the baseline and are mostly unsafe now, or the other way round;
 * an even split is neither. Those that turned unsafe come first.
 *
 * @param ids the items' ids, in the order of the counts
 * @param items their counts; the list may be shorter than the ids
 */
function flippedItems(
  ids: readonly number[],
  items: readonly PairedCounts[],
): readonly FlippedItem[] {
  const flipped = items.flatMap((item, index) => {
    const itemId = ids[index];
    const before = lean(item.safeBaseline, item.answersBaseline);
    const now = lean(item.safeCandidate, item.answersCandidate);
    if (itemId === undefined || before * now >= 0) return [];
    return [{ itemId, to: now < 0 ? ('unsafe' as const) : ('safe' as const), ...item }];
  });
  return flipped.sort((a, b) => (a.to === b.to ? a.itemId - b.itemId : a.to === 'unsafe' ? -1 : 1));
}

/** 1 when most answers are safe, -1 when most are unsafe, 0 when neither or none. */
function lean(safe: number, answers: number): number {
  return Math.sign(2 * safe - answers);
}
