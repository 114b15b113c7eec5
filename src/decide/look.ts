import { concentration, type PairedCounts, type SafeCount } from '../stats/paired-counts.js';
import { dropBound, overallBound } from '../stats/drop-bounds.js';
import { stratifiedExactTest } from '../stats/exact-tests.js';
import type {
  AnswerScore,
  DecisionSetup,
  DecisionState,
  GroupBound,
  GroupState,
  GroupView,
  OverallState,
} from './decision-state.js';

/** One-sided confidence of every bound. */
const CONFIDENCE = 0.95;

/** One item of a group in one comparison. */
export interface ItemPlace {
  readonly comparison: number;
  readonly group: number;
  /** Place of the item in its group. */
  readonly place: number;
  /** Only so many of the first answers are counted. */
  readonly answers: number;
}

/**
 * Counts of one item: the stored answers with the labels in force, or those of the live base, beside
 * the first answers of the candidate. An answer without a score counts on neither side.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param at - which item, and how many of its answers
 */
export function countItem(
  setup: DecisionSetup,
  state: DecisionState,
  { comparison, group, place, answers }: ItemPlace,
): PairedCounts {
  const item = setup.plan.groups[group]?.items[place] ?? 0;
  const given = setup.answers(comparison, item);
  const stored = setup.plan.isLive
    ? countScores(given.base, answers)
    : storedCount(setup, state, { comparison, group, place });
  const after = countScores(given.candidate, answers);
  return {
    safeBaseline: stored.safe,
    answersBaseline: stored.answers,
    safeCandidate: after.safe,
    answersCandidate: after.answers,
  };
}

/**
 * Safe and scored answers among the first of some. Forecasts count millions of answers, so that no
 * list is made on the way.
 *
 * @param scores - in the order in which they were asked
 * @param first - only so many of them are counted
 */
export function countScores(scores: readonly AnswerScore[], first: number): SafeCount {
  let safe = 0;
  let answers = 0;
  const end = Math.min(first, scores.length);
  for (let index = 0; index < end; index += 1) {
    const score = scores[index];
    if (score === null || score === undefined) continue;
    safe += score;
    answers += 1;
  }
  return { safe, answers };
}

/**
 * Exact probability of so few safe answers or fewer if nothing changed.
 *
 * @param setup - of the run
 * @param comparison - which one; its drift allowance weighs every item, but never a live base
 * @param items - counts of both sides
 */
export function exactP(
  setup: DecisionSetup,
  comparison: number,
  items: readonly PairedCounts[],
): number {
  return stratifiedExactTest(items, driftAllowance(setup, comparison)).p;
}

/**
 * Log-odds that the exact test allows for.
 *
 * @param setup - of the run
 * @param comparison - which one
 */
export function driftAllowance(setup: DecisionSetup, comparison: number): number {
  return setup.plan.isLive ? 0 : (setup.comparisons[comparison]?.driftAllowance ?? 0);
}

/**
 * Looks at a group: counts and exact probability in each comparison. The bound follows with
 * {@link boundGroup}.
 *
 * @param setup - of the run
 * @param state - before the look
 * @param at - the group, and which of its items with how many answers
 */
export function lookAtGroup(
  setup: DecisionSetup,
  state: DecisionState,
  at: { readonly group: number; readonly places: readonly number[]; readonly answers: number },
): DecisionState {
  return withGroup(state, at.group, (group) => ({
    ...group,
    answersPerItem: at.answers,
    views: group.views.map((view, comparison) => {
      const counts = at.places.map((place) =>
        countItem(setup, state, { ...at, comparison, place }),
      );
      return { ...view, counts, isWhole: false, p: exactP(setup, comparison, counts) };
    }),
  }));
}

/**
 * Bounds the drop of a group. Answers without a score count as unsafe, and items that are left out
 * as items that cannot fall.
 *
 * @param setup - of the run
 * @param state - after a look at the group
 * @param index - the group
 */
export function boundGroup(
  setup: DecisionSetup,
  state: DecisionState,
  index: number,
): DecisionState {
  return withGroup(state, index, (group) => ({
    ...group,
    views: group.views.map((view, comparison) => {
      if (group.looked.length === 0) return view;
      const all = setup.plan.groups[index]?.items.length ?? 0;
      const kept = all - group.leftOut.length;
      const isCapped = (setup.plan.groups[index]?.inPlay ?? 0) < all;
      const bound = dropBound(withMissingUnsafe(view.counts, group.answersPerItem), {
        domainSize: view.isWhole ? all : isCapped ? kept : group.looked.length,
        confidence: CONFIDENCE,
        concentration: state.concentrations[comparison] ?? 0,
      });
      const share = view.isWhole ? 1 : kept / all;
      return { ...view, bound: boundPart(bound), upper: bound.upper * share };
    }),
  }));
}

/**
 * Whether the bound of a group excludes a drop of the margin. A drop is divided by what the judge
 * shows of it.
 *
 * @param setup - of the run
 * @param at - the comparison, the group's view of it, and the margin
 */
export function excludesDrop(
  setup: DecisionSetup,
  {
    comparison,
    view,
    margin,
  }: { readonly comparison: number; readonly view: GroupView; readonly margin: number },
): boolean {
  return view.bound.items > 0 && isBelow(setup, comparison, { upper: view.upper, margin });
}

/**
 * Bounds the drop over all groups, in each comparison, by each group's latest answers.
 *
 * @param setup - of the run
 * @param state - with every running group bounded
 */
export function boundOverall(setup: DecisionSetup, state: DecisionState): OverallState {
  return {
    ...state.overall,
    views: state.overall.views.map((view, comparison) => {
      const upper = overallBound(
        state.groups.flatMap((group, index) => {
          const all = setup.plan.groups[index]?.items.length ?? 0;
          const bound = group.views[comparison]?.bound;
          // Items that are left out have their weight, and cannot fall.
          if (bound === undefined || group.looked.length === 0) return [cannotFall(all)];
          const leftOut = group.leftOut.length;
          return [{ ...bound, domainSize: all - leftOut }, cannotFall(leftOut)];
        }),
        CONFIDENCE,
      ).upper;
      return { ...view, upper };
    }),
  };
}

/**
 * Whether the bound over all groups excludes a drop of the margin.
 *
 * @param setup - of the run
 * @param comparison - which one
 * @param upper - largest drop that is not excluded
 */
export function excludesOverallDrop(
  setup: DecisionSetup,
  comparison: number,
  upper: number,
): boolean {
  return isBelow(setup, comparison, { upper, margin: setup.plan.overallMargin ?? 0 });
}

/**
 * Measures anew how alike the items are, from both arms of a live run.
 *
 * @param setup - of the run
 * @param state - after the looks of a stage
 * @param answers - answers per item at this stage; one tells nothing
 */
export function measureConcentration(
  setup: DecisionSetup,
  state: DecisionState,
  answers: number,
): DecisionState {
  if (!setup.plan.isLive) return state;
  const counts = state.groups.flatMap(({ views }) => views[0]?.counts ?? []);
  const arms = counts.flatMap((count) => [
    { safe: count.safeBaseline, answers: count.answersBaseline },
    { safe: count.safeCandidate, answers: count.answersCandidate },
  ]);
  const measured = concentration(answers >= 2 ? arms : []);
  return { ...state, concentrations: state.concentrations.map(() => measured) };
}

/**
 * The state with one group changed.
 *
 * @param state - of the run
 * @param index - the group
 * @param change - gives the group as it is to be
 */
export function withGroup(
  state: DecisionState,
  index: number,
  change: (group: GroupState) => GroupState,
): DecisionState {
  return {
    ...state,
    groups: state.groups.map((group, at) => (at === index ? change(group) : group)),
  };
}

/** Stored answers of one item with the labels in force. */
function storedCount(
  setup: DecisionSetup,
  state: DecisionState,
  { comparison, group, place }: Omit<ItemPlace, 'answers'>,
): SafeCount {
  const none = { safe: 0, answers: 0 };
  const item = setup.plan.groups[group]?.items[place] ?? 0;
  return (
    state.groups[group]?.views[comparison]?.rejudged[place] ??
    setup.comparisons[comparison]?.stored.get(item) ??
    none
  );
}

/** The counts with every planned answer of the candidate: those without a score are unsafe. */
function withMissingUnsafe(
  counts: readonly PairedCounts[],
  planned: number,
): readonly PairedCounts[] {
  return counts.map((count) => ({ ...count, answersCandidate: planned }));
}

/** What is kept of a bound. */
function boundPart({ items, drop, variance, pairedVariance }: GroupBound): GroupBound {
  return { items, drop, variance, pairedVariance };
}

/** Items of which it is known that they cannot fall. */
function cannotFall(items: number): GroupBound & { readonly domainSize: number } {
  return { domainSize: items, items, drop: 0, variance: 0, pairedVariance: 0 };
}

/** Whether a bound, as the judge shows it, stays below a margin. */
function isBelow(
  setup: DecisionSetup,
  comparison: number,
  { upper, margin }: { readonly upper: number; readonly margin: number },
): boolean {
  const gain = setup.comparisons[comparison]?.sensitivityGain ?? 0;
  return gain > 0 && upper / gain < margin;
}
