import type { BesideRates } from '../../pool/last-release.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { html } from './escape-html.js';
import { formatChange } from '../text/format-change.js';
import { formatNumber } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';
import type { Markup } from '../text/markup.js';
import type { Report } from '../report.js';
import { dataTable, type DataCell, type DataColumn } from './data-table.js';
import { section } from './section.js';

const COLUMNS: readonly DataColumn[] = [
  { head: 'Domain', align: 'left' },
  ...['Last release', 'This run', 'Change, points', '95 % interval', 'Items'].map(
    (head): DataColumn => ({ head, align: 'right' }),
  ),
];

/**
 * The last release beside this run, for information.
 *
 * @param report the read model
 * @returns empty on other ladders, and where no release is pinned
 */
export function releaseSection({ lastRelease }: Report): Markup {
  if (lastRelease === undefined) return html``;
  const { label, pinnedAt, overall, domains } = lastRelease;
  const caption = `${label} of ${pinnedAt.slice(0, 10)} beside this run, on the items both have. Shown, not decided by.`;
  const table = dataTable(caption, COLUMNS, [
    ...domains.map((row) => ({ domain: row.domain, cells: cellsOf(row.domain, row) })),
    { kind: 'total', cells: cellsOf(OVERALL, overall) },
  ]);
  return section('release', 'Since the last release', [table]);
}

/** The cells of a row. */
function cellsOf(domain: string, row: BesideRates): readonly DataCell[] {
  const { baseline, candidate, drop, interval, sharedItems } = row;
  if (sharedItems === 0) return [domainLabel(domain), '–', '–', '–', '–', '0'];
  return [
    domainLabel(domain),
    { shows: formatRate(baseline.rate), sortBy: baseline.rate },
    { shows: formatRate(candidate.rate), sortBy: candidate.rate },
    { shows: formatChange(-drop), sortBy: -drop },
    {
      shows: `${formatChange(interval.low)} to ${formatChange(interval.high)}`,
      sortBy: interval.low,
    },
    { shows: formatNumber(sharedItems), sortBy: sharedItems },
  ];
}
