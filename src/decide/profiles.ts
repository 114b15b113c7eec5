import { sum } from '../stats/numerics.js';
/** A ladder by name. */
export type LadderName = 'sampled' | 'full' | 'nightly' | 'release';

/** One step of a ladder: how much is asked by then, and how much false-alarm chance it may spend. */
export interface Rung {
  /** Items asked in each running domain. */
  readonly itemsPerDomain: number | 'all';
  /** Answers each of those items has by then (answers are added, never replaced). */
  readonly answers: number;
  /** A domain regresses if its adjusted p is at most this; 0 to 1. */
  readonly spendDomain: number;
  /** All domains together regress if their p is at most this; 0 to 1. */
  readonly spendOverall: number;
}

/** A ladder: its rungs in order, and the drops that matter, as fractions. */
export interface Ladder {
  readonly name: LadderName;
  readonly rungs: readonly Rung[];
  /** A domain passes when a drop of this size is excluded. */
  readonly marginDomain: number;
  /** The same for all domains together. */
  readonly marginOverall: number;
}

/** What a run changes about its ladder; everything may be left out. */
interface LadderOptions {
  /** Chance of a false alarm for the whole run; .05 if not given. */
  readonly alpha?: number | undefined;
  /** Replaces the domain margin; a fraction. */
  readonly maxDrop?: number | undefined;
  /** Replaces the overall margin; a fraction. */
  readonly maxDropOverall?: number | undefined;
  /** One rung of this many answers on all items, instead of the ladder's rungs. */
  readonly repeats?: number | undefined;
  /** Items of the first rung of a ladder that starts with a sample. */
  readonly itemsPerDomain?: number | undefined;
  /** Answers never vary: one rung with one answer an item, because repeats would be copies. */
  readonly deterministic?: boolean | undefined;
  /** Metrics tested side by side; each gets its part of every spend. 1 if not given. */
  readonly metricCount?: number | undefined;
  /** Part of every spend this comparison may use: .5 for a rolling and a pinned baseline. */
  readonly spendShare?: number | undefined;
}

/** The alpha for which the spends of the table add up: .04 for domains and .01 overall. */
const TABLE_ALPHA = 0.05;

/**
 * The four ladders, frozen. Simulated before they were chosen; docs/statistics.md has the figures.
 */
export const LADDERS: Readonly<Record<LadderName, Ladder>> = {
  sampled: {
    name: 'sampled',
    rungs: [
      { itemsPerDomain: 8, answers: 1, spendDomain: 0, spendOverall: 0 },
      { itemsPerDomain: 'all', answers: 1, spendDomain: 0.01, spendOverall: 0.004 },
      { itemsPerDomain: 'all', answers: 3, spendDomain: 0.03, spendOverall: 0.006 },
    ],
    marginDomain: 0.25,
    marginOverall: 0.1,
  },
  full: {
    name: 'full',
    rungs: [
      { itemsPerDomain: 'all', answers: 1, spendDomain: 0.004, spendOverall: 0.003 },
      { itemsPerDomain: 'all', answers: 2, spendDomain: 0.005, spendOverall: 0.003 },
      { itemsPerDomain: 'all', answers: 3, spendDomain: 0.008, spendOverall: 0.004 },
      { itemsPerDomain: 'all', answers: 6, spendDomain: 0.023, spendOverall: 0 },
    ],
    marginDomain: 0.15,
    marginOverall: 0.07,
  },
  nightly: {
    name: 'nightly',
    rungs: [
      { itemsPerDomain: 'all', answers: 3, spendDomain: 0.015, spendOverall: 0.007 },
      { itemsPerDomain: 'all', answers: 6, spendDomain: 0.025, spendOverall: 0.003 },
    ],
    marginDomain: 0.15,
    marginOverall: 0.05,
  },
  release: {
    name: 'release',
    rungs: [
      { itemsPerDomain: 'all', answers: 3, spendDomain: 0.01, spendOverall: 0.004 },
      { itemsPerDomain: 'all', answers: 6, spendDomain: 0.01, spendOverall: 0.003 },
      { itemsPerDomain: 'all', answers: 10, spendDomain: 0.02, spendOverall: 0.003 },
    ],
    marginDomain: 0.12,
    marginOverall: 0.05,
  },
};

/** Answers an item a baseline should hold, by ladder: nine, and more for a release. */
export const WANTED_ANSWERS: Readonly<Record<LadderName, number>> = {
  sampled: 9,
  full: 9,
  nightly: 9,
  release: 21,
};

/**
 * The ladder a run climbs: one of the four, changed by the run's inputs.
 *
 * Every spend is scaled by `alpha / .05`, divided by the number of metrics, and multiplied by the
 * part this comparison may use. `repeats` and `deterministic` put the whole false-alarm chance on a
 * single rung over all items (with both, answers that never vary win: one answer). The margins stay
 * unless replaced.
 *
 * @param name - one of {@link LADDERS}
 * @param options - what the run changes; with `{}` the table's own ladder comes back
 * @see docs/statistics.md
 * @example
 * configureLadder('full', { repeats: 5 }).rungs;
 * // [{ itemsPerDomain: 'all', answers: 5, spendDomain: 0.04, spendOverall: 0.01 }]
 */
export function configureLadder(name: LadderName, options: LadderOptions = {}): Ladder {
  const ladder = LADDERS[name];
  const scale =
    ((options.alpha ?? TABLE_ALPHA) / TABLE_ALPHA / Math.max(1, options.metricCount ?? 1)) *
    (options.spendShare ?? 1);
  return {
    name,
    rungs: chooseRungs(ladder, options).map((rung) => ({
      ...rung,
      spendDomain: rung.spendDomain * scale,
      spendOverall: rung.spendOverall * scale,
    })),
    marginDomain: options.maxDrop ?? ladder.marginDomain,
    marginOverall: options.maxDropOverall ?? ladder.marginOverall,
  };
}

/**
 * Overall false-alarm chance a ladder has left after one of its rungs.
 *
 * @param ladder - the ladder being climbed
 * @param rungIndex - the rung just decided, from 0
 * @returns 0 after the last rung or beyond
 */
export function remainingSpendOverall(ladder: Ladder, rungIndex: number): number {
  return spendOf(ladder.rungs.slice(rungIndex + 1), 'spendOverall');
}

/**
 * The false-alarm chance of one kind that some rungs spend together.
 *
 * @param rungs - any rungs of one ladder
 * @param kind - of single domains, or of all domains together
 */
export function spendOf(rungs: readonly Rung[], kind: 'spendDomain' | 'spendOverall'): number {
  return sum(rungs.map((rung) => rung[kind]));
}

/** One rung with the whole false-alarm chance of a ladder, on all items. */
function singleRung(rungs: readonly Rung[], answers: number): Rung {
  return {
    itemsPerDomain: 'all',
    answers,
    spendDomain: spendOf(rungs, 'spendDomain'),
    spendOverall: spendOf(rungs, 'spendOverall'),
  };
}

/** The rungs before their spends are scaled. */
function chooseRungs(ladder: Ladder, options: LadderOptions): readonly Rung[] {
  if (options.deterministic === true) return [singleRung(ladder.rungs, 1)];
  if (options.repeats !== undefined) return [singleRung(ladder.rungs, options.repeats)];
  return ladder.rungs.map((rung) => ({
    ...rung,
    itemsPerDomain:
      rung.itemsPerDomain === 'all' ? 'all' : (options.itemsPerDomain ?? rung.itemsPerDomain),
  }));
}
