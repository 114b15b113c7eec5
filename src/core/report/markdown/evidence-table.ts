import type { ComparedRates, DomainComparison } from '../../compare/comparison.js';
import { comparedDomains, comparedTotals } from '../comparisons.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { escapeMarkdown } from './escape-markdown.js';
import { formatSize } from '../text/format-change.js';
import { formatP } from '../text/format-chance.js';
import type { Report } from '../report.js';
import { columnsOf, keepTogether, table } from './table.js';

const COLUMNS = columnsOf('domain', [
  'shared of planned items',
  'answers an item',
  'rung',
  'p',
  'adjusted p',
  'fall ruled out above, points',
  'margin, points',
  'smallest fall found, points',
  'p beyond these items',
]);

/**
 * The figures behind each domain's mark.
 *
 * @param report the read model
 * @returns empty when nothing was compared
 */
export function evidenceTable(report: Report): string {
  if (report.comparison === undefined) return '';
  return table(COLUMNS, [
    ...comparedDomains(report).map(evidenceRow),
    ...comparedTotals(report).map(totalRow),
  ]);
}

/** All domains of a metric. */
function totalRow(row: ComparedRates): readonly string[] {
  const name = `**${domainLabel(OVERALL, row.metric)}**`;
  return [name, String(row.sharedItems), '', '', formatP(row.p), '', ...bounds(row), ''];
}

/** One domain. */
function evidenceRow(row: DomainComparison): readonly string[] {
  const { beyondTheseItemsP } = row;
  return [
    escapeMarkdown(domainLabel(row.domain, row.metric)),
    keepTogether(`${row.sharedItems} of ${row.plannedItems}`),
    String(row.answersPerItem),
    String(row.rung),
    formatP(row.p),
    formatP(row.adjustedP),
    ...bounds(row),
    beyondTheseItemsP === undefined ? '–' : formatP(beyondTheseItemsP),
  ];
}

/** Upper bound, margin and smallest detectable drop. */
function bounds(
  row: Pick<DomainComparison, 'upper' | 'margin' | 'smallestDetectableDrop'>,
): readonly string[] {
  const { upper, margin, smallestDetectableDrop: found } = row;
  const seen = found === undefined ? 'none' : formatSize(found);
  return [upper < 0 ? 'any' : formatSize(upper), formatSize(margin), seen];
}
