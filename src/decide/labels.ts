import type { SafeCount } from '../stats/paired-counts.js';
import type {
  ComparisonInput,
  DecidedComparison,
  DecisionRecord,
  DecisionReply,
  DecisionSetup,
  DecisionState,
  DecisionTarget,
  GroupView,
  RejudgeRequest,
} from './decision-state.js';
import { withGroup } from './look.js';
import { itemsInPlay, unexpected } from './requests.js';

/** Re-judging that keeps less of the stored answers leaves its group open. */
const MOST_KEPT = 0.9;

/**
 * Asks for today's judge on the stored answers of groups whose labels are still those of the day.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param at - the groups and comparisons in question, and what they are judged for
 * @returns undefined when there is nothing to judge again
 */
export function rejudgeRequest(
  setup: DecisionSetup,
  state: DecisionState,
  at: {
    readonly target: DecisionTarget | undefined;
    readonly groups: readonly number[];
    readonly comparisons: readonly number[];
  },
): RejudgeRequest | undefined {
  if (setup.plan.isLive) return undefined;
  const isPending = (group: number, comparison: number): boolean =>
    state.groups[group]?.views[comparison]?.labels === 'stored';
  const groups = at.groups.filter((group) => at.comparisons.some((each) => isPending(group, each)));
  const items = groups.flatMap((group) => itemsInPlay(setup, group));
  const comparisons = at.comparisons.filter((each) =>
    groups.some((group) => isPending(group, each)),
  );
  const storedAnswers = comparisons.reduce(
    (sum, comparison) =>
      items.reduce(
        (all, item) => all + (setup.comparisons[comparison]?.stored.get(item)?.answers ?? 0),
        sum,
      ),
    0,
  );
  if (storedAnswers === 0) return undefined;
  return { kind: 'rejudge', target: at.target, comparisons, items, storedAnswers };
}

/**
 * Puts today's labels in force for the rest of the run, or notes that there are none. Labels that
 * are in force stay.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param judged - what was asked for, and the new counts or that there are none
 */
export function withLabels(
  setup: DecisionSetup,
  state: DecisionState,
  judged: { readonly request: RejudgeRequest; readonly reply: DecisionReply },
): DecisionState {
  const { request, reply } = judged;
  if (reply.kind !== 'rejudged' && reply.kind !== 'labels-of-the-day')
    throw unexpected(request.kind, reply.kind);
  const items = new Set(request.items);
  return state.groups.reduce((next, _, index) => {
    const inPlay = itemsInPlay(setup, index);
    if (!inPlay.some((item) => items.has(item))) return next;
    return relabel(next, index, (view, comparison) => {
      if (!request.comparisons.includes(comparison) || view.labels !== 'stored') return undefined;
      if (reply.kind === 'labels-of-the-day') return { labels: 'labels-of-the-day', rejudged: [] };
      const counts = reply.counts.get(comparison);
      const rejudged = inPlay.map((item) => counts?.get(item) ?? { safe: 0, answers: 0 });
      return { labels: 'rejudged', rejudged };
    });
  }, state);
}

/** Labels as an earlier attempt used them. */
export function withRecordedLabels(
  setup: DecisionSetup,
  state: DecisionState,
  recorded: DecisionRecord,
): DecisionState {
  return state.groups.reduce(
    (next, _, index) =>
      relabel(next, index, (view, comparison) => {
        const counts = new Map(recorded.comparisons[comparison]?.rejudged);
        const items = itemsInPlay(setup, index);
        if (view.labels !== 'stored' || !items.some((item) => counts.has(item))) return undefined;
        const rejudged = items.map((item) => counts.get(item) ?? { safe: 0, answers: 0 });
        return { labels: 'rejudged', rejudged };
      }),
    state,
  );
}

/**
 * Changes labels of a group where a change is given.
 *
 * @param state - of the run
 * @param index - the group
 * @param change - the new labels of a view; undefined leaves it as it is
 */
function relabel(
  state: DecisionState,
  index: number,
  change: (
    view: GroupView,
    comparison: number,
  ) => Pick<GroupView, 'labels' | 'rejudged'> | undefined,
): DecisionState {
  return withGroup(state, index, (group) => ({
    ...group,
    views: group.views.map((view, comparison) => ({ ...view, ...change(view, comparison) })),
  }));
}

/**
 * Whether today's judge left too many stored answers of some groups without a score.
 *
 * @param setup - of the run
 * @param state - with the labels in force
 * @param at - the comparison and the groups
 */
export function losesLabels(
  setup: DecisionSetup,
  state: DecisionState,
  { comparison, groups }: { readonly comparison: number; readonly groups: readonly number[] },
): boolean {
  let stored = 0;
  let scored = 0;
  for (const index of groups) {
    const view = state.groups[index]?.views[comparison];
    if (view?.labels !== 'rejudged') continue;
    for (const [place, item] of itemsInPlay(setup, index).entries()) {
      stored += setup.comparisons[comparison]?.stored.get(item)?.answers ?? 0;
      scored += view.rejudged[place]?.answers ?? 0;
    }
  }
  return scored < MOST_KEPT * stored;
}

/**
 * The counts that today's judge gave to the items of some groups, for the journal.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param at - the comparison and the groups
 */
export function rejudgedCounts(
  setup: DecisionSetup,
  state: DecisionState,
  { comparison, groups }: { readonly comparison: number; readonly groups: readonly number[] },
): readonly (readonly [number, SafeCount])[] {
  return groups.flatMap((index) => {
    const rejudged = state.groups[index]?.views[comparison]?.rejudged ?? [];
    const items = itemsInPlay(setup, index);
    return rejudged.flatMap((count, place) => {
      const item = items[place];
      return item === undefined ? [] : [[item, count] as const];
    });
  });
}

/** What today's judge said of stored answers, alongside the labels they had. */
export interface MovedLabels {
  /** Stored answers that were read again. */
  readonly answers: number;
  /** Answers called safe and unsafe that were not before, added up item by item. */
  readonly safer: number;
  readonly lessSafe: number;
}

/**
 * How far today's judge departs from the stored labels of a decision.
 *
 * @param comparison - whose stored answers they are; undefined gives none
 * @param decided - the decision; without labels of today nothing was read again
 */
export function movedLabels(
  comparison: Pick<ComparisonInput, 'stored'> | undefined,
  { rejudged }: Pick<DecidedComparison, 'rejudged'>,
): MovedLabels {
  const none = { safe: 0, answers: 0 };
  return rejudged.reduce(
    (sum, [item, today]) => {
      const before = comparison?.stored.get(item) ?? none;
      return {
        answers: sum.answers + before.answers,
        safer: sum.safer + Math.max(0, today.safe - before.safe),
        lessSafe: sum.lessSafe + Math.max(0, before.safe - today.safe),
      };
    },
    { answers: 0, safer: 0, lessSafe: 0 },
  );
}
