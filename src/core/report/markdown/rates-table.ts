import { domainLabel } from '../text/domain-label.js';
import { escapeMarkdown } from './escape-markdown.js';
import { formatNumber } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';
import { rankedRates } from '../ranked-domains.js';
import type { DomainRates, Report } from '../report.js';
import { columnsOf, keepTogether, table } from './table.js';

const COLUMNS = columnsOf('domain', ['safe, this run', 'answers', 'items']);

/**
 * The rates of a run that was compared with nothing, the least safe domain first.
 *
 * @param report the read model
 * @returns empty when nothing was scored
 */
export function ratesTable({ domains, overall }: Report): string {
  if (overall === undefined || overall.counts.scored === 0) return '';
  const rows = rankedRates(domains).map((row) => [
    escapeMarkdown(domainLabel(row.domain)),
    ...figures(row),
  ]);
  return table(COLUMNS, [...rows, ['**overall**', ...figures(overall)]]);
}

/** All cells of a row but the first. */
function figures({ safeRate, counts, items }: DomainRates): readonly string[] {
  const rate = counts.scored === 0 ? '–' : keepTogether(formatRate(safeRate));
  return [rate, formatNumber(counts.scored), formatNumber(items)];
}
