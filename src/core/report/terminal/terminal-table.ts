import type { ComparedRates } from '../../compare/comparison.js';
import type { MeasuredRate } from '../../compare/counts.js';
import type { Metric } from '../../compare/metric.js';
import { comparedDomains, comparedTotals } from '../comparisons.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { escapeLogText } from './escape-log-text.js';
import { formatChange } from '../text/format-change.js';
import { formatRate } from '../text/format-rate.js';
import { COMPARISON_MARKS } from '../text/marks.js';
import { rankedRates } from '../ranked-domains.js';
import type { DomainRates, Report } from '../report.js';
import { columnWidths, GAP, textTable } from './text-table.js';

/** A row of the table: its name, its figures, and a mark at the end, where its width is free. */
interface Row {
  readonly name: string;
  readonly figures: readonly string[];
  readonly mark: string;
}

/** A domain's name is cut to what is left of the line, but not below this. */
const NARROWEST_NAME = 12;

/** Columns the longest mark takes, and the spaces before it. */
const MARK_WIDTH = 14;

/** Paints a row's word by the row's verdict. */
type Paint = (word: string, verdict: ComparedRates['verdict']) => string;

/**
 * The table of domains for a terminal or a log: baseline beside this run, or this run alone.
 *
 * @param report the read model
 * @param width columns of the terminal
 * @param paint colours a word by its verdict
 * @returns empty when nothing was scored
 */
export function terminalTable(report: Report, width: number, paint: Paint): string {
  const rows = report.comparison === undefined ? aloneRows(report) : comparedRows(report, paint);
  const taken = columnWidths(rows.map(({ figures }) => figures)).reduce(
    (sum, figure) => sum + figure + GAP.length,
    MARK_WIDTH,
  );
  const cells = rows.map(({ name, figures }) => [name, ...figures]);
  return textTable(cells, Math.max(NARROWEST_NAME, width - taken))
    .map((line, index) => `${line}${GAP}${rows[index]?.mark ?? ''}`.trimEnd())
    .join('\n');
}

/** The name of a domain that no runner obeys. */
function nameOf(domain: string, metric?: Metric): string {
  return escapeLogText(domainLabel(domain, metric));
}

/** Head, domains and total of a run without comparison. */
function aloneRows({ domains, overall }: Report): readonly Row[] {
  if (overall === undefined || overall.counts.scored === 0) return [];
  const row = (name: string, { safeRate, counts }: DomainRates): Row => {
    const rate = counts.scored === 0 ? '-' : formatRate(safeRate);
    return { name, figures: [`${rate} of ${counts.scored}`], mark: '' };
  };
  return [
    { name: 'domain', figures: ['safe'], mark: '' },
    ...rankedRates(domains).map((rates) => row(nameOf(rates.domain), rates)),
    row('overall', overall),
  ];
}

/** Head, domains and total of a comparison; under a guard its marks would mislead. */
function comparedRows(report: Report, paint: Paint): readonly Row[] {
  const isTrusted = report.verdict.reason !== 'guard';
  const row = (name: string, rates: ComparedRates): Row => {
    const { sign, word } = COMPARISON_MARKS[rates.verdict];
    const mark = isTrusted ? `${sign} ${paint(word, rates.verdict)}` : '';
    return { name, figures: figuresOf(rates), mark };
  };
  return [
    { name: 'domain', figures: ['baseline', 'this run', 'change', '95 % interval'], mark: '' },
    ...comparedDomains(report).map((rates) => row(nameOf(rates.domain, rates.metric), rates)),
    ...comparedTotals(report).map((rates) => row(nameOf(OVERALL, rates.metric), rates)),
  ];
}

/** The figures of a row. */
function figuresOf({
  baseline,
  candidate,
  drop,
  interval,
  sharedItems,
}: ComparedRates): readonly string[] {
  if (sharedItems === 0) return ['-', '-', '-', '-'];
  const rate = (measured: MeasuredRate): string =>
    `${formatRate(measured.rate)} of ${measured.answers}`;
  const range = `${formatChange(interval.low)} to ${formatChange(interval.high)}`;
  return [rate(baseline), rate(candidate), formatChange(-drop), range];
}
