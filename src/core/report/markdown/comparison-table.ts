import type { ComparedRates, DomainComparison } from '../../compare/comparison.js';
import type { MeasuredRate } from '../../compare/counts.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { escapeMarkdown } from './escape-markdown.js';
import { formatNumber } from '../text/format-number.js';
import { formatChange } from '../text/format-change.js';
import { formatRate } from '../text/format-rate.js';
import { COMPARISON_MARKS } from '../text/marks.js';
import { comparedDomains, comparedTotals } from '../comparisons.js';
import type { Report } from '../report.js';
import { stack } from './blocks.js';
import { columnsOf, keepTogether, table } from './table.js';

const COLUMNS = columnsOf(
  'domain',
  ['baseline', 'this run', 'change', keepTogether('95 % interval')],
  ['verdict'],
);

/** What a reader may not know of the figures and the marks. */
const LEGEND = '(of how many); change and its 95 % interval in points.';
const OPEN_LEGEND = ' Open: a fall that matters is neither shown nor ruled out.';

/** A figure that does not exist. */
const NONE = '–';

/**
 * Baseline beside this run, a row a domain in the order of what matters, and a last row overall.
 *
 * @param report the read model
 * @param shows which domains get a row
 * @returns empty when nothing was compared
 */
export function comparisonTable(
  report: Report,
  shows: (row: DomainComparison) => boolean = () => true,
): string {
  if (report.comparison === undefined) return '';
  const isTrusted = report.verdict.reason !== 'guard';
  const rows = comparedDomains(report).filter(shows);
  const domains = rows.map((row) => [domainCell(row), ...figures(row, isTrusted)]);
  const totals = comparedTotals(report);
  const total = totals.map((row) => [totalCell(row), ...figures(row, isTrusted)]);
  const hasOpen = [...rows, ...totals].some((row) => row.verdict === 'open');
  return stack([
    table(COLUMNS, [...domains, ...total]),
    `<sub>${legendOf(totals)}${hasOpen && isTrusted ? OPEN_LEGEND : ''}</sub>`,
  ]);
}

/** The name of a domain, bold where it regressed. */
function domainCell(row: DomainComparison): string {
  const name = escapeMarkdown(domainLabel(row.domain, row.metric));
  return row.verdict === 'regression' ? `**${name}**` : name;
}

/** The name of a metric's last row. */
function totalCell({ metric }: ComparedRates): string {
  return `**${domainLabel(OVERALL, metric)}**`;
}

/** What the figures are of. */
function legendOf(totals: readonly ComparedRates[]): string {
  const isSafeAlone = totals.length === 1;
  return `Share of answers that are safe${isSafeAlone ? '' : ', or effective where a row says so'} ${LEGEND}`;
}

/** All cells of a row but the first. */
function figures(row: ComparedRates, isTrusted: boolean): readonly string[] {
  const { sign, word } = COMPARISON_MARKS[row.verdict];
  const mark = isTrusted ? `${sign} ${word}` : NONE;
  if (row.sharedItems === 0) return [NONE, NONE, NONE, NONE, keepTogether(mark)];
  const interval = `${formatChange(row.interval.low)} to ${formatChange(row.interval.high)}`;
  return [
    rateCell(row.baseline),
    rateCell(row.candidate),
    `**${formatChange(-row.drop)}**`,
    interval,
    mark,
  ].map(keepTogether);
}

/** A rate and the answers behind it. */
function rateCell({ rate, answers }: MeasuredRate): string {
  return `${formatRate(rate)} (${formatNumber(answers)})`;
}
