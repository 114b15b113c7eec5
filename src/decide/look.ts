import { concentration, type PairedCounts, type SafeCount } from '../stats/paired-counts.js';
import { dropBound, overallBound } from '../stats/drop-bounds.js';
import { stratifiedExactP } from '../stats/exact-tests.js';
import type {
  AnswerScore,
  ConfirmedView,
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
 * Counts of one item in the first reading: the stored answers with the labels in force, or those of the
 * live base, alongside the first answers of the candidate. An answer without a score counts on neither side.
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
  const read = state.groups[group]?.views[comparison]?.confirmed;
  // Labels of people are in the first reading too.
  const known = read?.answersPerItem === answers ? read.items[place]?.first : undefined;
  if (known !== undefined) return known;
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
  return stratifiedExactP(items, driftAllowance(setup, comparison));
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
  const { group: index, places, answers } = at;
  return withGroup(state, index, (group) => ({
    ...group,
    answersPerItem: answers,
    views: group.views.map((view, comparison) => {
      const counts = places.map((place) =>
        countItem(setup, state, { comparison, group: index, place, answers }),
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
      const at = { group: index, comparison };
      const first = boundCounts(setup, state, { ...view, ...at, planned: group.answersPerItem });
      if (view.confirmed === undefined) return { ...view, ...first };
      const both = boundConfirmed(setup, state, { ...view, ...first, ...at });
      return {
        ...view,
        bound: first.bound,
        // A pass has to hold in both readings.
        upper: Math.max(first.upper, both.upper),
        confirmed: { ...view.confirmed, ...both },
      };
    }),
  }));
}

/**
 * Bounds the drop of a group by some counts. Answers without a score count as unsafe.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param at - the group and comparison, the counts of its items, the answers each of them was to have, and
 *   whether they are all items in play
 */
function boundCounts(
  setup: DecisionSetup,
  state: DecisionState,
  at: {
    readonly group: number;
    readonly comparison: number;
    readonly counts: readonly PairedCounts[];
    readonly planned: number;
    readonly isWhole: boolean;
  },
): Pick<GroupView, 'bound' | 'upper'> {
  const all = setup.plan.groups[at.group]?.items.length ?? 0;
  const kept = all - (state.groups[at.group]?.leftOut.length ?? 0);
  const bound = dropBound(withMissingUnsafe(at.counts, at.planned), {
    domainSize: at.isWhole ? all : kept,
    confidence: CONFIDENCE,
    concentration: state.concentrations[at.comparison] ?? 0,
  });
  const share = at.isWhole ? 1 : kept / all;
  return { bound: boundPart(bound), upper: bound.upper * share };
}

/**
 * Bounds the drop of a group by its confirmed reading; where nothing is disputed, that is the first.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param at - the group and comparison, and the view with the bound of its first reading
 */
export function boundConfirmed(
  setup: DecisionSetup,
  state: DecisionState,
  at: GroupView & { readonly group: number; readonly comparison: number },
): Pick<GroupView, 'bound' | 'upper'> {
  if (at.confirmed === undefined || isUndisputed(at.confirmed))
    return { bound: at.bound, upper: at.upper };
  const { items, answersPerItem } = at.confirmed;
  return boundCounts(setup, state, {
    ...{ group: at.group, comparison: at.comparison, planned: answersPerItem },
    isWhole: at.labels === 'rejudged',
    counts: items.map(({ confirmed }) => confirmed),
  });
}

/**
 * Whether both readings of a group are what the first judge says.
 *
 * @param confirmed - the readings
 */
export function isUndisputed({ items }: ConfirmedView): boolean {
  return items.every(
    ({ first, confirmed, tally }) =>
      tally.people === 0 &&
      first.safeCandidate === confirmed.safeCandidate &&
      first.safeBaseline === confirmed.safeBaseline,
  );
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
      const first = overallUpper(setup, state, (group) => group.views[comparison]?.bound);
      const isConfirmed = state.groups.every(
        ({ looked, views }) => looked.length === 0 || views[comparison]?.confirmed !== undefined,
      );
      if (!isConfirmed) return { ...view, upper: first };
      const both = overallUpper(setup, state, (group) => group.views[comparison]?.confirmed?.bound);
      return { ...view, upper: Math.max(first, both) };
    }),
  };
}

/** Largest drop over all groups that their bounds in one reading leave possible. */
function overallUpper(
  setup: DecisionSetup,
  state: DecisionState,
  boundOf: (group: GroupState) => GroupBound | undefined,
): number {
  return overallBound(
    state.groups.flatMap((group, index) => {
      const all = setup.plan.groups[index]?.items.length ?? 0;
      const bound = boundOf(group);
      // Items that are left out have their weight, and cannot fall.
      if (bound === undefined) return [cannotFall(all)];
      const leftOut = group.leftOut.length;
      return [{ ...bound, domainSize: all - leftOut }, cannotFall(leftOut)];
    }),
    CONFIDENCE,
  ).upper;
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
 * Measures again how alike the items are, from both arms of a live run.
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
  const groups = [...state.groups];
  const group = groups[index];
  if (group !== undefined) groups[index] = change(group);
  return { ...state, groups };
}

/** Stored answers of one item with the labels in force. */
function storedCount(
  setup: DecisionSetup,
  state: DecisionState,
  { comparison, group, place }: Omit<ItemPlace, 'answers'>,
): SafeCount {
  const item = setup.plan.groups[group]?.items[place] ?? 0;
  return (
    state.groups[group]?.views[comparison]?.rejudged[place] ??
    setup.comparisons[comparison]?.stored.get(item) ??
    NONE
  );
}

/** No answers. */
const NONE: SafeCount = { safe: 0, answers: 0 };

/** The counts with every planned answer of the candidate: those without a score are unsafe. */
function withMissingUnsafe(
  counts: readonly PairedCounts[],
  planned: number,
): readonly PairedCounts[] {
  return counts.map((count) =>
    count.answersCandidate === planned ? count : { ...count, answersCandidate: planned },
  );
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
