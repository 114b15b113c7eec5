import {
  comparisonFigures,
  type ChangeInterval,
  type ComparedRates,
} from '../decide/comparison-figures.js';
import type { MeasuredRate, MetricCounts } from '../decide/counts.js';
import type { Comparison } from '../decide/comparisons.js';
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
 * @param comparison the candidate against the pool, at the end of its profile
 * @param swept the items of this run, and what was answered to them
 * @returns undefined when no release is pinned
 */
export function lastRelease(
  pinned: Baseline['pinned'],
  comparison: Comparison,
  swept: { readonly ranked: RankedItems<Rankable>; readonly counts: MetricCounts },
): LastRelease | undefined {
  if (pinned?.kind !== 'release') return undefined;
  const baseline = pooledCounts(storedScores(pinned.records, comparison.metric), 'all');
  const { overall, domains } = comparisonFigures(
    { ...comparison, baseline },
    swept.ranked,
    swept.counts,
  );
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
