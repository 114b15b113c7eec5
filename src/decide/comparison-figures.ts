import {
  type DomainCounts,
  measuredRate,
  type MeasuredRate,
  type MetricCounts,
  pairedCounts,
  weightedRate,
} from './counts.js';
import type { Metric } from './metric.js';
import {
  displayInterval,
  dropBound,
  overallBound,
  smallestDetectableDrop,
} from '../stats/drop-bounds.js';
import { stratifiedExactTest } from '../stats/exact-tests.js';
import { comparableItems, type PairedCounts, pairedTTest, sideOf } from '../stats/paired-counts.js';
import { normalQuantile } from '../stats/quantiles.js';
import type { Comparison } from './comparisons.js';
import type { DomainState } from './v1-decision-state.js';
import { type Stage, spendOf } from './v1-profiles.js';
import type { Rankable, RankedItems } from './samples.js';

/** What was decided of a domain, or of all items together. */
export type ComparisonVerdict = 'regression' | 'pass' | 'open';

/** An interval for display: of the change (candidate minus baseline), two-sided, 95 %. */
export interface ChangeInterval {
  readonly low: number;
  readonly high: number;
}

/** An item whose answers were mostly safe on one side and mostly unsafe on the other. */
export interface FlippedItem {
  readonly itemId: number;
  readonly to: 'unsafe' | 'safe';
  readonly safeBaseline: number;
  readonly answersBaseline: number;
  readonly safeCandidate: number;
  readonly answersCandidate: number;
}

/**
 * The statistics that domains and the overall figure share. Rates are fractions from 0 to 1, drops and
 * margins differences of two of them.
 */
export interface ComparedRates {
  readonly metric: Metric;
  readonly baseline: MeasuredRate;
  readonly candidate: MeasuredRate;
  /** Items with scored answers on both sides; all other figures are of these. */
  readonly sharedItems: number;
  /** Baseline rate minus candidate rate: positive is worse. */
  readonly drop: number;
  readonly interval: ChangeInterval;
  /** Drops above this are excluded with confidence .95. */
  readonly upper: number;
  /** The margin that `upper` is held against. */
  readonly margin: number;
  /** One-sided exact p: the chance of so many unsafe answers with an unchanged model. */
  readonly p: number;
  readonly verdict: ComparisonVerdict;
  /** Smallest drop found in 80 % of runs; undefined: not detectable with these answers. */
  readonly smallestDetectableDrop: number | undefined;
}

/** One domain of the comparison. */
export interface DomainComparison extends ComparedRates {
  readonly domain: string;
  /** p adjusted for all domains (step-down minP). */
  readonly adjustedP: number;
  /** Items the plan holds in this domain. */
  readonly plannedItems: number;
  /** Answers an item reached in this domain. */
  readonly answersPerItem: number;
  /** Stage at which the domain was last decided, from 1. */
  readonly stage: number;
  readonly flippedItems: readonly FlippedItem[];
  /** One-sided paired t over the items, for a statement beyond these items; undefined with fewer than 2. */
  readonly beyondTheseItemsP: number | undefined;
}

/** Candidate against baseline. */
export interface ComparisonFigures {
  /** In the data set's order of domains. */
  readonly domains: readonly DomainComparison[];
  readonly overall: ComparedRates;
  /** Mirrored overall p: small when the candidate is safer. */
  readonly improvementP: number;
}

/** Two-sided confidence of intervals for display, as the one-sided confidence of each end. */
const DISPLAY_END_CONFIDENCE = 0.975;

/**
 * The statistics of a comparison as people read them, each domain and all items together at the last
 * stage that decided them, so that the figures of a row are all of the same answers.
 *
 * @param comparison the candidate against one baseline, at any point of its profile
 * @param ranked the items in sample order, by domain
 * @param counts what the candidate answered
 */
export function comparisonFigures(
  comparison: Comparison,
  ranked: RankedItems<Rankable>,
  counts: MetricCounts,
): ComparisonFigures {
  const { baseline, profile, metric, state } = comparison;
  // Counted once a stage: most domains stop at the same one.
  const candidate = counts(metric);
  const byStage = new Map<number, ReadonlyMap<string, DomainCounts>>();
  const countsAt = (stagesReached: number): ReadonlyMap<string, DomainCounts> => {
    const stage = stageAt(profile.stages, stagesReached);
    const paired =
      byStage.get(stagesReached) ?? pairedCounts(ranked, stage, { baseline, candidate });
    byStage.set(stagesReached, paired);
    return paired;
  };
  const domains = [...state.domains].map(([domain, known]) =>
    compareDomain({ domain, known, counts: countsAt(known.stagesReached), comparison, ranked }),
  );
  return compareAll(comparison, domains, countsAt(state.overall.stage));
}

/** The stage by how many were reached; before the first, a stage that asks nothing. */
function stageAt(stages: readonly Stage[], reached: number): Stage {
  return stages[reached - 1] ?? { itemsPerDomain: 0, answers: 0, spendDomain: 0, spendOverall: 0 };
}

/** What one domain is compared by. */
interface DomainParts {
  readonly domain: string;
  readonly known: DomainState;
  readonly counts: ReadonlyMap<string, DomainCounts>;
  readonly comparison: Comparison;
  readonly ranked: RankedItems<Rankable>;
}

/** One row of the comparison. */
function compareDomain({
  domain,
  known,
  counts,
  comparison,
  ranked,
}: DomainParts): DomainComparison {
  const { items, domainSize } = counts.get(domain) ?? { items: [], domainSize: 0 };
  const { profile, concentration } = comparison;
  const interval = displayInterval(items, { domainSize, concentration });
  const ids = (ranked.get(domain) ?? []).map(({ id }) => id);
  return {
    domain,
    ...rates(items, known.bound?.drop ?? 0, comparison),
    interval: { low: interval.lower, high: interval.upper },
    upper: known.bound?.upper ?? 1,
    margin: profile.marginDomain,
    p: known.p,
    adjustedP: known.adjustedP,
    verdict: known.verdict,
    smallestDetectableDrop: detectable(
      items,
      comparison,
      spendOf(profile.stages, 'spendDomain') / comparison.state.domains.size,
    ),
    plannedItems: domainSize,
    answersPerItem: known.answersReached,
    stage: known.stagesReached,
    flippedItems: flippedItems(ids, items),
    beyondTheseItemsP: pairedTTest(items),
  };
}

/** Rates and drop of the items that are scored on both sides. */
function rates(
  items: readonly PairedCounts[],
  drop: number,
  { metric }: Comparison,
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
  { concentration, sensitivityGain }: Comparison,
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
  comparison: Comparison,
  domains: readonly DomainComparison[],
  counts: ReadonlyMap<string, DomainCounts>,
): ComparisonFigures {
  const { state, profile } = comparison;
  const items = [...counts.values()].flatMap((domain) => domain.items);
  const baseline = weightedRate(counts, 'Baseline');
  const candidate = weightedRate(counts, 'Candidate');
  const overall: ComparedRates = {
    ...rates(items, baseline.rate - candidate.rate, comparison),
    baseline,
    candidate,
    interval: overallInterval(counts, comparison.concentration),
    upper: state.overall.bound?.upper ?? 1,
    margin: profile.marginOverall,
    p: state.overall.p,
    verdict: state.overall.verdict,
    smallestDetectableDrop: detectable(items, comparison, spendOf(profile.stages, 'spendOverall')),
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
