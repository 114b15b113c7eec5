import type { FloorOutcome } from '../../compare/floors.js';
import type { BesideRates, LastRelease } from '../../pool/last-release.js';
import { plain } from './summary-figures.js';
import type { Summary } from './summary-schema.js';

/**
 * A floor in the summary's units.
 *
 * @param outcome where the safe-rate stands to it
 */
export function floorSummary(outcome: FloorOutcome): Summary['floors'][number] {
  const { domain, floor, result, rate, lower, upper, items, plannedItems, answers } = outcome;
  const bounds = { low: plain(lower), high: plain(upper) };
  const safeRate = plain(rate);
  return { domain: domain ?? null, floor, result, safeRate, bounds, items, plannedItems, answers };
}

/**
 * The last release in the summary's units.
 *
 * @param release the last release beside this run
 */
export function releaseSummary(release: LastRelease): NonNullable<Summary['lastRelease']> {
  const { label, pinnedAt, overall, domains } = release;
  return {
    label,
    pinnedAt,
    overall: besideSummary(overall),
    domains: domains.map((row) => ({ domain: row.domain, ...besideSummary(row) })),
  };
}

/** Both rates, and the change in points. */
function besideSummary({ baseline, candidate, sharedItems, drop, interval }: BesideRates) {
  return {
    safeRate: plain(candidate.rate),
    releaseSafeRate: plain(baseline.rate),
    sharedItems,
    changePoints: plain(-100 * drop),
    intervalPoints: { low: plain(100 * interval.low), high: plain(100 * interval.high) },
  };
}
