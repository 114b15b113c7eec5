import { dot, ruleX, ruleY, text, tickX } from '@observablehq/plot';
import type { ComparedRates, ComparisonVerdict } from '../../compare/comparison.js';
import { comparedDomains, comparedTotals } from '../comparisons.js';
import { clipText } from '../text/clean-text.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import { COMPARISON_MARKS } from '../text/marks.js';
import type { Markup } from '../text/markup.js';
import type { Report } from '../report.js';
import { drawPlot } from './draw-plot.js';

/** A row of the plot, in points. */
interface ForestRow {
  readonly index: number;
  readonly label: string;
  readonly change: number;
  readonly low: number;
  readonly high: number;
  readonly bound: number;
  readonly margin: number;
  readonly verdict: ComparisonVerdict;
}

/** Figures with the name they stand under. */
type NamedRates = ComparedRates & { readonly domain: string };

const ROW_HEIGHT = 30;
const LONGEST_LABEL = 32;
const VERDICTS = ['regression', 'open', 'pass'] as const;

/**
 * The change of each domain and of all items with its interval, beside zero and the margin.
 *
 * @param report the read model of a run that was compared
 * @returns undefined when no item is shared with the baseline
 */
export function forestPlot(report: Report): Markup | undefined {
  const rows = [...comparedDomains(report), ...comparedTotals(report).map(namedOverall)]
    .filter(({ sharedItems }) => sharedItems > 0)
    .map(forestRow);
  if (rows.length === 0) return undefined;
  const isTrusted = report.verdict.reason !== 'guard';
  return drawPlot({
    ariaLabel: `Forest plot: change of each domain in points with its 95 % interval. The table below has the same figures.`,
    width: 1000,
    height: 70 + ROW_HEIGHT * rows.length,
    marginLeft: 230,
    marginRight: 90,
    marginTop: 10,
    marginBottom: 44,
    x: {
      label: 'change, points (left is worse)',
      labelAnchor: 'center',
      labelArrow: 'none',
      inset: 12,
      grid: true,
    },
    y: {
      type: 'band',
      domain: rows.map(({ index }) => index),
      tickFormat: (index: number) => rows[index]?.label ?? '',
      label: null,
      tickSize: 0,
    },
    color: { domain: VERDICTS, range: ['var(--bad)', 'var(--open)', 'var(--good)'] },
    symbol: { domain: VERDICTS, range: ['diamond', 'triangle', 'circle'] },
    marks: marksOf(rows, isTrusted),
  });
}

/** The figures of all items of a metric, by their name. */
function namedOverall(rates: ComparedRates): NamedRates {
  return { domain: OVERALL, ...rates };
}

/** One row in points; what is excluded above is drawn on the side of falls. */
function forestRow(rates: NamedRates, index: number): ForestRow {
  return {
    index,
    label: clipText(domainLabel(rates.domain, rates.metric), LONGEST_LABEL),
    change: -100 * rates.drop,
    low: 100 * rates.interval.low,
    high: 100 * rates.interval.high,
    bound: -100 * rates.upper,
    margin: -100 * rates.margin,
    verdict: rates.verdict,
  };
}

/** Zero, margins, intervals, bounds, changes and words. */
function marksOf(rows: readonly ForestRow[], isTrusted: boolean) {
  const y = 'index';
  const stroke = isTrusted ? 'verdict' : 'var(--soft)';
  return [
    ruleX([0], { stroke: 'currentColor' }),
    tickX(rows, {
      x: 'margin',
      y,
      stroke: 'var(--bad)',
      strokeDasharray: '4 3',
      insetTop: 2,
      insetBottom: 2,
    }),
    ruleY(rows, { x1: 'low', x2: 'high', y, stroke, strokeWidth: 2.5 }),
    tickX(rows, { x: 'bound', y, stroke, strokeWidth: 2.5, insetTop: 7, insetBottom: 7 }),
    dot(rows, { x: 'change', y, fill: stroke, symbol: isTrusted ? 'verdict' : 'circle', r: 6 }),
    text(rows, {
      y,
      text: (row: ForestRow) => (isTrusted ? COMPARISON_MARKS[row.verdict].word : ''),
      frameAnchor: 'right',
      textAnchor: 'start',
      dx: 10,
    }),
  ];
}
