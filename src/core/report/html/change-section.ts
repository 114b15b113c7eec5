import type { ComparedRates, DomainComparison } from '../../compare/comparison.js';
import type { MeasuredRate } from '../../compare/counts.js';
import { comparedDomains, comparedTotals } from '../comparisons.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { html } from './escape-html.js';
import { formatChange, formatSize } from '../text/format-change.js';
import { formatNumber } from '../text/format-number.js';
import { formatP } from '../text/format-chance.js';
import { formatRate } from '../text/format-rate.js';
import { COMPARISON_MARKS } from '../text/marks.js';
import type { Markup } from '../text/markup.js';
import type { Report } from '../report.js';
import { dataTable, type DataCell, type DataColumn, type DataRow } from './data-table.js';
import { forestPlot } from './forest-plot.js';
import { signMarkup } from './sign-markup.js';
import { figure, section } from './section.js';

const COLUMNS: readonly DataColumn[] = [
  { head: 'Domain', align: 'left' },
  { head: 'Verdict', align: 'left' },
  ...[
    'Baseline',
    'This run',
    'Change',
    '95 % interval',
    'Fall ruled out above',
    'Margin',
    'p',
    'Adjusted p',
    'p beyond these items',
    'Smallest fall found',
    'Items',
    'Answers an item',
    'Rung',
  ].map((head): DataColumn => ({ head, align: 'right' })),
];

const TITLE = 'Change by domain';

const EXPLANATION =
  'Each row is one domain: the mark is its change, the bar its 95 % interval. The short upright stroke is the largest fall that the answers do not rule out; the dashed line is the margin. A domain passes where the stroke is right of the dashed line. A diamond regressed, a triangle is open, a circle passed.';

const CAPTION =
  'Share of safe (or effective) answers, baseline beside this run, on the items both have; changes, intervals and margins in points.';

/** Places a verdict in the order of what matters. */
const RANK = { regression: 0, open: 1, pass: 2 } as const;

/**
 * The change of each domain: a forest plot and its figures.
 *
 * @param report the read model
 * @returns empty when nothing was compared
 */
export function changeSection(report: Report): Markup {
  if (report.comparison === undefined) return html``;
  const isTrusted = report.verdict.reason !== 'guard';
  const table = dataTable(CAPTION, COLUMNS, [
    ...comparedDomains(report).map((row) => domainRow(row, isTrusted)),
    ...comparedTotals(report).map((row) => totalRow(row, isTrusted)),
  ]);
  return section('change', TITLE, [figure(TITLE, forestPlot(report), EXPLANATION), table]);
}

/** One domain. */
function domainRow(row: DomainComparison, isTrusted: boolean): DataRow {
  const { domain, metric, adjustedP, beyondTheseItemsP, sharedItems, plannedItems } = row;
  return {
    domain,
    ...(isTrusted ? { kind: row.verdict } : {}),
    cells: [
      domainLabel(domain, metric),
      verdictCell(row, isTrusted),
      ...rateCells(row),
      pCell(row.p),
      pCell(adjustedP),
      beyondTheseItemsP === undefined ? '–' : pCell(beyondTheseItemsP),
      dropCell(row.smallestDetectableDrop, 'none'),
      { shows: `${sharedItems} of ${plannedItems}`, sortBy: sharedItems },
      { shows: row.answersPerItem, sortBy: row.answersPerItem },
      { shows: row.rung, sortBy: row.rung },
    ],
  };
}

/** All items together. */
function totalRow(row: ComparedRates, isTrusted: boolean): DataRow {
  return {
    kind: 'total',
    cells: [
      domainLabel(OVERALL, row.metric),
      verdictCell(row, isTrusted),
      ...rateCells(row),
      pCell(row.p),
      '',
      '',
      dropCell(row.smallestDetectableDrop, 'none'),
      { shows: row.sharedItems, sortBy: row.sharedItems },
      '',
      '',
    ],
  };
}

/** The mark of a row; under a guard it would mislead. */
function verdictCell({ verdict }: ComparedRates, isTrusted: boolean): DataCell {
  if (!isTrusted) return '–';
  const { sign, word } = COMPARISON_MARKS[verdict];
  return { shows: html`${signMarkup(sign)} ${word}`, sortBy: RANK[verdict] };
}

/** Rates, change, interval, bound and margin. */
function rateCells(row: ComparedRates): readonly DataCell[] {
  if (row.sharedItems === 0) return ['–', '–', '–', '–', '–', dropCell(row.margin, '')];
  const { low, high } = row.interval;
  return [
    rateCell(row.baseline),
    rateCell(row.candidate),
    { shows: formatChange(-row.drop), sortBy: -row.drop },
    { shows: `${formatChange(low)} to ${formatChange(high)}`, sortBy: low },
    row.upper < 0 ? { shows: 'any', sortBy: row.upper } : dropCell(row.upper, ''),
    dropCell(row.margin, ''),
  ];
}

/** A rate and the answers behind it. */
function rateCell({ rate, answers }: MeasuredRate): DataCell {
  return { shows: `${formatRate(rate)} (${formatNumber(answers)})`, sortBy: rate };
}

/** A drop in points, or a word where there is none. */
function dropCell(drop: number | undefined, none: string): DataCell {
  return drop === undefined ? none : { shows: formatSize(drop), sortBy: drop };
}

/** A p-value. */
function pCell(p: number): DataCell {
  return { shows: formatP(p), sortBy: p };
}
