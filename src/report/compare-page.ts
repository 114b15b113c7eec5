import { framedPage } from './page-frame.js';
import { dot, frame, ruleX, ruleY } from '@observablehq/plot';
import { clipText } from '../clean-text.js';
import type { Standing } from '../decide/two-ways.js';
import { compareSentences, howCompared, sideSentence } from './compare-text.js';
import { compareTable, type CompareView } from './compare-view.js';
import { OVERALL } from './domain-rates.js';
import { domainLabel } from './labels.js';
import { html, Markup } from './markup.js';
import { PAGE_POLICY, PAGE_STYLE } from './page-assets.js';
import { figure, pageTable, section } from './page-parts.js';
import { drawPlot } from './page-plots.js';

const ROW_HEIGHT = 30;
const LONGEST_LABEL = 32;

/** How the plot is read. */
const EXPLANATION =
  'Each row is one domain: the mark is B less A in points, the bar its 95 % interval. Left of the line B is lower. A diamond is a difference that was found, a circle none as large as the margin, a triangle is open.';

/**
 * A comparison as one page that loads nothing and runs no script.
 *
 * @param view what was compared
 */
export function renderComparePage(view: CompareView): string {
  const [first = '', ...rest] = compareSentences(view);
  return framedPage({
    title: html`A and B compared`,
    policy: PAGE_POLICY,
    style: new Markup(PAGE_STYLE),
    main: html`<header class="verdict">
        <p class="kicker">Comparison</p>
        <h1>A and B compared</h1>
        <p class="sentence">${first}</p>
        ${rest.map((sentence) => html`<p>${sentence}</p>`)}
        <p>${sideSentence('A', view.a)}</p>
        <p>${sideSentence('B', view.b)}</p>
      </header>
      ${view.notes.map((note) => html`<p class="notice warning"><strong>note:</strong> ${note}</p>`)}
      ${section('change', 'By domain', [
        figure('difference by domain', plotOf(view), EXPLANATION),
        pageTable(compareTable(view, 'short')),
      ])}
      ${section('evidence', 'Evidence', [
        html`<p>${howCompared(view)}</p>`,
        pageTable(compareTable(view, 'evidence')),
      ])}`,
    toolVersion: view.toolVersion,
  });
}

const SYMBOLS: Readonly<Record<Standing, string>> = {
  lower: 'diamond',
  higher: 'diamond',
  alike: 'circle',
  'not-lower': 'circle',
  open: 'triangle',
};

const COLORS: Readonly<Record<Standing, string>> = {
  lower: 'var(--bad)',
  higher: 'var(--good)',
  alike: 'var(--accent)',
  'not-lower': 'var(--accent)',
  open: 'var(--open)',
};

/** The differences with their intervals; undefined where nothing has answers on both sides. */
function plotOf(view: CompareView): Markup | undefined {
  const rows = view.rows
    .filter(({ items }) => items > 0)
    .map((row, index) => ({
      index,
      label: clipText(domainLabel(row.domain ?? OVERALL, row.metric), LONGEST_LABEL),
      change: 100 * row.change,
      low: 100 * row.interval.low,
      high: 100 * row.interval.high,
      standing: row.standing,
    }));
  if (rows.length === 0) return undefined;
  return drawPlot({
    ariaLabel:
      'B less A in each domain in points with its 95 % interval. The table below has the same figures.',
    width: 1000,
    height: 70 + ROW_HEIGHT * rows.length,
    marginLeft: 230,
    marginRight: 30,
    marginTop: 10,
    marginBottom: 44,
    x: {
      label: 'B less A, points',
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
    marks: [
      frame({ stroke: 'var(--line)' }),
      ruleX([0], { stroke: 'currentColor' }),
      ruleY(rows, { x1: 'low', x2: 'high', y: 'index', stroke: 'var(--soft)', strokeWidth: 2 }),
      ...Object.entries(SYMBOLS).map(([standing, symbol]) =>
        dot(
          rows.filter((row) => row.standing === standing),
          {
            ...{ x: 'change', y: 'index', r: 5, fill: COLORS[standing as Standing] },
            symbol: symbol as 'circle',
          },
        ),
      ),
    ],
  });
}
