import { comparisonFigures, type ComparisonFigures } from '../decide/comparison-figures.js';
import type { ComparedRun } from '../decide/comparisons.js';
import type { Metric } from '../decide/metric.js';
import { overallRegressed, regressedDomains } from '../report/build-report.js';
import type { RedGroup } from '../report/red-groups.js';
import { floorsOf, isRed, type Measured } from './figures.js';
import type { Known } from './run-log.js';

/**
 * The domains, or all items together, that made a run red, each with the largest drop that a red
 * comparison of its metric shows. A missed floor is a group without a drop.
 *
 * @param measured what the run knows; nothing compared and no floor gives none
 */
export function redGroups(measured: Measured): readonly RedGroup[] {
  const compared = measured.staged?.compared;
  const figures = compared === undefined ? [] : redFigures(compared, measured);
  return [
    ...regressedDomains(compared).map(({ domain, metric }) => ({
      ...{ domain, metric },
      drop: largestDrop(figures, metric, domain),
    })),
    ...overallRegressed(compared).map((metric) => ({
      ...{ domain: null, metric },
      drop: largestDrop(figures, metric, null),
    })),
    ...floorsOf(measured)
      .filter(({ result }) => result === 'missed')
      .map(({ domain }) => ({ metric: 'safe' as const, domain: domain ?? null })),
  ];
}

/**
 * Domains with the largest drop that any comparison shows, red or not.
 *
 * @param measured what the run knows; nothing compared gives none
 * @param wanted domains by metric
 */
export function dropsOf(
  { staged, ranked }: Pick<Measured, 'staged' | 'ranked'>,
  wanted: readonly { readonly domain: string; readonly metric: Metric }[],
): readonly (RedGroup & { readonly domain: string })[] {
  const compared = staged?.compared;
  if (compared === undefined) return [];
  const figures = figuresOf(compared, ranked, () => true);
  return wanted.map(({ domain, metric }) => ({
    ...{ domain, metric },
    drop: largestDrop(figures, metric, domain),
  }));
}

/** The figures of every comparison in which something is red. */
function redFigures(compared: ComparedRun, { ranked }: Measured): readonly ComparisonFigures[] {
  return figuresOf(compared, ranked, (index) => isRed(compared, index));
}

/** The figures of some comparisons, by their places. */
function figuresOf(
  compared: ComparedRun,
  ranked: Measured['ranked'],
  isWanted: (index: number) => boolean,
): readonly ComparisonFigures[] {
  return [...compared.setup.comparisons.keys()]
    .filter(isWanted)
    .map((index) => comparisonFigures({ ...compared, index }, ranked));
}

/** The largest drop of a domain, or of all items together, on a metric; 0 where none dropped. */
function largestDrop(
  figures: readonly ComparisonFigures[],
  metric: Metric,
  domain: string | null,
): number {
  const ofMetric = figures.filter(({ overall }) => overall.metric === metric);
  return Math.max(0, ...ofMetric.map((each) => dropIn(each, domain)));
}

/** The drop of a domain, or of all items together. */
function dropIn({ domains, overall }: ComparisonFigures, domain: string | null): number {
  if (domain === null) return overall.drop;
  return domains.find((row) => row.domain === domain)?.drop ?? 0;
}

/**
 * What the figures are made of, as far as the run came.
 *
 * @param known what the run knows
 */
export function measuredOf({
  config,
  ranked,
  resultStore,
  controlStore,
  chosenBaseline,
  merged,
  plan,
  staged,
}: Known): Measured {
  return {
    config,
    ranked: ranked ?? new Map(),
    results: resultStore?.results ?? new Map(),
    chosenBaseline,
    control: controlStore?.results,
    // Records whose results were not taken over say nothing.
    merged: resultStore && merged,
    plan,
    staged,
  };
}
