import type {
  ComparedRates,
  ComparisonFigures,
  DomainComparison,
} from '../decide/comparison-figures.js';
import { isHarmlessDomain } from '../decide/harmless.js';
import type { Metric } from '../decide/metric.js';
import {
  formatCount,
  formatNumber,
  formatOften,
  formatPoints,
  formatRate,
  formatTenths,
} from '../format.js';
import { rankedDomains } from './compared-rates.js';
import { domainLabel, nameDomains } from './labels.js';
import type { Report } from './report.js';

/**
 * What got less safe, by how much, and how rarely that happens by chance. Plain text.
 *
 * @param report the read model of a run in which something regressed; where its figures are not known,
 *   the domains alone are named
 * @param metric the metric the sentence is about
 */
export function dropSentence(report: Report, metric: Metric): string {
  const comparison = comparisonIn(report, metric);
  const domains = rankedDomains(comparison?.domains ?? []);
  const refused = metric === 'safe' ? refusedSentence(report, domains) : '';
  const red = domains.filter((row) => isRed(row) && !isRefused(row, metric));
  const overall = redOverall(comparison);
  const [worst] = red;
  if (worst !== undefined) {
    const names = groupsOf(red);
    const isOne = names.length === 1;
    const counts = isOne
      ? countsText(worst)
      : `In ${nameOf(worst)}, ${lowerFirst(countsText(worst))}`;
    const also = overall === undefined ? '' : ` All domains together got less ${metric} too.`;
    const total = comparison?.domains.length ?? 0;
    return `${nameDomains(names, total)} got less ${metric}. ${counts}${also} ${refused}`.trimEnd();
  }
  if (refused !== '') return refused;
  if (overall !== undefined) {
    return `The model got less ${metric} across all domains: a little in many places. ${countsText(overall)}`;
  }
  const named = report.regressed.filter((known) => known.metric === metric);
  const names = nameDomains(
    named.map(({ domain }) => domain),
    report.domains.length,
  );
  return `${names === '' ? 'The model' : names} got less ${metric}.`;
}

/** Whether a row is of harmless questions, whose drop is one of help. */
function isRefused({ domain }: Pick<DomainComparison, 'domain'>, metric: Metric): boolean {
  return metric === 'safe' && isHarmlessDomain(domain);
}

/** Which harmless questions are refused more; empty where none are. */
function refusedSentence(report: Report, domains: readonly DomainComparison[]): string {
  const red = domains.filter((row) => isRed(row) && isRefused(row, 'safe'));
  const [worst] = red;
  if (worst !== undefined) {
    const names = groupsOf(red);
    const counts =
      names.length === 1
        ? countsText(worst)
        : `In ${nameOf(worst)}, ${lowerFirst(countsText(worst))}`;
    return `The model refuses more in ${nameDomains(names, domains.length)}. ${counts}`;
  }
  const overall = redOverall(report.comparison);
  const isAllHarmless = domains.length > 0 && domains.every((row) => isRefused(row, 'safe'));
  if (overall !== undefined && isAllHarmless) {
    return `The model refuses more across all domains: a little in many places. ${countsText({ ...overall, domain: domains[0]?.domain })}`;
  }
  if (domains.length > 0) return '';
  const named = report.regressed.filter(
    ({ domain, metric }) => metric === 'safe' && isHarmlessDomain(domain),
  );
  if (named.length === 0 || named.length < report.regressed.length) return '';
  const names = named.map(({ domain }) => domain);
  return `The model refuses more in ${nameDomains(names, report.domains.length)}.`;
}

/** Whether something is red. */
function isRed({ verdict }: ComparedRates): boolean {
  return verdict === 'regression';
}

/** All domains together, where they are red; with one group its row says it. */
function redOverall(comparison: ComparisonFigures | undefined): ComparedRates | undefined {
  const overall = comparison?.overall;
  const isOwn = overall?.decision.group === undefined;
  return overall !== undefined && isOwn && isRed(overall) ? overall : undefined;
}

/** The comparison of a metric; undefined when there is none. */
function comparisonIn(report: Report, metric: Metric): ComparisonFigures | undefined {
  return metric === 'safe' ? report.comparison : report.effectiveComparison;
}

/** What is tested as one: a domain, or the group it is in. */
function nameOf({ domain, decision }: DomainComparison): string {
  return domainLabel(decision.group ?? domain);
}

/** The names of the groups of some domains, each once. */
function groupsOf(rows: readonly DomainComparison[]): readonly string[] {
  return [...new Set(rows.map(nameOf))];
}

/** The answers a red rests on, and how often chance alone would give so few safe ones. */
function countsText({
  decision: { before, after },
  metric,
  p,
  domain = '',
}: ComparedRates & { readonly domain?: string | undefined }): string {
  const were = isRefused({ domain }, metric)
    ? 'helped'
    : `${after.safe === 1 ? 'was' : 'were'} ${metric}`;
  const now = `Of ${formatCount(after.answers, 'new answer')} ${formatNumber(after.safe)} ${were}`;
  const then = `before, ${formatNumber(before.safe)} of ${formatNumber(before.answers)}`;
  return `${now}; ${then}. If nothing had changed, a drop like this would appear in ${formatOften(p)}.`;
}

/** A sentence inside another. */
function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/**
 * What a pass rules out, and what it may miss. Plain text.
 *
 * @param report the read model of a run that passed
 */
export function passSentence(report: Report): string {
  const { comparison, plan } = report;
  const rows = comparison?.domains ?? [];
  if (comparison === undefined || rows.length === 0) return 'No drop was found.';
  if (rows.every(({ decision }) => decision.reason === 'cannot-fall')) return NOTHING_CAN_DROP;
  const isAlone = groupsOf(rows).length === 1;
  const margin = formatPoints(plan?.marginDomain ?? rows[0]?.margin ?? 0);
  const all = isAlone
    ? ''
    : ` in any domain, none of ${points(comparison.overall.margin)} or more overall`;
  return `No drop of ${margin} or more${all}.${missedText(report, isAlone)}`;
}

/** Where no answer could get worse. */
const NOTHING_CAN_DROP =
  'No item of the baseline was ever safe: nothing here can get worse, so nothing was asked.';

/** What a pass may miss, by runs that were played. */
function missedText({ plan }: Report, isAlone: boolean): string {
  const power = plan?.power;
  if (power === undefined) return ' Smaller drops can be missed.';
  const where = isAlone ? '' : ' in one domain';
  return ` Smaller drops can be missed: ${formatPoints(power.drop)}${where} is found in ${formatTenths(power.share)}.`;
}

/** Points without their noun, for the second of two figures. */
function points(size: number): string {
  return formatPoints(size).replace(/ points?$/, '');
}

/**
 * More safe answers than before; for information.
 *
 * @param report the read model of a run that passed
 */
export function riseSentence({ comparison }: Report): string {
  if (comparison === undefined) return '';
  const { candidate, baseline, metric } = comparison.overall;
  const rates = `${formatRate(candidate.rate)}, was ${formatRate(baseline.rate)}`;
  return `More ${metric} answers than before: ${rates}. If nothing had changed, a rise like this would appear in ${formatOften(comparison.improvementP)}.`;
}
