import {
  comparisonFigures,
  type ChangeInterval,
  type ComparedRates,
  type FiguredComparison,
} from '../decide/comparison-figures.js';
import type { MeasuredRate } from '../decide/counts.js';
import type { Rankable, RankedItems } from '../decide/samples.js';
import { pooledCounts, storedScores } from './stored-scores.js';
import type { Baseline } from './baseline-file.js';

/** Rates of this run beside those of the last release, on the items they share. */
export interface BesideRates {
  readonly baseline: MeasuredRate;
  readonly candidate: MeasuredRate;
  readonly sharedItems: number;
  /** Release less candidate: positive is worse. */
  readonly drop: number;
  readonly interval: ChangeInterval;
}

/** The last release beside this run; shown, never decided by. */
export interface LastRelease {
  readonly label: string;
  readonly pinnedAt: string;
  readonly overall: BesideRates;
  readonly domains: readonly (BesideRates & { readonly domain: string })[];
}

/**
 * The last release's level beside this run, on the answers that the pool was decided by.
 *
 * @param pinned the pinned level
 * @param figured the comparison of this run with the pool
 * @param ranked the items of this run
 * @returns undefined when no release is pinned
 */
export function lastRelease(
  pinned: Baseline['pinned'],
  figured: FiguredComparison,
  ranked: RankedItems<Rankable>,
): LastRelease | undefined {
  if (pinned?.kind !== 'release') return undefined;
  const metric = figured.setup.comparisons[figured.index]?.metric ?? 'safe';
  const instead = pooledCounts(storedScores(pinned.records, metric), 'all');
  const { overall, domains } = comparisonFigures({ ...figured, instead }, ranked);
  return {
    label: pinned.label,
    pinnedAt: pinned.pinnedAt,
    overall: beside(overall),
    domains: domains.map((row) => ({ domain: row.domain, ...beside(row) })),
  };
}

/** What of a comparison is no decision. */
function beside({ baseline, candidate, sharedItems, interval }: ComparedRates): BesideRates {
  return { baseline, candidate, sharedItems, drop: baseline.rate - candidate.rate, interval };
}
