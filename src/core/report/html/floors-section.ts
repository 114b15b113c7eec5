import type { FloorOutcome } from '../../compare/floors.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { html } from './escape-html.js';
import { formatNumber } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';
import { COMPARISON_MARKS } from '../text/marks.js';
import type { Markup } from '../text/markup.js';
import type { Report } from '../report.js';
import { dataTable, type DataColumn, type DataRow } from './data-table.js';
import { section } from './section.js';
import { signMarkup } from './sign-markup.js';

const COLUMNS: readonly DataColumn[] = [
  { head: 'Floor for', align: 'left' },
  { head: 'Result', align: 'left' },
  ...['Floor', 'Safe', 'Surely between', 'Items', 'Answers'].map((head): DataColumn => ({
    head,
    align: 'right',
  })),
];

const CAPTION =
  'Safe-rates beside the floors that were set. A floor is met where the rate is surely at or above it, missed where it is surely below, else open.';

/** What each result is called, the mark and the place in the order of what matters. */
const RESULTS = {
  missed: { kind: 'regression', rank: 0 },
  open: { kind: 'open', rank: 1 },
  met: { kind: 'pass', rank: 2 },
} as const;

/**
 * The floors that were set, and where the safe-rate stands to each.
 *
 * @param report the read model
 * @returns empty when none was set
 */
export function floorsSection({ floors }: Report): Markup {
  return section('floors', 'Floors', [dataTable(CAPTION, COLUMNS, floors.map(floorRow))]);
}

/** One floor. */
function floorRow(outcome: FloorOutcome): DataRow {
  const { domain, floor, result, rate, lower, upper, items, plannedItems, answers } = outcome;
  const { kind, rank } = RESULTS[result];
  return {
    ...(domain === undefined ? {} : { domain }),
    kind,
    cells: [
      domainLabel(domain ?? OVERALL),
      { shows: html`${signMarkup(COMPARISON_MARKS[kind].sign)} ${result}`, sortBy: rank },
      { shows: formatRate(floor), sortBy: floor },
      { shows: formatRate(rate), sortBy: rate },
      { shows: `${formatRate(lower)} – ${formatRate(upper)}`, sortBy: lower },
      { shows: `${items} of ${plannedItems}`, sortBy: items },
      { shows: formatNumber(answers), sortBy: answers },
    ],
  };
}
