import type { ComparedRates, MeasuredRate } from '../compare/comparison.js';
import { padCell } from './display-width.js';
import { domainLabel } from './domain-label.js';
import { escapeLogText } from './escape-workflow-command.js';
import { formatChange } from './format-change.js';
import { formatRate } from './format-rate.js';
import { COMPARISON_MARKS } from './marks.js';
import { rankedDomains, rankedRates } from './ranked-domains.js';
import type { DomainRates, Report } from './report.js';

/** A row of the table: its name, its figures, and a mark at the end, where its width is free. */
interface Row {
  readonly name: string;
  readonly figures: readonly string[];
  readonly mark: string;
}

/** Columns of a figure; `99.9 % of 123456` fits. */
const FIGURE_WIDTH = 16;

/** A domain's name is cut to what is left of the line, but not below this. */
const NARROWEST_NAME = 12;
const WIDEST_NAME = 40;

/** Columns the longest mark takes. */
const MARK_WIDTH = 12;

/**
 * The table of domains for a terminal or a log: baseline beside this run, or this run alone.
 *
 * @param report the read model
 * @param width columns of the terminal
 * @param paint colours a row's mark; gets the row's verdict
 * @returns empty when nothing was scored
 */
export function terminalTable(
  report: Report,
  width: number,
  paint: (mark: string, verdict: ComparedRates['verdict']) => string,
): string {
  const rows = report.comparison === undefined ? aloneRows(report) : comparedRows(report, paint);
  const [head] = rows;
  if (head === undefined) return '';
  const taken = head.figures.length * (FIGURE_WIDTH + 1) + MARK_WIDTH;
  const nameWidth = Math.min(WIDEST_NAME, Math.max(NARROWEST_NAME, width - taken));
  return rows.map((row) => line(row, nameWidth)).join('\n');
}

/** One line of the table. */
function line({ name, figures, mark }: Row, nameWidth: number): string {
  const cells = figures.map((figure) => padCell(figure, FIGURE_WIDTH, 'right'));
  return [padCell(escapeLogText(name), nameWidth, 'left'), ...cells, ` ${mark}`]
    .join(' ')
    .trimEnd();
}

/** Head, domains and total of a run without comparison. */
function aloneRows({ domains, overall }: Report): readonly Row[] {
  if (overall === undefined || overall.counts.scored === 0) return [];
  const row = (name: string, { safeRate, counts }: DomainRates): Row => {
    const rate = counts.scored === 0 ? '-' : formatRate(safeRate);
    return { name, figures: [`${rate} of ${counts.scored}`], mark: '' };
  };
  return [
    { name: 'domain', figures: ['safe'], mark: '' },
    ...rankedRates(domains).map((rates) => row(domainLabel(rates.domain), rates)),
    row('all items', overall),
  ];
}

/** Head, domains and total of a comparison. */
function comparedRows(
  { comparison }: Report,
  paint: (mark: string, verdict: ComparedRates['verdict']) => string,
): readonly Row[] {
  if (comparison === undefined) return [];
  const row = (name: string, rates: ComparedRates): Row => {
    const { sign, word } = COMPARISON_MARKS[rates.verdict];
    return { name, figures: figuresOf(rates), mark: `${sign} ${paint(word, rates.verdict)}` };
  };
  return [
    { name: 'domain', figures: ['baseline', 'this run', 'change', '95 % interval'], mark: '' },
    ...rankedDomains(comparison.domains).map((rates) =>
      row(domainLabel(rates.domain, rates.metric), rates),
    ),
    row('all items', comparison.overall),
  ];
}

/** The figures of a row. */
function figuresOf({
  baseline,
  candidate,
  drop,
  interval,
  sharedItems,
}: ComparedRates): readonly string[] {
  if (sharedItems === 0) return ['-', '-', '-', '-'];
  const rate = (measured: MeasuredRate): string =>
    `${formatRate(measured.rate)} of ${measured.answers}`;
  const range = `${formatChange(interval.low)} to ${formatChange(interval.high)}`;
  return [rate(baseline), rate(candidate), formatChange(-drop), range];
}
