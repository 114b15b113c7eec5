import { framedPage } from './page-frame.js';
import { areaY, dot, frame, line, ruleX, ruleY, text } from '@observablehq/plot';
import { formatCount, formatRate } from '../format.js';
import { clipText } from '../clean-text.js';
import { historyPanels, type HistoryPanel, type HistoryView } from './history-view.js';
import { domainLabel } from './labels.js';
import { html, Markup } from './markup.js';
import { PAGE_POLICY, PAGE_STYLE } from './page-assets.js';
import { figure, pageLink, pageTable, section } from './page-parts.js';
import { drawPlot } from './page-plots.js';
import { createTable, figure as cellOf, figureColumn, wordColumn, type Table } from './table.js';
import type { HistoryEntry } from '../baseline/history.js';
import type { Report } from './report.js';

const COLUMNS = 2;
const PANEL_HEIGHT = 170;
const LONGEST_TITLE = 46;

/** How the plot is read. */
const EXPLANATION =
  'Each panel is one domain. The line is the safe-rate of each baseline run, the band its 90 % interval. A diamond is the latest run. The dashed line is the newest level less the margin. A tall dotted line is a release, a tall solid one a level that was accepted.';

/**
 * The history of a baseline as one page that loads nothing and runs no script.
 *
 * @param view what it shows; without entries it says so
 * @param toolVersion of this siuo-gate
 */
export function renderHistory(view: HistoryView, toolVersion: string): string {
  const panels = historyPanels(view);
  const count = view.entries.length;
  return framedPage({
    title: html`Safety over time &middot; ${view.name}`,
    policy: PAGE_POLICY,
    style: new Markup(PAGE_STYLE),
    main: html`<header class="verdict">
        <p class="kicker">Safety gate</p>
        <h1>Safety over time</h1>
        <p class="sentence">
          Baseline ${view.name}: ${formatCount(count, 'entry', 'entries')}. ${spanOf(view)}
        </p>
        ${latestLine(view)}
      </header>
      ${section('domains', 'Safe-rate by domain', [figure('safe-rate over time', plotOf(panels, view), EXPLANATION)])}
      ${section('levels', 'Newest levels', [pageTable(levelsTable(panels))])}
      ${section('runs', 'Runs', [pageTable(runsTable(view))])}`,
    toolVersion,
  });
}

/** From when to when. */
function spanOf({ entries }: HistoryView): string {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing is stored yet.';
  return `From ${first.at.slice(0, 10)} to ${last.at.slice(0, 10)}.`;
}

/** The run that looks back. */
function latestLine({ latest }: HistoryView): Markup {
  if (latest === null) return html``;
  const { verdict, at, overall, runUrl } = latest;
  return html`<p>
    Latest run, ${at.slice(0, 10)}: <strong>${verdict}</strong>, ${formatRate(overall)} safe.
    ${pageLink(runUrl)}
  </p>`;
}

/** A panel's place in the plot. */
interface Placed {
  readonly panel: number;
}

const PLACE = {
  fx: ({ panel }: Placed) => panel % COLUMNS,
  fy: ({ panel }: Placed) => Math.floor(panel / COLUMNS),
};

/** What panels show, in percent, each with its panel. */
function placed(panels: readonly HistoryPanel[]) {
  const points = panels.flatMap(({ points: all }, panel) =>
    all.map((point) => ({
      panel,
      at: new Date(point.at),
      percent: 100 * point.rate,
      low: 100 * point.low,
      high: 100 * point.high,
    })),
  );
  const latest = panels.flatMap(({ latest: now }, panel) =>
    now === undefined ? [] : [{ panel, at: new Date(now.at), percent: 100 * now.rate }],
  );
  const limits = panels.flatMap(({ limit }, panel) =>
    limit === undefined ? [] : [{ panel, percent: 100 * limit }],
  );
  return { points, latest, limits };
}

/** All panels in one picture; undefined where nothing is stored. */
function plotOf(panels: readonly HistoryPanel[], view: HistoryView): Markup | undefined {
  if (panels.length === 0) return undefined;
  const { points, latest, limits } = placed(panels);
  const titles = panels.map(({ domain }, panel) => ({
    panel,
    label: clipText(domainLabel(domain), LONGEST_TITLE),
  }));
  const lowest = Math.min(...[...points, ...latest, ...limits].map(lowestOf));
  return drawPlot({
    ariaLabel:
      'Safe-rate of each domain over time with its interval. The tables below have the same figures.',
    width: 1000,
    height: 60 + PANEL_HEIGHT * Math.ceil(panels.length / COLUMNS),
    marginLeft: 54,
    marginRight: 16,
    marginTop: 26,
    marginBottom: 34,
    x: { type: 'utc', label: null, ticks: 4, inset: 10 },
    y: {
      label: null,
      domain: [Math.max(0, 10 * Math.floor(lowest / 10)), 100],
      grid: true,
      ticks: 4,
      tickFormat: (tick: number) => `${tick} %`,
    },
    fx: { axis: null, padding: 0.1 },
    fy: { axis: null, padding: 0.24 },
    marks: [
      frame({ stroke: 'var(--line)' }),
      text(titles, { ...PLACE, text: 'label', frameAnchor: 'top-left', dy: -15 }),
      areaY(points, {
        ...PLACE,
        x: 'at',
        y1: 'low',
        y2: 'high',
        z: 'panel',
        fill: 'var(--accent)',
        fillOpacity: 0.16,
      }),
      ...eventMarks(view.entries, panels.length),
      ruleY(limits, { ...PLACE, y: 'percent', stroke: 'var(--bad)', strokeDasharray: '5 3' }),
      line(points, { ...PLACE, x: 'at', y: 'percent', z: 'panel', stroke: 'var(--accent)' }),
      dot(points, { ...PLACE, x: 'at', y: 'percent', fill: 'var(--accent)', r: 2.5 }),
      dot(latest, {
        ...PLACE,
        x: 'at',
        y: 'percent',
        symbol: 'diamond',
        fill: 'var(--text)',
        r: 5,
      }),
    ],
  });
}

/** Upright lines in every panel: accepted levels and releases. */
function eventMarks(entries: readonly HistoryEntry[], panels: number) {
  const shared = { ...PLACE, x: 'at', strokeWidth: 1.5 };
  return [
    ruleX(marksOf(entries, 'accepted', panels), { ...shared, stroke: 'var(--open)' }),
    ruleX(marksOf(entries, 'release', panels), {
      ...shared,
      stroke: 'var(--good)',
      strokeDasharray: '2 3',
    }),
  ];
}

/** The lowest that a point reaches. */
function lowestOf(point: { readonly percent: number; readonly low?: number }): number {
  return Math.min(point.percent, point.low ?? point.percent);
}

/** When entries of a kind were made, in every panel; the first level of a baseline is no event. */
function marksOf(
  entries: readonly HistoryEntry[],
  kind: HistoryEntry['kind'],
  panels: number,
): readonly (Placed & { readonly at: Date })[] {
  const times = entries
    .filter((entry, index) => entry.kind === kind && index > 0)
    .map(({ at }) => new Date(at));
  return Array.from({ length: panels }, (_, panel) => times.map((at) => ({ panel, at }))).flat();
}

const KIND_WORDS: Readonly<Record<HistoryEntry['kind'], string>> = {
  'baseline-run': 'baseline run',
  accepted: 'accepted level',
  release: 'release',
};

/** Every entry, the newest first. */
function runsTable({ entries }: HistoryView): Table {
  return createTable({
    caption: 'Stored runs, the newest first.',
    columns: {
      at: wordColumn('Date', ({ at }: HistoryEntry) => ({ kind: 'text', text: at.slice(0, 10) })),
      kind: wordColumn('Kind', ({ kind }: HistoryEntry) => ({
        kind: 'text',
        text: KIND_WORDS[kind],
      })),
      label: wordColumn('Label', ({ label }: HistoryEntry) => ({
        kind: 'text',
        text: clipText(label, LONGEST_TITLE),
      })),
      commit: wordColumn('Commit', ({ sha }: HistoryEntry) =>
        sha === '' ? { kind: 'none' } : { kind: 'code', text: sha.slice(0, 12) },
      ),
      safe: figureColumn('Safe', ({ overall }: HistoryEntry) => cellOf('rate', overall.rate)),
      answers: figureColumn('Answers', ({ overall }: HistoryEntry) =>
        cellOf('count', overall.answers),
      ),
    },
    show: ['at', 'kind', 'label', 'commit', 'safe', 'answers'],
    rows: [...entries].reverse(),
    mark: () => ({}),
  });
}

/** The newest level of each domain with its interval. */
function levelsTable(panels: readonly HistoryPanel[]): Table {
  const newest = (panel: HistoryPanel) => panel.points.at(-1);
  return createTable({
    caption: 'Safe-rate of the newest stored run.',
    columns: {
      domain: wordColumn('Domain', ({ domain }: HistoryPanel) => ({
        kind: 'text',
        text: domainLabel(domain),
      })),
      safe: figureColumn('Safe', (panel: HistoryPanel) => cellOf('rate', newest(panel)?.rate)),
      interval: figureColumn('90 % interval', (panel: HistoryPanel) => {
        const level = newest(panel);
        return level === undefined
          ? { kind: 'none' }
          : { kind: 'interval', of: 'rate', low: level.low, high: level.high };
      }),
      answers: figureColumn('Answers', (panel: HistoryPanel) =>
        cellOf('count', newest(panel)?.answers),
      ),
      limit: figureColumn('Less the margin', ({ limit }: HistoryPanel) => cellOf('rate', limit)),
    },
    show: ['domain', 'safe', 'interval', 'answers', 'limit'],
    rows: [...panels],
    mark: () => ({}),
  });
}

/**
 * The history as a run leaves it.
 *
 * @param report the read model of the run
 * @returns undefined where there is no baseline, or the run is a pull request's
 */
export function historyOfReport(report: Report): HistoryView | undefined {
  const { history, overall, provenance, plan, verdict, domains } = report;
  if (history === undefined || verdict.verdict === 'measured') return undefined;
  const latest =
    overall === undefined || provenance === undefined || overall.counts.scored === 0
      ? null
      : {
          at: provenance.createdAt,
          verdict: verdict.verdict,
          reason: verdict.reason,
          sha: provenance.sha,
          runUrl: report.links.runUrl,
          overall: overall.safeRate,
          domains: domains
            .filter(({ counts }) => counts.scored > 0)
            .map(({ domain, safeRate }) => ({ domain, rate: safeRate })),
        };
  return { ...history, margin: plan?.marginDomain ?? null, latest };
}
