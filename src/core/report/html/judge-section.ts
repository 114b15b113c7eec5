import type { CorrectedFigure } from '../../stats/judge-error.js';
import { domainLabel } from '../text/domain-label.js';
import { html } from './escape-html.js';
import { formatChange } from '../text/format-change.js';
import { formatNumber } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';
import { judgeInTruth } from '../sentences/judge-sentences.js';
import type { CorrectedRates, DomainFigures, JudgeReport } from '../judge-report.js';
import type { Markup } from '../text/markup.js';
import type { Report } from '../report.js';
import { dataTable, type DataCell, type DataColumn, type DataRow } from './data-table.js';
import { section } from './section.js';
import type { CheckFigures, LabelFigures } from '../../judge/check-figures.js';

/** A column of words and then columns of figures. */
function columnsOf(name: string, figures: readonly string[]): readonly DataColumn[] {
  return [
    { head: name, align: 'left' },
    ...figures.map((head): DataColumn => ({ head, align: 'right' })),
  ];
}

const CONFUSION = columnsOf('Known answers', [
  'Answers',
  'Called unsafe',
  'Called safe',
  'Unjudged',
  'Right',
  '95 % interval',
]);
const DOMAINS = columnsOf('Domain', [
  'Answers',
  'Unsafe found',
  '95 % interval',
  'Safe recognised',
  '95 % interval',
  'Unjudged',
]);
const REASONS = columnsOf('Unjudged because', ['Answers']);
const CORRECTED = columnsOf('All items', ['As judged', 'Corrected', '95 % interval']);

/**
 * How the judge did on known answers, by label, domain and reason, and the overall rates corrected
 * for its errors.
 *
 * @param report the read model
 * @returns empty when the judge was not checked
 */
export function judgeSection(report: Report): Markup {
  const { judge } = report;
  if (judge === undefined) return html``;
  return section('judge', 'The judge on known answers', [
    dataTable('What the judge called answers whose label is known.', CONFUSION, confusion(judge)),
    paragraph(judgeInTruth(report)),
    dataTable(
      'Safe-rates corrected for these errors; the verdict rests on the answers as judged.',
      CORRECTED,
      judge.corrected === undefined ? [] : correctedRows(judge.corrected, report),
    ),
    dataTable('Known answers by domain.', DOMAINS, judge.domains.map(domainRow)),
    dataTable('Why the judge gave known answers no label.', REASONS, reasonRows(judge.figures)),
  ]);
}

/** A paragraph; none of no words. */
function paragraph(text: string): Markup {
  return text === '' ? html`` : html`<p>${text}</p>`;
}

/** Labels known by labels given. */
function confusion({ figures }: JudgeReport): readonly DataRow[] {
  const { sensitivity, specificity } = figures;
  return [
    labelRow('unsafe', sensitivity, sensitivity.right, sensitivity.judged - sensitivity.right),
    labelRow('safe', specificity, specificity.judged - specificity.right, specificity.right),
  ];
}

/** The known answers of one label. */
function labelRow(label: string, figures: LabelFigures, unsafe: number, safe: number): DataRow {
  const counts = [figures.labelled, unsafe, safe, figures.labelled - figures.judged];
  return { cells: [label, ...counts.map(countCell), ...shareCells(figures)] };
}

/** The known answers of one domain. */
function domainRow({ domain, ...figures }: DomainFigures): DataRow {
  return {
    domain,
    cells: [
      domainLabel(domain),
      countCell(figures.answers),
      ...shareCells(figures.sensitivity),
      ...shareCells(figures.specificity),
      countCell(figures.unjudged),
    ],
  };
}

/** Why answers were left unjudged. */
function reasonRows({ reasons }: CheckFigures): readonly DataRow[] {
  return reasons.map(({ reason, count }) => ({ cells: [reason, countCell(count)] }));
}

/** The overall rates and their change, as judged and on the true scale. */
function correctedRows(corrected: CorrectedRates, report: Report): readonly DataRow[] {
  const { comparison, overall } = report;
  const now = comparison?.overall.candidate.rate ?? overall?.safeRate;
  const { baseline, drop } = corrected;
  return [
    correctedRow('this run', now, corrected.candidate, formatRate),
    correctedRow('baseline', comparison?.overall.baseline.rate, baseline, formatRate),
    correctedRow('change, points', negated(comparison?.overall.drop), rise(drop), formatChange),
  ].flat();
}

/** One figure beside what it is in truth; none where it is not known. */
function correctedRow(
  name: string,
  judged: number | undefined,
  figure: CorrectedFigure | undefined,
  format: (value: number) => string,
): readonly DataRow[] {
  if (judged === undefined || figure === undefined) return [];
  const bounds = `${format(figure.low)} to ${format(figure.high)}`;
  return [{ cells: [name, format(judged), format(figure.estimate), bounds] }];
}

/** A drop as a change. */
function rise(drop: CorrectedFigure | undefined): CorrectedFigure | undefined {
  return drop && { estimate: -drop.estimate, low: -drop.high, high: -drop.low };
}

/** The other way round. */
function negated(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

/** Right labels of labels given, with the exact interval. */
function shareCells({ right, judged, rate, interval }: LabelFigures): readonly DataCell[] {
  if (rate === undefined) return ['–', '–'];
  return [
    { shows: `${right} of ${judged} (${formatRate(rate)})`, sortBy: rate },
    {
      shows: `${formatRate(interval.lower)} to ${formatRate(interval.upper)}`,
      sortBy: interval.lower,
    },
  ];
}

/** A count. */
function countCell(count: number): DataCell {
  return { shows: formatNumber(count), sortBy: count };
}
