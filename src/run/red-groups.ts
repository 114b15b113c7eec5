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
  const dropOf = (metric: Metric, domain: string | null): number =>
    Math.max(
      0,
      ...figures
        .filter(({ overall }) => overall.metric === metric)
        .map((each) => dropIn(each, domain)),
    );
  return [
    ...regressedDomains(compared).map(({ domain, metric }) => ({
      ...{ domain, metric },
      drop: dropOf(metric, domain),
    })),
    ...overallRegressed(compared).map((metric) => ({
      ...{ domain: null, metric },
      drop: dropOf(metric, null),
    })),
    ...floorsOf(measured)
      .filter(({ result }) => result === 'missed')
      .map(({ domain }) => ({ metric: 'safe' as const, domain: domain ?? null })),
  ];
}

/** The figures of every comparison in which something is red. */
function redFigures(compared: ComparedRun, { ranked }: Measured): readonly ComparisonFigures[] {
  return [...compared.setup.comparisons.keys()]
    .filter((index) => isRed(compared, index))
    .map((index) => comparisonFigures({ ...compared, index }, ranked));
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
