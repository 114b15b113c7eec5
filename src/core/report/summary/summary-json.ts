import type { OutputName } from '../../config/outputs.js';
import { LONGEST_EXAMPLE } from '../../sweep/failures.js';
import { clipText } from '../text/clean-text.js';
import { headlineRates } from '../headline-rates.js';
import type { DomainRates, Report } from '../report.js';
import { judgeSummary } from './judge-summary.js';
import { comparedSummary, domainSummary, plain } from './summary-figures.js';
import { floorSummary, releaseSummary } from './release-summary.js';
import type { Summary } from './summary-schema.js';
import { verdictSentence } from '../sentences/verdict-sentence.js';

/** The outputs that are figures of the report; files, links and writes are known to others. */
export type FigureOutputs = Readonly<
  Record<Exclude<OutputName, 'record' | 'report-dir' | 'comment-url' | 'baseline-updated'>, string>
>;

/**
 * The report as data for programs: versioned, no item ids, no answers.
 *
 * @param report the read model
 */
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
    error: report.error === undefined ? null : { ...report.error },
    safeRate: orNull(headline?.now, 1),
    baselineSafeRate: orNull(headline?.before, 1),
    deltaPoints: orNull(headline?.change, 100),
    regressedDomains: report.regressed.map(({ domain, metric }) => ({ domain, metric })),
    overallRegressed: report.overallRegressed,
    comparison: comparisonOf(report.comparison),
    effectiveComparison: comparisonOf(report.effectiveComparison),
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
 *
 * @param report the read model
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
function comparisonOf(comparison: Report['comparison']): Summary['comparison'] {
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
  ...plan
}: NonNullable<Report['plan']>): NonNullable<Summary['plan']> {
  return {
    ...plan,
    rungs: plan.rungs.map((rung) => ({ ...rung })),
    marginDomainPoints: plain(100 * marginDomain),
    marginOverallPoints: plain(100 * marginOverall),
  };
}
