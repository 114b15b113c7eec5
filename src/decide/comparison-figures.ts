import type { Metric } from './metric.js';
import { stratifiedExactP } from '../stats/exact-tests.js';
import { normalQuantile } from '../stats/quantiles.js';
import type { Rankable, RankedItems } from './samples.js';
import { measuredRate, type MeasuredRate } from './counts.js';
import { displayInterval, dropBound, overallBound } from '../stats/drop-bounds.js';
import {
  comparableItems,
  type PairedCounts,
  pairedTTest,
  type SafeCount,
  sideOf,
} from '../stats/paired-counts.js';
import type { ComparedRun, Comparison } from './comparisons.js';
import { decisionOutcome, type TargetOutcome, type VerdictFacts } from './decision-outcome.js';
import { detectableByGroup } from './control-counts.js';
import type { GroupVerdict } from './decision-state.js';
import { movedLabels } from './labels.js';
import { countItem } from './look.js';

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
  /** Items with scored answers on both sides. Rates count items that were left out as never safe. */
  readonly sharedItems: number;
  /** Baseline rate minus candidate rate: positive is worse. */
  readonly drop: number;
  readonly interval: ChangeInterval;
  /** Drops above this are excluded with confidence .95. */
  readonly upper: number;
  /** The margin that `upper` is held against. */
  readonly margin: number;
  /** One-sided exact p of the group: the chance of so many unsafe answers with an unchanged model. */
  readonly p: number;
  readonly verdict: ComparisonVerdict;
  /** Smallest drop found in 80 % of runs; undefined: not detectable with these answers. */
  readonly smallestDetectableDrop: number | undefined;
  /** What the verdict rests on: the group's decision, or its last look. */
  readonly decision: DecisionFigures;
}

/** How a group, or all of them together, was decided in one comparison. */
export interface DecisionFigures
  extends
    Pick<
      TargetOutcome,
      | 'isDecided'
      | 'level'
      | 'answersPerItem'
      | 'decisionAnswers'
      | 'isSticky'
      | 'wasSuspected'
      | 'shortOf'
      | 'labelsNeeded'
    >,
    Pick<VerdictFacts, 'reason' | 'labels' | 'before' | 'after' | 'planned' | 'tally'> {
  /** Name of the group: of the domain, of several small ones, or undefined for all together. */
  readonly group: string | undefined;
  /** Stored answers that today's judge read again for it; 0 for none. */
  readonly reread: number;
}

/** One domain of the comparison. */
export interface DomainComparison extends ComparedRates {
  readonly domain: string;
  /** Items the plan holds in this domain. */
  readonly plannedItems: number;
  /** Items of it that were never safe in the baseline and were not asked. */
  readonly leftOut: number;
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

/** The comparison whose figures are wanted. */
export interface FiguredComparison extends ComparedRun {
  /** Its place among the comparisons of the run. */
  readonly index: number;
  /** Counts of another baseline, to be shown in place of the comparison's own. */
  readonly instead?: ReadonlyMap<number, SafeCount>;
}

/**
 * The statistics of a comparison as people read them. The rates of a domain are of the answers that
 * its group was decided on, or last looked at.
 *
 * @param figured the comparison, at any point of the run
 * @param ranked the items in sample order, by domain
 */
export function comparisonFigures(
  figured: FiguredComparison,
  ranked: RankedItems<Rankable>,
): ComparisonFigures {
  const { setup, state, index } = figured;
  const comparison = setup.comparisons[index];
  if (comparison === undefined) throw new Error(`There is no comparison ${index}.`);
  const outcome = decisionOutcome(setup, state);
  const drops = detectableByGroup(figured, index);
  const rowOf = (target: TargetOutcome): Omit<ComparedRates, keyof RatePart> => ({
    metric: comparison.metric,
    ...decisionFigures(figured, target),
    smallestDetectableDrop: drops.get(target.group),
  });
  const domains = [...ranked.keys()].flatMap((domain): DomainComparison[] => {
    const place = outcome.groups.findIndex((group) => group.domains.includes(domain));
    const target = outcome.groups[place];
    if (target === undefined) return [];
    const part = domainPart(figured, domain, { place, answers: target.answersPerItem, ranked });
    return [{ domain, ...rowOf(target), ...rateOf(part, comparison), ...extrasOf(part) }];
  });
  const all = outcome.overall ?? outcome.groups[0];
  if (all === undefined) throw new Error('Nothing was planned, so there is nothing to show.');
  const parts = [...ranked.keys()].map((domain) => {
    const place = outcome.groups.findIndex((group) => group.domains.includes(domain));
    const answers = all.isDecided
      ? all.answersPerItem
      : (outcome.groups[place]?.answersPerItem ?? 0);
    return domainPart(figured, domain, { place, answers, ranked });
  });
  const overall: ComparedRates = { ...rowOf(all), ...overallRate(parts, comparison) };
  return { domains, overall, improvementP: improvementP(parts.flatMap(({ items }) => items)) };
}

/** The rates of a row. */
type RatePart = Pick<ComparedRates, 'baseline' | 'candidate' | 'sharedItems' | 'drop' | 'interval'>;

/** The counts behind one row. */
interface DomainPart {
  readonly ids: readonly number[];
  /** One entry per item that was asked. */
  readonly items: readonly PairedCounts[];
  readonly plannedItems: number;
  /** Items that were left out: never safe before, and as they were not asked, not now. */
  readonly leftOut: number;
}

/** The counts of one domain, by so many answers at most. */
function domainPart(
  { setup, state, index, instead }: FiguredComparison,
  domain: string,
  at: {
    readonly place: number;
    readonly answers: number;
    readonly ranked: RankedItems<Rankable>;
  },
): DomainPart {
  const members = new Set((at.ranked.get(domain) ?? []).map(({ id }) => id));
  const group = setup.plan.groups[at.place];
  const known = state.groups[at.place];
  const leftOut = new Set(known?.leftOut ?? []);
  const places = (group?.items ?? []).flatMap((id, place) => (members.has(id) ? [place] : []));
  const asked = places.filter((place) => (known?.asked[place] ?? 0) > 0);
  const counts = asked.map((place): PairedCounts => {
    const answers = Math.min(at.answers, known?.asked[place] ?? 0);
    const own = countItem(setup, state, { comparison: index, group: at.place, place, answers });
    if (instead === undefined) return own;
    const stored = instead.get(group?.items[place] ?? 0) ?? { safe: 0, answers: 0 };
    return { ...own, safeBaseline: stored.safe, answersBaseline: stored.answers };
  });
  return {
    ids: asked.map((place) => group?.items[place] ?? 0),
    items: counts,
    plannedItems: members.size,
    leftOut: places.filter((place) => leftOut.has(place) && !asked.includes(place)).length,
  };
}

/** The part of a domain's rate that rests on items that were asked. */
function shareAsked({ plannedItems, leftOut }: DomainPart): number {
  return plannedItems === 0 ? 0 : (plannedItems - leftOut) / plannedItems;
}

/** Rates, drop and interval of one domain. */
function rateOf(part: DomainPart, { concentration }: Comparison): RatePart {
  const shared = comparableItems(part.items);
  const share = shareAsked(part);
  const scaled = (side: 'Baseline' | 'Candidate'): MeasuredRate => {
    const { rate, answers } = measuredRate(sideOf(shared, side));
    return { rate: share * rate, answers };
  };
  const domainSize = part.plannedItems - part.leftOut;
  const interval = displayInterval(part.items, { domainSize, concentration });
  const [baseline, candidate] = [scaled('Baseline'), scaled('Candidate')];
  return {
    baseline,
    candidate,
    sharedItems: shared.length,
    drop: baseline.rate - candidate.rate,
    interval: { low: share * interval.lower, high: share * interval.upper },
  };
}

/** What only a domain has. */
function extrasOf(
  part: DomainPart,
): Pick<DomainComparison, 'plannedItems' | 'leftOut' | 'flippedItems' | 'beyondTheseItemsP'> {
  return {
    plannedItems: part.plannedItems,
    leftOut: part.leftOut,
    flippedItems: flippedItems(part.ids, part.items),
    beyondTheseItemsP: pairedTTest(part.items),
  };
}

/** Rates over all domains, each weighted by its size; without those of which nothing is known. */
function overallRate(parts: readonly DomainPart[], comparison: Comparison): RatePart {
  const rows = parts.map((part) => ({ part, ...rateOf(part, comparison) }));
  const known = rows.filter(
    ({ part, sharedItems }) => sharedItems > 0 || part.leftOut === part.plannedItems,
  );
  const weight = known.reduce((all, { part }) => all + part.plannedItems, 0);
  const weighted = (side: 'baseline' | 'candidate'): MeasuredRate => ({
    rate:
      known.reduce((all, row) => all + row[side].rate * row.part.plannedItems, 0) /
      Math.max(1, weight),
    answers: rows.reduce((all, row) => all + row[side].answers, 0),
  });
  const [baseline, candidate] = [weighted('baseline'), weighted('candidate')];
  return {
    baseline,
    candidate,
    sharedItems: rows.reduce((all, { sharedItems }) => all + sharedItems, 0),
    drop: baseline.rate - candidate.rate,
    interval: overallInterval(parts, comparison.concentration),
  };
}

/** Where the overall change lies; anywhere while nothing is known of some domain. */
function overallInterval(parts: readonly DomainPart[], concentration: number): ChangeInterval {
  const drops = parts
    .filter(({ plannedItems }) => plannedItems > 0)
    .flatMap((part) => {
      const domainSize = part.plannedItems - part.leftOut;
      const options = { domainSize, confidence: DISPLAY_END_CONFIDENCE, concentration };
      const still = { items: part.leftOut, drop: 0, variance: 0, pairedVariance: 0 };
      const asked = domainSize === 0 ? [] : [{ ...dropBound(part.items, options), domainSize }];
      return [...asked, ...(part.leftOut === 0 ? [] : [{ ...still, domainSize: part.leftOut }])];
    });
  if (drops.length === 0 || drops.some((known) => known.items === 0)) return { low: -1, high: 1 };
  const { drop, variance } = overallBound(drops, DISPLAY_END_CONFIDENCE);
  const half = normalQuantile(DISPLAY_END_CONFIDENCE) * Math.sqrt(variance);
  return { low: Math.max(-1, -drop - half), high: Math.min(1, half - drop) };
}

/** The words that people read for the verdict of a group. */
const VERDICTS: Readonly<Record<GroupVerdict, ComparisonVerdict>> = {
  red: 'regression',
  pass: 'pass',
  open: 'open',
  churn: 'open',
  'control-fell': 'open',
};

/** What was decided of a group, or of all together, in one comparison. */
function decisionFigures(
  { setup, state, index }: FiguredComparison,
  target: TargetOutcome,
): Pick<ComparedRates, 'upper' | 'margin' | 'p' | 'verdict' | 'decision'> {
  const facts = target.comparisons[index];
  if (facts === undefined) throw new Error(`There is no comparison ${index}.`);
  const { verdict, upper, p, reason, labels, before, after, planned, tally } = facts;
  const { group, isDecided, level, answersPerItem, decisionAnswers } = target;
  const { isSticky, wasSuspected, shortOf, labelsNeeded, margin } = target;
  const decided = { isDecided, level, answersPerItem, decisionAnswers };
  const known = { isSticky, wasSuspected, shortOf, labelsNeeded };
  const made = state.decisions.find((record) => record.group === group)?.comparisons[index];
  const { answers: reread } = movedLabels(setup.comparisons[index], {
    rejudged: made?.rejudged ?? [],
  });
  return {
    verdict: VERDICTS[verdict],
    upper,
    margin,
    p,
    decision: {
      group,
      ...decided,
      ...known,
      reread,
      reason,
      labels,
      before,
      after,
      planned,
      tally,
    },
  };
}

/** The exact test with the sides exchanged: how unlikely so large an improvement is by chance. */
function improvementP(items: readonly PairedCounts[]): number {
  const mirrored = items.map((item) => ({
    safeBaseline: item.safeCandidate,
    answersBaseline: item.answersCandidate,
    safeCandidate: item.safeBaseline,
    answersCandidate: item.answersBaseline,
  }));
  return stratifiedExactP(mirrored);
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
