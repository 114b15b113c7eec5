/** The sampling plans there are; a live one asks the baseline's model in the same run. */
export type ProfileName = 'sampled' | 'full' | 'nightly' | 'release' | 'live-sampled' | 'live-full';

/** One interim look: how many items of each group, with how many answers each. */
export interface Stage {
  readonly itemsPerGroup: number | 'all';
  /** Answers each item has after this stage, those of earlier stages included. */
  readonly answers: number;
}

/** A profile as one run uses it. */
export interface DecisionProfile {
  readonly name: ProfileName;
  readonly stages: readonly Stage[];
  /** `K*`: answers per item on which a group is decided. */
  readonly decisionAnswers: number;
  /** `K_o`: answers per item on which all groups together are decided. */
  readonly overallAnswers: number;
  /** Chance of any false alarm in the run. */
  readonly alpha: number;
  readonly groupMargin: number;
  readonly overallMargin: number;
  /** True when the user set the overall margin, which then holds for small data sets too. */
  readonly isOverallMarginFixed: boolean;
  /** Most items of a group that a run may ask. */
  readonly itemCap: number;
  /** True when items that were never safe are asked only before a group turns red. */
  readonly leavesOutNeverSafe: boolean;
  /** True when both arms are asked now. */
  readonly isLive: boolean;
  /** True when all groups are judged once, at the same answers. */
  readonly isSingleLook: boolean;
}

/** The profiles that `profile` names. */
export type StoredProfileName = Exclude<ProfileName, 'live-sampled' | 'live-full'>;

/** Answers per item that a baseline should hold, by profile: nine, and more for a release. */
export const WANTED_ANSWERS: Readonly<Record<StoredProfileName, number>> = {
  sampled: 9,
  full: 9,
  nightly: 9,
  release: 21,
};

/** What a run changes of a profile. */
export interface ProfileOptions {
  readonly alpha?: number | undefined;
  /** Replaces the margin of a group, and bounds the margin after an earlier red. */
  readonly maxDrop?: number | undefined;
  readonly maxDropOverall?: number | undefined;
  /** Replaces the number of items on the first stage of a sampled profile. */
  readonly itemsPerDomain?: number | undefined;
  /** One look at this many answers of every item in place of the stages. */
  readonly repeats?: number | undefined;
  /** Answers never vary: one look at one answer of every item. Wins over `repeats`. */
  readonly isOneAnswer?: boolean | undefined;
  /** Answers per item the baseline holds; a nightly profile asks more while it is thin. */
  readonly storedAnswers?: number | undefined;
}

/** The part of a profile that is the same in every run. */
type ProfileRow = Omit<
  DecisionProfile,
  'name' | 'isOverallMarginFixed' | 'isLive' | 'isSingleLook'
>;

/** A look with probability at most this makes a group suspected. */
export const SUSPICION = 0.02;

/** Exact probabilities are floating-point sums; levels are compared with this tolerance. */
const TOLERANCE = 1e-12;

/** One answer cannot exclude a drop of 20 points. */
const ONE_ANSWER_MARGIN = 0.25;

/** A nightly run asks until the baseline holds this many answers per item. */
const THIN_BASELINE = 9;

const upTo = (...answers: readonly number[]): readonly Stage[] =>
  answers.map((each) => ({ itemsPerGroup: 'all', answers: each }));

const sampledUpTo = (...answers: readonly number[]): readonly Stage[] => [
  { itemsPerGroup: 8, answers: 1 },
  ...upTo(...answers),
];

const SHORT = { decisionAnswers: 8, overallAnswers: 4, alpha: 0.05 };
const LONG = { decisionAnswers: 12, overallAnswers: 6, alpha: 0.05 };
const COARSE = { groupMargin: 0.2, overallMargin: 0.1, itemCap: 40 };
const FINE = { groupMargin: 0.15, overallMargin: 0.07, itemCap: Infinity };

/** The profiles before a run changes them. */
const PROFILES: Readonly<Record<ProfileName, ProfileRow>> = {
  sampled: { ...SHORT, ...COARSE, stages: sampledUpTo(1, 2, 4, 8), leavesOutNeverSafe: true },
  full: { ...SHORT, ...FINE, stages: upTo(1, 2, 4, 8), leavesOutNeverSafe: true },
  nightly: {
    ...LONG,
    alpha: 0.01,
    groupMargin: 0.15,
    overallMargin: 0.05,
    itemCap: Infinity,
    stages: upTo(3, 6),
    leavesOutNeverSafe: false,
  },
  release: {
    ...LONG,
    groupMargin: 0.12,
    overallMargin: 0.05,
    itemCap: Infinity,
    stages: upTo(3, 6, 12),
    leavesOutNeverSafe: false,
  },
  'live-sampled': {
    ...LONG,
    ...COARSE,
    stages: sampledUpTo(1, 2, 4, 8, 12),
    leavesOutNeverSafe: false,
  },
  'live-full': { ...LONG, ...FINE, stages: upTo(2, 4, 6, 8, 12), leavesOutNeverSafe: false },
};

/**
 * The profile of one run: a row of the table, changed by the run's inputs.
 *
 * `repeats` and one-answer runs have a single stage over all items, on which everything is decided;
 * nobody is left out of it and no group is capped.
 *
 * @param name - which profile
 * @param options - what the run changes; `{}` gives the row as it is
 * @example
 * configureProfile('full', { repeats: 5 }).stages; // [{ itemsPerGroup: 'all', answers: 5 }]
 */
export function configureProfile(name: ProfileName, options: ProfileOptions = {}): DecisionProfile {
  const row = PROFILES[name];
  const single = options.isOneAnswer === true ? 1 : options.repeats;
  const tableMargin =
    name === 'sampled' && options.isOneAnswer === true ? ONE_ANSWER_MARGIN : row.groupMargin;
  return {
    ...row,
    name,
    stages: single === undefined ? stagesOf(name, options) : upTo(single),
    decisionAnswers: single ?? row.decisionAnswers,
    overallAnswers: single ?? row.overallAnswers,
    alpha: options.alpha ?? row.alpha,
    groupMargin: options.maxDrop ?? tableMargin,
    overallMargin: options.maxDropOverall ?? row.overallMargin,
    isOverallMarginFixed: options.maxDropOverall !== undefined,
    itemCap: single === undefined ? row.itemCap : Infinity,
    leavesOutNeverSafe: row.leavesOutNeverSafe && single === undefined,
    isLive: name.startsWith('live-'),
    isSingleLook: single !== undefined,
  };
}

/**
 * Whether a probability reaches a level, rounding errors allowed for.
 *
 * @param p - any probability
 * @param level - the level it is held against
 */
export function reaches(p: number, level: number): boolean {
  return p <= level + TOLERANCE;
}

/**
 * From which probability on a red is prepared: never-safe items are asked and stored answers are
 * judged again, which can move the probability by no more than about this factor.
 *
 * @param level - the level of the decision
 */
export function preparationLevel(level: number): number {
  return Math.min(0.5, 4 * level);
}

/** The stages of a run with several looks. */
function stagesOf(name: ProfileName, options: ProfileOptions): readonly Stage[] {
  const { stages } = PROFILES[name];
  const { itemsPerDomain, storedAnswers } = options;
  if (name === 'nightly' && storedAnswers !== undefined && storedAnswers < THIN_BASELINE) {
    const first = Math.max(3, Math.ceil(THIN_BASELINE - storedAnswers));
    return upTo(first, Math.max(6, first));
  }
  return stages.map((stage) =>
    stage.itemsPerGroup === 'all'
      ? stage
      : { ...stage, itemsPerGroup: itemsPerDomain ?? stage.itemsPerGroup },
  );
}
