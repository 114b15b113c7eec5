import { sum } from '../stats/numerics.js';
/** A profile by name. */
export type ProfileName = 'sampled' | 'full' | 'nightly' | 'release';

/** One step of a profile: how much is asked by then, and how much false-alarm chance it may spend. */
export interface Stage {
  /** Items asked in each running domain. */
  readonly itemsPerDomain: number | 'all';
  /** Answers each of those items has by then (answers are added, never replaced). */
  readonly answers: number;
  /** A domain regresses if its adjusted p is at most this; 0 to 1. */
  readonly spendDomain: number;
  /** All domains together regress if their p is at most this; 0 to 1. */
  readonly spendOverall: number;
}

/** A profile: its stages in order, and the drops that matter, as fractions. */
export interface Profile {
  readonly name: ProfileName;
  readonly stages: readonly Stage[];
  /** A domain passes when a drop of this size is excluded. */
  readonly marginDomain: number;
  /** The same for all domains together. */
  readonly marginOverall: number;
}

/** What a run changes about its profile; everything may be left out. */
interface ProfileOptions {
  /** Chance of a false alarm for the whole run; .05 if not given. */
  readonly alpha?: number | undefined;
  /** Replaces the domain margin; a fraction. */
  readonly maxDrop?: number | undefined;
  /** Replaces the overall margin; a fraction. */
  readonly maxDropOverall?: number | undefined;
  /** One stage of this many answers on all items, instead of the profile's stages. */
  readonly repeats?: number | undefined;
  /** Items of the first stage of a profile that starts with a sample. */
  readonly itemsPerDomain?: number | undefined;
  /** Answers never vary: one stage with one answer an item, because repeats would be copies. */
  readonly deterministic?: boolean | undefined;
  /** Metrics tested side by side; each gets its part of every spend. 1 if not given. */
  readonly metricCount?: number | undefined;
  /** Part of every spend this comparison may use: .5 for a rolling and a pinned baseline. */
  readonly spendShare?: number | undefined;
}

/** The alpha for which the spends of the table add up: .04 for domains and .01 overall. */
const TABLE_ALPHA = 0.05;

/**
 * The four profiles, frozen. Simulated before they were chosen; docs/statistics.md has the figures.
 */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  sampled: {
    name: 'sampled',
    stages: [
      { itemsPerDomain: 8, answers: 1, spendDomain: 0, spendOverall: 0 },
      { itemsPerDomain: 'all', answers: 1, spendDomain: 0.01, spendOverall: 0.004 },
      { itemsPerDomain: 'all', answers: 3, spendDomain: 0.03, spendOverall: 0.006 },
    ],
    marginDomain: 0.25,
    marginOverall: 0.1,
  },
  full: {
    name: 'full',
    stages: [
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
    stages: [
      { itemsPerDomain: 'all', answers: 3, spendDomain: 0.015, spendOverall: 0.007 },
      { itemsPerDomain: 'all', answers: 6, spendDomain: 0.025, spendOverall: 0.003 },
    ],
    marginDomain: 0.15,
    marginOverall: 0.05,
  },
  release: {
    name: 'release',
    stages: [
      { itemsPerDomain: 'all', answers: 3, spendDomain: 0.01, spendOverall: 0.004 },
      { itemsPerDomain: 'all', answers: 6, spendDomain: 0.01, spendOverall: 0.003 },
      { itemsPerDomain: 'all', answers: 10, spendDomain: 0.02, spendOverall: 0.003 },
    ],
    marginDomain: 0.12,
    marginOverall: 0.05,
  },
};

/** Answers an item a baseline should hold, by profile: nine, and more for a release. */
export const WANTED_ANSWERS: Readonly<Record<ProfileName, number>> = {
  sampled: 9,
  full: 9,
  nightly: 9,
  release: 21,
};

/**
 * The profile a run staged sweeps: one of the four, changed by the run's inputs.
 *
 * Every spend is scaled by `alpha / .05`, divided by the number of metrics, and multiplied by the
 * part this comparison may use. `repeats` and `deterministic` put the whole false-alarm chance on a
 * single stage over all items (with both, answers that never vary win: one answer). The margins stay
 * unless replaced.
 *
 * @param name - one of {@link PROFILES}
 * @param options - what the run changes; with `{}` the table's own profile comes back
 * @see docs/statistics.md
 * @example
 * configureProfile('full', { repeats: 5 }).stages;
 * // [{ itemsPerDomain: 'all', answers: 5, spendDomain: 0.04, spendOverall: 0.01 }]
 */
export function configureProfile(name: ProfileName, options: ProfileOptions = {}): Profile {
  const profile = PROFILES[name];
  const scale =
    ((options.alpha ?? TABLE_ALPHA) / TABLE_ALPHA / Math.max(1, options.metricCount ?? 1)) *
    (options.spendShare ?? 1);
  return {
    name,
    stages: chooseStages(profile, options).map((stage) => ({
      ...stage,
      spendDomain: stage.spendDomain * scale,
      spendOverall: stage.spendOverall * scale,
    })),
    marginDomain: options.maxDrop ?? profile.marginDomain,
    marginOverall: options.maxDropOverall ?? profile.marginOverall,
  };
}

/**
 * Overall false-alarm chance a profile has left after one of its stages.
 *
 * @param profile - the profile being followed
 * @param stageIndex - the stage just decided, from 0
 * @returns 0 after the last stage or beyond
 */
export function remainingSpendOverall(profile: Profile, stageIndex: number): number {
  return spendOf(profile.stages.slice(stageIndex + 1), 'spendOverall');
}

/**
 * The false-alarm chance of one kind that some stages spend together.
 *
 * @param stages - any stages of one profile
 * @param kind - of single domains, or of all domains together
 */
export function spendOf(stages: readonly Stage[], kind: 'spendDomain' | 'spendOverall'): number {
  return sum(stages.map((stage) => stage[kind]));
}

/** One stage with the whole false-alarm chance of a profile, on all items. */
function singleStage(stages: readonly Stage[], answers: number): Stage {
  return {
    itemsPerDomain: 'all',
    answers,
    spendDomain: spendOf(stages, 'spendDomain'),
    spendOverall: spendOf(stages, 'spendOverall'),
  };
}

/** The stages before their spends are scaled. */
function chooseStages(profile: Profile, options: ProfileOptions): readonly Stage[] {
  if (options.deterministic === true) return [singleStage(profile.stages, 1)];
  if (options.repeats !== undefined) return [singleStage(profile.stages, options.repeats)];
  return profile.stages.map((stage) => ({
    ...stage,
    itemsPerDomain:
      stage.itemsPerDomain === 'all' ? 'all' : (options.itemsPerDomain ?? stage.itemsPerDomain),
  }));
}
