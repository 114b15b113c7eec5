import { sum } from '../stats/numerics.js';
import type { SafeCount } from '../stats/paired-counts.js';
import { smallestDetectableDrop } from '../stats/drop-bounds.js';
import type { DecisionProfile, ProfileName, Stage } from './profiles.js';

/** What is tested together and gets one verdict: a domain, or several small ones. */
export interface DecisionGroup {
  /** Unique in its plan; the domain's own name where the group is one domain. */
  readonly name: string;
  readonly domains: readonly string[];
  /** All items, in the order in which they are sampled. */
  readonly items: readonly number[];
  /** How many of them, from the first, the run may ask. */
  readonly inPlay: number;
  /** `K*` of this group. */
  readonly decisionAnswers: number;
}

/** Everything that is settled before anything is asked. */
export interface DecisionPlan {
  readonly profile: ProfileName;
  readonly stages: readonly Stage[];
  readonly groups: readonly DecisionGroup[];
  /** `K_o`. */
  readonly overallAnswers: number;
  /** Level of each group's decision; of a single look, of all groups' adjusted probabilities. */
  readonly groupLevel: number;
  /** Level of the decision on all groups together; 0 with one group, which is all there is. */
  readonly overallLevel: number;
  readonly groupMargin: number;
  /** Undefined with one group. */
  readonly overallMargin: number | undefined;
  readonly leavesOutNeverSafe: boolean;
  readonly isLive: boolean;
  readonly isSingleLook: boolean;
}

/** Answers to be asked of one item: as many as are still missing up to this number. */
export interface WantedAnswers {
  readonly item: number;
  readonly answers: number;
}

/** What else shapes a plan. */
export interface PlanTerms {
  /** Baselines times metrics: each comparison gets an equal part of alpha. */
  readonly comparisons: number;
  /**
   * No item may be left out: floors are held against every item's rate, and a run whose answers join
   * the baseline has to renew those of every item.
   */
  readonly asksEveryItem?: boolean | undefined;
}

/** Domains with fewer items are tested together. */
export const SMALLEST_DOMAIN = 4;
/** Answers of one group, and of all, that keep the cost of a large data set bounded. */
const GROUP_ANSWERS = 320;
const ALL_ANSWERS = 1200;
/** Below this many items the overall margin widens: fewer cannot exclude so small a drop. */
const MARGIN_ITEMS = 160;
/** A group that was red before has to exclude this drop even where the margin is wider. */
const STICKY_MARGIN = 0.15;
/** The part of alpha that the groups share; the rest is for all of them together. */
const GROUPS_SHARE = 0.8;
const OVERALL_SHARE = 0.2;

/**
 * Groups, answers, levels and margins of a run.
 *
 * @param domains - items of each domain in sample order; a domain without items is left out
 * @param profile - from `configureProfile`
 * @param terms - comparisons and floors
 * @see docs/statistics.md
 */
export function planDecision(
  domains: ReadonlyMap<string, readonly number[]>,
  profile: DecisionProfile,
  terms: PlanTerms,
): DecisionPlan {
  const drafts = groupDomains(domains);
  const all = sum(drafts.map(({ items }) => items.length));
  const groups = drafts.map((draft) => withAnswers(draft, profile));
  const inPlay = sum(groups.map((group) => group.inPlay));
  const isAlone = groups.length === 1;
  const alpha = profile.alpha / terms.comparisons;
  const groupsShare = isAlone ? alpha : GROUPS_SHARE * alpha;
  const widened = profile.overallMargin * Math.max(1, Math.sqrt(MARGIN_ITEMS / Math.max(1, all)));
  const overallMargin = profile.isOverallMarginFixed
    ? profile.overallMargin
    : Math.min(profile.groupMargin, widened);
  return {
    profile: profile.name,
    stages: profile.stages,
    groups,
    overallAnswers: profile.isSingleLook
      ? profile.overallAnswers
      : boundedAnswers(profile.overallAnswers, 1, ALL_ANSWERS / Math.max(1, inPlay)),
    groupLevel: groupsShare / (profile.isSingleLook ? 1 : Math.max(1, groups.length)),
    overallLevel: isAlone ? 0 : OVERALL_SHARE * alpha,
    groupMargin: profile.groupMargin,
    overallMargin: isAlone ? undefined : overallMargin,
    leavesOutNeverSafe:
      profile.leavesOutNeverSafe && terms.comparisons === 1 && terms.asksEveryItem !== true,
    isLive: profile.isLive,
    isSingleLook: profile.isSingleLook,
  };
}

/**
 * The drop that a group has to exclude to pass after it was red on an earlier head.
 *
 * @param plan - the plan of the run; a single look decides every group by the margin of the profile
 */
export function stickyMargin({ groupMargin, isSingleLook }: DecisionPlan): number {
  return isSingleLook ? groupMargin : Math.min(STICKY_MARGIN, groupMargin);
}

/**
 * Most answers a run can ask of the candidate, whatever the answers are.
 *
 * @param plan - the plan of the run
 */
export function worstCost(plan: DecisionPlan): number {
  return sum(plan.groups.map((group) => group.inPlay * mostAnswers(plan, group)));
}

/**
 * Most answers per item that a stage asks of a group.
 *
 * @param plan - the plan of the run
 * @param group - one of its groups
 */
export function mostAnswers(plan: DecisionPlan, group: DecisionGroup): number {
  return Math.max(group.decisionAnswers, plan.overallAnswers);
}

/**
 * What one stage asks, whatever is known by then.
 *
 * @param plan - the plan of the run
 * @param stage - one of its stages
 * @param isAsked - whether a group takes part; all of them if not given
 */
export function stageAnswers(
  plan: DecisionPlan,
  { itemsPerGroup, answers }: Stage,
  isAsked: (group: DecisionGroup) => boolean = () => true,
): readonly WantedAnswers[] {
  return plan.groups.filter(isAsked).flatMap((group) => {
    const size = itemsPerGroup === 'all' ? group.inPlay : Math.min(itemsPerGroup, group.inPlay);
    return group.items.slice(0, size).map((item) => ({ item, answers }));
  });
}

/**
 * The most that a run may ask of each item; answers beyond that are not of the run.
 *
 * @param plan - the plan of the run
 */
export function mostWanted(plan: DecisionPlan): readonly WantedAnswers[] {
  const last = Math.max(...plan.stages.map(({ answers }) => answers));
  return plan.groups.flatMap((group) => {
    const answers = Math.max(mostAnswers(plan, group), last);
    return group.items.slice(0, group.inPlay).map((item) => ({ item, answers }));
  });
}

/** What a decision could find of one group, or of all together; undefined: no drop at all. */
export interface DetectableDrop {
  /** Undefined: all groups together. */
  readonly group: string | undefined;
  readonly drop: number | undefined;
}

/** The baseline as a forecast needs it. */
export interface ForecastBaseline {
  readonly stored: ReadonlyMap<number, SafeCount>;
  readonly concentration: number;
  readonly sensitivityGain: number;
}

/**
 * The smallest drops that the decisions of a plan find in 80 % of runs.
 *
 * @param plan - the plan of the run
 * @param baseline - one comparison's baseline
 * @returns one entry per group, and one for all together where that is decided too
 */
export function detectableDrops(
  plan: DecisionPlan,
  baseline: ForecastBaseline,
): readonly DetectableDrop[] {
  const find = (items: readonly number[], answers: number, level: number): number | undefined => {
    const counts = items
      .flatMap((id) => baseline.stored.get(id) ?? [])
      .filter((count) => count.answers > 0);
    const count = Math.max(1, counts.length);
    return smallestDetectableDrop({
      rate: sum(counts.map(({ safe, answers: stored }) => safe / stored)) / count,
      concentration: baseline.concentration,
      baselineAnswers: sum(counts.map(({ answers: stored }) => stored)) / count,
      candidateAnswers: answers,
      items: counts.length,
      level,
      sensitivityGain: baseline.sensitivityGain,
    });
  };
  const sharers = plan.isSingleLook ? Math.max(1, plan.groups.length) : 1;
  const groups = plan.groups.map((group) => ({
    group: group.name,
    drop: find(
      group.items.slice(0, group.inPlay),
      group.decisionAnswers,
      plan.groupLevel / sharers,
    ),
  }));
  if (plan.overallMargin === undefined) return groups;
  const all = plan.groups.flatMap(({ items, inPlay }) => items.slice(0, inPlay));
  return [...groups, { group: undefined, drop: find(all, plan.overallAnswers, plan.overallLevel) }];
}

/** A group before its answers are settled. */
interface GroupDraft {
  readonly name: string;
  readonly domains: readonly string[];
  readonly items: readonly number[];
}

/** Puts small domains together, or with the smallest other one if they stay too few. */
function groupDomains(domains: ReadonlyMap<string, readonly number[]>): readonly GroupDraft[] {
  const filled = [...domains]
    .map(([name, items]) => ({ name, domains: [name], items }))
    .filter(({ items }) => items.length > 0);
  const large = filled.filter(({ items }) => items.length >= SMALLEST_DOMAIN);
  const small = filled.filter(({ items }) => items.length < SMALLEST_DOMAIN);
  const smallNames = small.map(({ name }) => name).join(', ');
  const [first] = small;
  if (first === undefined) return large;
  const smallItems = sum(small.map(({ items }) => items.length));
  if (smallItems >= SMALLEST_DOMAIN || large.length === 0) {
    const name = small.length === 1 ? first.name : `small domains (${smallNames})`;
    return [...large, joinGroups(name, small)];
  }
  const fewest = Math.min(...large.map(({ items }) => items.length));
  const host = large.findIndex(({ items }) => items.length === fewest);
  return large.map((group, index) =>
    index === host ? joinGroups(`${group.name} with ${smallNames}`, [group, ...small]) : group,
  );
}

/** One group of several, their items mixed so that any first few are a fair sample of all. */
function joinGroups(name: string, parts: readonly GroupDraft[]): GroupDraft {
  const placed = parts.flatMap(({ items }) =>
    items.map((item, index) => ({ item, place: (index + 0.5) / items.length })),
  );
  placed.sort((a, b) => a.place - b.place);
  return {
    name,
    domains: parts.flatMap(({ domains }) => domains),
    items: placed.map(({ item }) => item),
  };
}

/** A group with its items in play and the answers it is decided on. */
function withAnswers(draft: GroupDraft, profile: DecisionProfile): DecisionGroup {
  const inPlay = Math.min(draft.items.length, profile.itemCap);
  if (profile.isSingleLook) return { ...draft, inPlay, decisionAnswers: profile.decisionAnswers };
  const atLeast = Math.max(2, profile.stages[0]?.answers ?? 0);
  const decisionAnswers = boundedAnswers(profile.decisionAnswers, atLeast, GROUP_ANSWERS / inPlay);
  return { ...draft, inPlay, decisionAnswers };
}

/** As many answers as wanted, fewer where a large set allows fewer, but not below the least. */
function boundedAnswers(wanted: number, least: number, affordable: number): number {
  return Math.min(wanted, Math.max(least, Math.floor(affordable)));
}
