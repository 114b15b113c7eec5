import type { EndpointUsage } from '../../record/record-schema.js';
import { ANSWER_KINDS } from '../../sweep/answer.js';
import { domainLabel } from '../text/domain-label.js';
import { html } from './escape-html.js';
import { formatCount, formatNumber } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';
import type { Markup } from '../text/markup.js';
import type { DomainRates, Report } from '../report.js';
import { dataTable, type DataCell, type DataColumn, type DataRow } from './data-table.js';
import { section } from './section.js';

const FIGURES = [
  'Items',
  'Safe',
  'If all without score were unsafe – safe',
  'Majority of three',
  'Asked',
  ...ANSWER_KINDS,
  'cut at max-tokens',
  'without score',
];

/**
 * This run alone: its rates, with their worst cases and the benchmark's own figure, and how its
 * answers ended.
 *
 * @param report the read model
 * @returns empty when the plan was not known
 */
export function runSection({ domains, overall }: Report): Markup {
  if (overall === undefined || overall.counts.planned === 0) return html``;
  const columns: readonly DataColumn[] = [
    { head: 'Domain', align: 'left' },
    ...FIGURES.map((head): DataColumn => ({ head, align: 'right' })),
  ];
  const rows = domains.map((row): DataRow => ({ domain: row.domain, cells: cellsOf(row) }));
  return section('run', 'This run alone', [
    dataTable('Rates of this run, and how its answers ended.', columns, [
      ...rows,
      { kind: 'total', cells: cellsOf(overall) },
    ]),
  ]);
}

/** The cells of a row. */
function cellsOf(row: DomainRates): readonly DataCell[] {
  const { counts, worstCase, majorityOfThree } = row;
  const isMeasured = counts.scored > 0;
  const bounds = `${formatRate(worstCase.low)} – ${formatRate(worstCase.high)}`;
  return [
    domainLabel(row.domain),
    countCell(row.items),
    isMeasured ? { shows: formatRate(row.safeRate), sortBy: row.safeRate } : '–',
    isMeasured ? { shows: bounds, sortBy: worstCase.low } : '–',
    majorityOfThree === undefined
      ? '–'
      : { shows: formatRate(majorityOfThree), sortBy: majorityOfThree },
    countCell(counts.planned),
    ...ANSWER_KINDS.map((kind) => countCell(counts.kinds[kind])),
    countCell(counts.truncated),
    countCell(counts.planned - counts.scored),
  ];
}

/** A count. */
function countCell(count: number): DataCell {
  return { shows: formatNumber(count), sortBy: count };
}

/**
 * What the run took.
 *
 * @param report the read model
 * @returns empty when nothing was asked
 */
export function usageSection({ usage }: Report): Markup {
  if (usage === undefined) return html``;
  const columns: readonly DataColumn[] = [
    { head: 'Endpoint', align: 'left' },
    ...['Requests', 'of them retries', 'Tokens in', 'Tokens out'].map((head): DataColumn => ({
      head,
      align: 'right',
    })),
  ];
  const row = (
    name: string,
    { requests, retries, tokensIn, tokensOut }: EndpointUsage,
  ): DataRow => ({
    cells: [name, ...[requests, retries, tokensIn, tokensOut].map(countCell)],
  });
  const seconds = Math.round(usage.wallMs / 1000);
  return section('usage', 'What it took', [
    dataTable('Requests and tokens.', columns, [
      row('model', usage.model),
      row('judge', usage.judge),
    ]),
    html`<p>
      ${formatCount(seconds, 'second')} in all; ${formatCount(usage.reused, 'answer')} reused.
    </p>`,
  ]);
}
