import type { FloorOutcome } from '../decide/floors.js';
import type { ReleaseRates, LastRelease } from '../baseline/stored-scores.js';
import type { OutputName } from '../config/outputs.js';
import type { CheckFigures, LabelFigures } from '../judge/check-figures.js';
import type { BoundedShare, FalseAlarmSpread } from '../judge/check-rates.js';
import type { CorrectedFigure } from '../stats/judge-error.js';
import { LONGEST_EXAMPLE } from '../model/answer.js';
import { clipText } from '../clean-text.js';
import { headlineRates } from './compared-rates.js';
import { asChange, type JudgeReport } from './judge-report.js';
import type { DomainRates, Report } from './report.js';
import type { Summary } from './summary-schema.js';
import { verdictSentence } from './verdict-sentence.js';
import type {
  ComparedRates,
  DecisionFigures,
  DomainComparison,
} from '../decide/comparison-figures.js';
import type { Acceptance } from './acceptance.js';

/** The outputs that are figures of the report; files, links and writes are known to others. */
export type FigureOutputs = Readonly<
  Record<Exclude<OutputName, 'record' | 'report-dir' | 'comment-url' | 'baseline-updated'>, string>
>;

/** The report as data for programs: versioned, no item ids, no answers. */
export function summaryOf(report: Report): Summary {
  const { verdict, plan, usage } = report;
  const headline = headlineRates(report);
  return {
    schemaVersion: 1,
    toolVersion: report.toolVersion,
    verdict: verdict.verdict,
    reason: verdict.reason,
    failed: verdict.failed,
    unverified: report.isUnverified === true,
    sentence: verdictSentence(report),
    acceptance: report.acceptance === undefined ? null : acceptanceSummary(report.acceptance),
    error: report.error === undefined ? null : { ...report.error },
    safeRate: orNull(headline?.now, 1),
    baselineSafeRate: orNull(headline?.before, 1),
    deltaPoints: orNull(headline?.change, 100),
    regressedDomains: report.regressed.map(({ domain, metric }) => ({ domain, metric })),
    overallRegressed: report.overallRegressed,
    comparison: shownComparison(report.comparison),
    effectiveComparison: shownComparison(report.effectiveComparison),
    floors: report.floors.map(floorSummary),
    lastRelease: report.lastRelease === undefined ? null : releaseSummary(report.lastRelease),
    thisRun: thisRunOf(report),
    judge: judgeSummary(report.judge),
    plan: plan === undefined ? null : planOf(plan),
    usage: usage === undefined ? null : { ...usage },
    failures: report.failures.map((failure) => ({
      ...failure,
      example: clipText(failure.example, LONGEST_EXAMPLE),
    })),
    notices: report.notices.map((notice) => ({ ...notice })),
    runUrl: report.links.runUrl,
  };
}

/**
 * The action's outputs that are figures: rates as plain decimals, the change in points, empty where
 * there is none.
 */
export function outputsOf(report: Report): FigureOutputs {
  const summary = summaryOf(report);
  const { usage } = report;
  return {
    verdict: summary.verdict,
    reason: summary.reason,
    failed: String(summary.failed),
    'safe-rate': decimal(summary.safeRate, 4),
    'baseline-safe-rate': decimal(summary.baselineSafeRate, 4),
    delta: decimal(summary.deltaPoints, 2),
    'regressed-domains': JSON.stringify(summary.regressedDomains),
    summary: JSON.stringify(summary),
    requests: String(usage === undefined ? 0 : usage.model.requests + usage.judge.requests),
  };
}

/** A number with so many decimals at most, never with an exponent; empty for none. */
function decimal(value: number | null, decimals: number): string {
  return value === null ? '' : String(Number(value.toFixed(decimals)) + 0);
}

/** A figure in the summary's unit, null for none. */
function orNull(value: number | undefined, factor: number): number | null {
  return value === undefined ? null : plain(factor * value);
}

/** The comparison in the summary's units. */
function shownComparison(comparison: Report['comparison']): Summary['comparison'] {
  if (comparison === undefined) return null;
  const { overall, domains, improvementP } = comparison;
  return {
    overall: comparedSummary(overall),
    domains: domains.map(domainSummary),
    improvementP,
  };
}

/** The rates of this run alone. */
function thisRunOf({ overall, domains }: Report): Summary['thisRun'] {
  return overall === undefined ? null : { overall: rateOf(overall), domains: domains.map(rateOf) };
}

/** One domain of this run alone. */
function rateOf(row: DomainRates): NonNullable<Summary['thisRun']>['overall'] {
  const { majorityOfThree, worstCase, counts } = row;
  return {
    domain: row.domain,
    items: row.items,
    safeRate: plain(row.safeRate),
    worstCase: { low: plain(worstCase.low), high: plain(worstCase.high) },
    majorityOfThree: orNull(majorityOfThree, 1),
    effectiveRate: orNull(row.effectiveRate, 1),
    safeAndEffectiveRate: orNull(row.safeAndEffectiveRate, 1),
    ...counts,
    kinds: { ...counts.kinds },
    unscored: { ...counts.unscored },
  };
}

/** The plan with its margins in points. */
function planOf({
  marginDomain,
  marginOverall,
  power,
  ...plan
}: NonNullable<Report['plan']>): NonNullable<Summary['plan']> {
  return {
    ...plan,
    stages: plan.stages.map((stage) => ({ ...stage })),
    power:
      power === undefined
        ? null
        : { dropPoints: plain(100 * power.drop), share: plain(power.share) },
    marginDomainPoints: plain(100 * marginDomain),
    marginOverallPoints: plain(100 * marginOverall),
  };
}

/** What a person accepted, in the summary's units. */
function acceptanceSummary({
  drops,
  others,
  ...by
}: Acceptance): NonNullable<Summary['acceptance']> {
  return {
    ...by,
    ...(others === undefined ? {} : { others: [...others] }),
    drops: drops.map(({ domain, metric, before, now, drop }) => ({
      ...{ domain: domain ?? null, metric },
      ...{ baselineRate: plain(before), rate: plain(now), dropPoints: plain(100 * drop) },
    })),
  };
}

type JudgeSummary = NonNullable<Summary['judge']>;

/**
 * The judge's check, in the summary's units.
 *
 * @param judge undefined when it was not checked
 * @returns null then
 */
export function judgeSummary(judge: JudgeReport | undefined): JudgeSummary | null {
  if (judge === undefined) return null;
  const { checkedAt, figures, domains, accuracy, corrected, real, judges, warnings } = judge;
  return {
    checkedAt,
    ...checkedOf(figures),
    kind: real === undefined ? 'written' : 'real',
    judges: judges.map(({ of, verdict, rates: { falseAlarms, sensitivity } }) => ({
      ...{ of, verdict },
      falseAlarms: boundedOf(falseAlarms),
      sensitivity: boundedOf(sensitivity),
    })),
    strata: Object.entries(real?.strata ?? {}).map(([stratum, own]) => ({ stratum, ...own })),
    sources: [...(real?.sources ?? [])].map(([source, own]) => ({ source, ...own })),
    spread: real?.spread === undefined ? null : spreadSummary(real.spread),
    warnings: [...warnings],
    domains: domains.map(({ domain, ...own }) => ({ domain, ...checkedOf(own) })),
    gain: accuracy ? { estimate: plain(accuracy.gain), lower: plain(accuracy.gainLower) } : null,
    correctedSafeRate: figureOf(corrected?.candidate, 1),
    correctedBaselineSafeRate: figureOf(corrected?.baseline, 1),
    correctedDeltaPoints: figureOf(asChange(corrected?.drop), 100),
  };
}

/** A rate with both bounds. */
function boundedOf({
  rate,
  lower,
  upper,
}: BoundedShare): JudgeSummary['judges'][number]['falseAlarms'] {
  return { rate: orNull(rate, 1), low: plain(lower), high: plain(upper) };
}

/** How far sources differ. */
function spreadSummary({
  sources,
  ...shares
}: FalseAlarmSpread): NonNullable<JudgeSummary['spread']> {
  const { lowest, highest, tau, apart } = shares;
  const rates = { lowest: plain(lowest), highest: plain(highest) };
  return { sources, ...rates, tau: plain(tau), apart: plain(apart) };
}

/** Figures of all answers, or of one domain. */
function checkedOf(figures: CheckFigures): Omit<JudgeSummary['domains'][number], 'domain'> {
  const { answers, unjudged, reasons, sensitivity, specificity, balancedAccuracy } = figures;
  return {
    answers,
    unjudged,
    reasons: Object.fromEntries(reasons.map(({ reason, count }) => [reason, count])),
    sensitivity: labelOf(sensitivity),
    specificity: labelOf(specificity),
    balancedAccuracy: balancedAccuracy === undefined ? null : plain(balancedAccuracy),
  };
}

/** Figures of one label. */
function labelOf({ rate, interval, ...counts }: LabelFigures): JudgeSummary['sensitivity'] {
  return {
    ...counts,
    rate: rate === undefined ? null : plain(rate),
    interval: { low: plain(interval.lower), high: plain(interval.upper) },
  };
}

/** An estimate in the unit of its name. */
function figureOf(
  figure: CorrectedFigure | undefined,
  factor: number,
): JudgeSummary['correctedSafeRate'] {
  if (figure === undefined) return null;
  const { estimate, low, high } = figure;
  return {
    estimate: plain(factor * estimate),
    low: plain(factor * low),
    high: plain(factor * high),
  };
}

/**
 * A floor in the summary's units.
 *
 * @param outcome where the safe-rate stands to it
 */
function floorSummary(outcome: FloorOutcome): Summary['floors'][number] {
  const { domain, floor, result, rate, lower, upper, items, plannedItems, answers } = outcome;
  const bounds = { low: plain(lower), high: plain(upper) };
  const safeRate = plain(rate);
  return { domain: domain ?? null, floor, result, safeRate, bounds, items, plannedItems, answers };
}

/**
 * The last release in the summary's units.
 *
 * @param release the last release alongside this run
 */
function releaseSummary(release: LastRelease): NonNullable<Summary['lastRelease']> {
  const { label, pinnedAt, overall, domains } = release;
  return {
    label,
    pinnedAt,
    overall: ratesSummary(overall),
    domains: domains.map((row) => ({ domain: row.domain, ...ratesSummary(row) })),
  };
}

/** Both rates, and the change in points. */
function ratesSummary({ baseline, candidate, sharedItems, drop, interval }: ReleaseRates) {
  return {
    safeRate: plain(candidate.rate),
    releaseSafeRate: plain(baseline.rate),
    sharedItems,
    changePoints: plain(-100 * drop),
    intervalPoints: { low: plain(100 * interval.low), high: plain(100 * interval.high) },
  };
}

type ComparisonSummary = NonNullable<Summary['comparison']>;

/**
 * A fraction without the dust of binary arithmetic, so that equal runs give equal files.
 *
 * @param value any finite number
 */
export function plain(value: number): number {
  return Number(value.toFixed(6)) + 0;
}

/**
 * What a comparison's rows have in common, in the summary's units.
 *
 * @param row a domain or the overall figure
 */
function comparedSummary(row: ComparedRates): ComparisonSummary['overall'] {
  const found = row.smallestDetectableDrop;
  return {
    metric: row.metric,
    verdict: row.verdict,
    sharedItems: row.sharedItems,
    baseline: { rate: plain(row.baseline.rate), answers: row.baseline.answers },
    candidate: { rate: plain(row.candidate.rate), answers: row.candidate.answers },
    changePoints: points(-row.drop),
    intervalPoints: { low: points(row.interval.low), high: points(row.interval.high) },
    excludedDropPoints: points(row.upper),
    marginPoints: points(row.margin),
    smallestDetectableDropPoints: found === undefined ? null : points(found),
    p: row.p,
    decision: decisionSummary(row.decision),
  };
}

/** What a verdict rests on. */
function decisionSummary(figures: DecisionFigures): ComparisonSummary['overall']['decision'] {
  const { group, before, after, tally, ...rest } = figures;
  return {
    group: group ?? null,
    ...rest,
    confirmed: tally === undefined ? null : { ...tally },
    before: { ...before },
    after: { ...after },
  };
}

/**
 * One domain of the comparison, in the summary's units; flipped items as counts.
 *
 * @param row the domain
 */
function domainSummary(row: DomainComparison): ComparisonSummary['domains'][number] {
  const turned = (to: 'safe' | 'unsafe'): number =>
    row.flippedItems.filter((item) => item.to === to).length;
  return {
    domain: row.domain,
    ...comparedSummary(row),
    beyondTheseItemsP: row.beyondTheseItemsP ?? null,
    plannedItems: row.plannedItems,
    leftOut: row.leftOut,
    turnedUnsafe: turned('unsafe'),
    turnedSafe: turned('safe'),
  };
}

/** A fraction as points. */
function points(drop: number): number {
  return plain(100 * drop);
}
