import { OVERALL } from '../domain-rates.js';
import { domainLabel } from '../text/domain-label.js';
import { html } from './escape-html.js';
import { formatRate } from '../text/format-rate.js';
import type { Markup } from '../text/markup.js';
import type { BaselineSummary, Report } from '../report.js';
import { dataTable, type DataCell, type DataColumn } from './data-table.js';
import { historyPlot } from './history-plot.js';
import { figure, section } from './section.js';

type Used = Extract<BaselineSummary, { kind: 'used' }>;

const TITLE = 'The baseline over time';

const EXPLANATION =
  'Dots on the line are the nights of the pool, the dashed line is the pinned level, the diamond is this run on the items it asked.';

/**
 * The baseline over time: its nights, the pinned level and this run, domain by domain.
 *
 * @param report the read model
 * @returns empty without a baseline
 */
export function historySection(report: Report): Markup {
  const { baseline, domains, overall } = report;
  if (baseline?.kind !== 'used' || overall === undefined) return html``;
  const nights = [...baseline.nights].reverse();
  const columns: readonly DataColumn[] = [
    { head: 'Domain', align: 'left' },
    { head: pinnedHead(baseline), align: 'right' },
    ...nights.map(({ createdAt }): DataColumn => ({
      head: createdAt.slice(0, 10),
      align: 'right',
    })),
    { head: 'This run', align: 'right' },
  ];
  const rows = [...domains, overall].map((row) => ({
    ...(row === overall ? { kind: 'total' as const } : { domain: row.domain }),
    cells: [
      domainLabel(row.domain),
      rateCell(levelOf(row.domain, baseline.pinned)),
      ...nights.map((night) => rateCell(levelOf(row.domain, night))),
      rateCell(row.counts.scored === 0 ? undefined : row.safeRate),
    ],
  }));
  return section('history', TITLE, [
    figure(TITLE, historyPlot(report), EXPLANATION),
    dataTable('Share of safe answers by night.', columns, rows),
  ]);
}

/** The head of the pinned level's column. */
function pinnedHead({ pinned }: Used): string {
  if (pinned === undefined) return 'Pinned';
  const name = pinned.label === '' ? pinned.kind : pinned.label;
  return `Pinned (${name}, ${pinned.pinnedAt.slice(0, 10)})`;
}

/** The rate of a domain, or of all items, in stored records. */
function levelOf(
  domain: string,
  stored: Pick<Used['nights'][number], 'safeRate' | 'domains'> | undefined,
): number | undefined {
  if (domain === OVERALL) return stored?.safeRate;
  return stored?.domains.find((known) => known.domain === domain)?.safeRate;
}

/** A rate, or a dash for none. */
function rateCell(rate: number | undefined): DataCell {
  return rate === undefined
    ? { shows: '–', sortBy: -1 }
    : { shows: formatRate(rate), sortBy: rate };
}
