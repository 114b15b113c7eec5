import {
  dot,
  frame,
  line,
  plot,
  type PlotOptions,
  ruleX,
  ruleY,
  text,
  tickX,
} from '@observablehq/plot';
import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';
import type { ComparedRates, ComparisonVerdict } from '../decide/comparison-figures.js';
import { groupBy } from '../group-by.js';
import { cleanText, clipText } from '../clean-text.js';
import { comparedDomains, comparedTotals } from './compared-rates.js';
import { OVERALL } from './domain-rates.js';
import { COMPARISON_MARKS, domainLabel } from './labels.js';
import { Markup } from './markup.js';
import type { BaselineSummary, DomainRates, PoolRun, Report } from './report.js';
import { storedRate } from './run-tables.js';

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
 * The change of each domain and of all items with its interval, alongside zero and the margin.
 *
 * @param report the read model of a run that was compared
 * @returns undefined when no item is shared with the baseline
 */
export function forestPlot(report: Report): Markup | undefined {
  const rows = [...comparedDomains(report), ...comparedTotals(report).map(namedOverall)]
    .filter(({ sharedItems }) => sharedItems > 0)
    .map(forestRow);
  if (rows.length === 0) return undefined;
  const isTrusted = report.verdict.reason !== 'invalid';
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

/** One row in points; what is excluded above is drawn on the side of drops. */
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

/** One level of one domain at one time. */
interface Level {
  readonly panel: number;
  readonly label: string;
  readonly at: Date;
  readonly percent: number;
}

type Used = Extract<BaselineSummary, { kind: 'used' }>;

const COLUMNS = 3;
const PANEL_HEIGHT = 130;
const LONGEST_TITLE = 30;

/** Which panel a level stands in: panels fill rows of three. */
const PLACE = {
  fx: ({ panel }: Level) => panel % COLUMNS,
  fy: ({ panel }: Level) => Math.floor(panel / COLUMNS),
};

/**
 * The safe-rate of each domain in the baseline runs of the pool, the pinned level and this run.
 *
 * @returns undefined without a baseline
 */
export function historyPlot(report: Report): Markup | undefined {
  const { baseline, overall } = report;
  if (baseline?.kind !== 'used' || overall === undefined) return undefined;
  const panels = [overall, ...report.domains];
  const baselineRuns = panels.flatMap((row, panel) =>
    baselineRunLevels(row, panel, baseline.baselineRuns),
  );
  const pinned = panels.flatMap((row, panel) => pinnedLevel(row, panel, baseline));
  const now = panels.flatMap((row, panel) => thisRun(row, panel, report));
  const all = [...baselineRuns, ...pinned, ...now];
  const lowest = Math.min(...all.map(({ percent }) => percent));
  const titles = [...groupBy(all, ({ panel }) => panel).values()].flatMap((levels) =>
    levels.slice(0, 1),
  );
  return drawPlot({
    ariaLabel: `Safe-rate of each domain over the baseline runs of the pool, with the pinned level and this run. The table below has the same figures.`,
    width: 1000,
    height: 60 + PANEL_HEIGHT * Math.ceil(panels.length / COLUMNS),
    marginLeft: 54,
    marginTop: 26,
    marginBottom: 34,
    x: { type: 'utc', label: null, ticks: 3 },
    y: {
      label: null,
      domain: [Math.max(0, 10 * Math.floor(lowest / 10) - 10), 100],
      grid: true,
      ticks: 4,
      tickFormat: (tick: number) => `${tick} %`,
    },
    fx: { axis: null, padding: 0.12 },
    fy: { axis: null, padding: 0.26 },
    marks: [
      frame({ stroke: 'var(--line)' }),
      text(titles, { ...PLACE, text: 'label', frameAnchor: 'top-left', dy: -15 }),
      ruleY(pinned, {
        ...PLACE,
        y: 'percent',
        stroke: 'var(--open)',
        strokeDasharray: '5 3',
        strokeWidth: 1.5,
      }),
      line(baselineRuns, {
        ...PLACE,
        x: 'at',
        y: 'percent',
        z: 'panel',
        stroke: 'var(--accent)',
        strokeWidth: 1.5,
      }),
      dot(baselineRuns, { ...PLACE, x: 'at', y: 'percent', fill: 'var(--accent)', r: 3 }),
      dot(now, { ...PLACE, x: 'at', y: 'percent', symbol: 'diamond', fill: 'var(--text)', r: 5 }),
    ],
  });
}

/** A domain in the baseline runs, oldest first. */
function baselineRunLevels(
  { domain }: DomainRates,
  panel: number,
  baselineRuns: readonly PoolRun[],
): readonly Level[] {
  return [...baselineRuns].reverse().flatMap((baselineRun) => {
    const rate = storedRate(domain, baselineRun);
    return rate === undefined ? [] : [level(domain, panel, baselineRun.createdAt, rate)];
  });
}

/** A domain at the pinned level. */
function pinnedLevel({ domain }: DomainRates, panel: number, { pinned }: Used): readonly Level[] {
  const rate = pinned === undefined ? undefined : storedRate(domain, pinned);
  if (pinned === undefined || rate === undefined) return [];
  return [level(domain, panel, pinned.pinnedAt, rate)];
}

/** A domain in this run, where it has a score. */
function thisRun(
  { domain, safeRate, counts }: DomainRates,
  panel: number,
  { provenance }: Report,
): readonly Level[] {
  if (provenance === undefined || counts.scored === 0) return [];
  return [level(domain, panel, provenance.createdAt, safeRate)];
}

/** One level in percent. */
function level(domain: string, panel: number, at: string, rate: number): Level {
  const label = clipText(domainLabel(domain), LONGEST_TITLE);
  return { panel, label, at: new Date(at), percent: 100 * rate };
}

/** What a reader who does not see the plot is told, and the plot itself. */
export interface DescribedPlot extends PlotOptions {
  readonly ariaLabel: string;
}

/**
 * Draws a plot into a document of its own. Colours are CSS variables of the page and the text takes
 * the page's, so that one picture serves light, dark and print. It holds no style: the page's policy
 * would refuse it.
 *
 * @param options the plot, its text cleaned of what cannot be seen
 * @returns an SVG element as markup
 */
export function drawPlot(options: DescribedPlot): Markup {
  const document = new DOMImplementation().createDocument(null, 'page', null);
  const drawn: unknown = plot({ ...options, document: document as never, className: 'plot' });
  const svg = drawn as Element;
  for (const style of Array.from(svg.getElementsByTagName('style'))) {
    style.parentNode?.removeChild(style);
  }
  for (const part of Array.from(svg.getElementsByTagName('*'))) {
    // The picture has one name; what its parts are called is the library's own words.
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', cleanText(options.ariaLabel));
  return new Markup(new XMLSerializer().serializeToString(svg));
}
