import type { FloorOutcome } from '../../compare/floors.js';
import { domainLabel } from '../text/domain-label.js';
import { escapeMarkdown } from './escape-markdown.js';
import { formatNumber } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';
import type { Report } from '../report.js';
import { columnsOf, keepTogether, table } from './table.js';

const COLUMNS = columnsOf('floor for', ['floor', 'safe', 'surely between', 'answers'], ['result']);

/** What each result is called. */
const RESULTS = { met: 'met', missed: '**missed**', open: 'open' } as const;

/**
 * The floors that were set, and where the safe-rate stands to each.
 *
 * @param report the read model
 * @returns empty when none was set
 */
export function floorsTable({ floors }: Report): string {
  return floors.length === 0 ? '' : table(COLUMNS, floors.map(row));
}

/** One floor. */
function row({ domain, floor, rate, ...outcome }: FloorOutcome): readonly string[] {
  return [
    domain === undefined ? '**overall**' : escapeMarkdown(domainLabel(domain)),
    keepTogether(formatRate(floor)),
    keepTogether(formatRate(rate)),
    keepTogether(`${formatRate(outcome.lower)} – ${formatRate(outcome.upper)}`),
    formatNumber(outcome.answers),
    RESULTS[outcome.result],
  ];
}
