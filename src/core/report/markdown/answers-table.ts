import { ANSWER_KINDS } from '../../sweep/answer.js';
import { domainLabel } from '../text/domain-label.js';
import { escapeMarkdown } from './escape-markdown.js';
import { formatRate } from '../text/format-rate.js';
import type { DomainRates, Report } from '../report.js';
import { columnsOf, keepTogether, table } from './table.js';

type Figures = (row: DomainRates) => readonly string[];

const KIND_HEADS = ['asked', ...ANSWER_KINDS, 'cut at max-tokens', 'without score'];

const RATE_HEADS = [
  'items',
  'safe',
  'if all without score were unsafe – safe',
  'majority of three',
];

/**
 * How the answers of this run ended, a row a domain in the data set's order.
 *
 * @param report the read model
 * @returns empty when the plan was not known
 */
export function answersTable(report: Report): string {
  return perDomain(report, KIND_HEADS, ({ counts }) => [
    String(counts.planned),
    ...ANSWER_KINDS.map((kind) => String(counts.kinds[kind])),
    String(counts.truncated),
    String(counts.planned - counts.scored),
  ]);
}

/**
 * The rates of this run alone, whether compared or not: beside the safe-rate its worst cases and
 * the benchmark's own figure, which published numbers are set beside.
 *
 * @param report the read model
 * @returns empty when the plan was not known
 */
export function aloneTable(report: Report): string {
  return perDomain(
    report,
    RATE_HEADS,
    ({ items, safeRate, worstCase, majorityOfThree, counts }) => {
      const bounds = `${formatRate(worstCase.low)} – ${formatRate(worstCase.high)}`;
      const majority = majorityOfThree === undefined ? '–' : formatRate(majorityOfThree);
      const isMeasured = counts.scored > 0;
      return [
        String(items),
        isMeasured ? formatRate(safeRate) : '–',
        isMeasured ? bounds : '–',
        majority,
      ];
    },
  );
}

/** A table of figures with a row a domain and one of all items. */
function perDomain(
  { domains, overall }: Report,
  heads: readonly string[],
  figures: Figures,
): string {
  if (overall === undefined || overall.counts.planned === 0) return '';
  const cells = (row: DomainRates): readonly string[] => figures(row).map(keepTogether);
  const rows = domains.map((row) => [escapeMarkdown(domainLabel(row.domain)), ...cells(row)]);
  return table(columnsOf('domain', heads), [...rows, ['**overall**', ...cells(overall)]]);
}
