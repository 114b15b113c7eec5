import { concentration, totalOf } from '../stats/paired-counts.js';
import { rateBounds } from '../stats/rate-bounds.js';
import type { CandidateCounts } from './counts.js';
import type { Rankable, RankedItems } from './samples.js';
import type { VerdictReason } from './verdict.js';

/** The least safe-rate that is accepted, of all items or of one domain: a fraction from 0 to 1. */
export interface Floor {
  /** Undefined: all items. */
  readonly domain: string | undefined;
  readonly rate: number;
}

/** Chance, of each floor, that it is called met or missed and is not. */
const FLOOR_ERROR = 0.05;

/** A floor, and where the safe-rate stands to it; rates are fractions from 0 to 1. */
export interface FloorOutcome {
  /** Undefined: all items. */
  readonly domain: string | undefined;
  readonly floor: number;
  /** `met` when the rate is surely at or above it, `missed` when surely below, else `open`. */
  readonly result: 'met' | 'missed' | 'open';
  readonly rate: number;
  /** One-sided bounds of the rate, each of confidence .95 over all looks. */
  readonly lower: number;
  readonly upper: number;
  /** Items with a scored answer, and all there are. */
  readonly items: number;
  readonly plannedItems: number;
  readonly answers: number;
}

/** What floors are held against. */
export interface Measured {
  readonly ranked: RankedItems<Rankable>;
  /** Safe answers; floors look at all of them, however many were asked. */
  readonly counts: CandidateCounts;
  /** How alike the items are, from the whole baseline; undefined: from this run's own answers. */
  readonly concentration: number | undefined;
  /** How often a profile looks: its stages. The chance of an error is shared by all looks. */
  readonly looks: number;
}

/**
 * Holds the safe-rate against every floor: met when its lower bound is at or above the floor, missed
 * when its upper bound is below it.
 *
 * @param floors what the user set; none gives none
 * @param measured items, answers, and how often they are looked at
 * @see docs/statistics.md
 */
export function checkFloors(floors: readonly Floor[], measured: Measured): readonly FloorOutcome[] {
  const byDomain = new Map(
    [...measured.ranked].map(([domain, items]) => [
      domain,
      items.map(({ id }) => measured.counts(id, Number.POSITIVE_INFINITY)),
    ]),
  );
  const all = [...byDomain.values()].flat();
  const alike = measured.concentration ?? concentration(all);
  return floors.map((floor) => {
    const counts = floor.domain === undefined ? all : (byDomain.get(floor.domain) ?? []);
    const bounded = rateBounds(counts, {
      domainSize: counts.length,
      concentration: alike,
      confidence: 1 - FLOOR_ERROR / Math.max(1, measured.looks),
    });
    const { rate, lower, upper, items } = bounded;
    const { answers } = totalOf(counts);
    const result = lower >= floor.rate ? 'met' : upper < floor.rate ? 'missed' : 'open';
    const { domain } = floor;
    return {
      domain,
      floor: floor.rate,
      result,
      rate,
      lower,
      upper,
      items,
      plannedItems: counts.length,
      answers,
    };
  });
}

/**
 * The domains in which more answers could still settle a floor; a floor of the overall rate needs
 * all of them.
 *
 * @param outcomes where the floors stand
 * @param domains the domains of the run
 */
export function openFloorDomains(
  outcomes: readonly FloorOutcome[],
  domains: readonly string[],
): readonly string[] {
  const open = outcomes.filter(({ result }) => result === 'open');
  if (open.some(({ domain }) => domain === undefined)) return domains;
  const names = new Set(open.map(({ domain }) => domain));
  return domains.filter((domain) => names.has(domain));
}

/**
 * The verdict with the floors in it: one that is missed fails, one that is open leaves no pass.
 *
 * @param reasoned the verdict of the comparison; undefined when there was nothing to compare with
 * @param outcomes where the floors stand; with none the comparison's verdict stays
 */
export function withFloors(
  reasoned: VerdictReason | undefined,
  outcomes: readonly FloorOutcome[],
): VerdictReason | undefined {
  if (outcomes.length === 0 || reasoned?.verdict === 'fail') return reasoned;
  const results = new Set(outcomes.map(({ result }) => result));
  if (results.has('missed')) return { verdict: 'fail', reason: 'below-floor' };
  if (reasoned?.verdict === 'inconclusive') return reasoned;
  // A first baseline run makes a baseline all the same: what it lacks are more baseline runs.
  if (reasoned?.reason === 'baseline-created') return reasoned;
  if (results.has('open')) return { verdict: 'inconclusive', reason: 'insufficient-evidence' };
  return reasoned ?? { verdict: 'pass', reason: 'above-floor' };
}
