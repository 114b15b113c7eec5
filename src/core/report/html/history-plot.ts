import { dot, frame, line, ruleY, text } from '@observablehq/plot';
import { groupBy } from '../../group-by.js';
import { clipText } from '../text/clean-text.js';
import { domainLabel } from '../text/domain-label.js';
import { OVERALL } from '../domain-rates.js';
import type { Markup } from '../text/markup.js';
import type { BaselineSummary, DomainRates, PoolNight, Report } from '../report.js';
import { drawPlot } from './draw-plot.js';

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
const LONGEST_LABEL = 30;

/** Which panel a level stands in: panels fill rows of three. */
const PLACE = {
  fx: ({ panel }: Level) => panel % COLUMNS,
  fy: ({ panel }: Level) => Math.floor(panel / COLUMNS),
};

/**
 * The safe-rate of each domain in the nights of the pool, the pinned level and this run.
 *
 * @param report the read model
 * @returns undefined without a baseline
 */
export function historyPlot(report: Report): Markup | undefined {
  const { baseline, overall } = report;
  if (baseline?.kind !== 'used' || overall === undefined) return undefined;
  const panels = [overall, ...report.domains];
  const nights = panels.flatMap((row, panel) => nightLevels(row, panel, baseline.nights));
  const pinned = panels.flatMap((row, panel) => pinnedLevel(row, panel, baseline));
  const now = panels.flatMap((row, panel) => thisRun(row, panel, report));
  const all = [...nights, ...pinned, ...now];
  const lowest = Math.min(...all.map(({ percent }) => percent));
  const titles = [...groupBy(all, ({ panel }) => panel).values()].flatMap((levels) =>
    levels.slice(0, 1),
  );
  return drawPlot({
    ariaLabel: `Safe-rate of each domain over the nights of the pool, beside the pinned level and this run. The table below has the same figures.`,
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
      line(nights, {
        ...PLACE,
        x: 'at',
        y: 'percent',
        z: 'panel',
        stroke: 'var(--accent)',
        strokeWidth: 1.5,
      }),
      dot(nights, { ...PLACE, x: 'at', y: 'percent', fill: 'var(--accent)', r: 3 }),
      dot(now, { ...PLACE, x: 'at', y: 'percent', symbol: 'diamond', fill: 'var(--text)', r: 5 }),
    ],
  });
}

/** A domain in the nights, oldest first. */
function nightLevels(
  { domain }: DomainRates,
  panel: number,
  nights: readonly PoolNight[],
): readonly Level[] {
  return [...nights].reverse().flatMap((night) => {
    const rate = levelOf(domain, night);
    return rate === undefined ? [] : [level(domain, panel, night.createdAt, rate)];
  });
}

/** A domain at the pinned level. */
function pinnedLevel({ domain }: DomainRates, panel: number, { pinned }: Used): readonly Level[] {
  const rate = pinned === undefined ? undefined : levelOf(domain, pinned);
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

/** The rate of a domain, or of all items, in stored records. */
function levelOf(
  domain: string,
  stored: Pick<PoolNight, 'safeRate' | 'domains'>,
): number | undefined {
  if (domain === OVERALL) return stored.safeRate;
  return stored.domains.find((known) => known.domain === domain)?.safeRate;
}

/** One level in percent. */
function level(domain: string, panel: number, at: string, rate: number): Level {
  const label = clipText(domainLabel(domain), LONGEST_LABEL);
  return { panel, label, at: new Date(at), percent: 100 * rate };
}
