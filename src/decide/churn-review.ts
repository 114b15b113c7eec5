import { CHURN_ANSWERS, findChurn, itemsAgreeP } from './churn.js';
import { decideTask } from './decide-target.js';
import type {
  DecisionReply,
  DecisionSetup,
  DecisionState,
  DecisionTask,
  GroupVerdict,
} from './decision-state.js';
import { recordedDecision, withVerdicts } from './enter-decision.js';
import { askedCounts } from './comparison-finding.js';
import { reaches } from './profiles.js';
import { obtain } from './requests.js';

/**
 * Lets reds stand only where the answers did not change in both directions; items that looks left out
 * are asked first, since those that rise are among them. If no other red stands then, all together is
 * decided after all.
 *
 * @param setup - of the run
 * @param begun - the state without the task, all stages done
 * @param turn - the task, and the reply to what it asked for
 */
export function reviewChurn(
  setup: DecisionSetup,
  begun: DecisionState,
  turn: { readonly task: DecisionTask; readonly reply: DecisionReply | undefined },
): DecisionState {
  const state = withRecordedReds(setup, begun);
  const comparisons = setup.comparisons.map((_, comparison) => comparison);
  const red = comparisons.filter((comparison) => hasRed(state, comparison));
  if (red.length === 0) return state;
  const selection = state.groups.map(({ leftOut }, group) => ({
    group,
    places: leftOut,
    answers: Math.min(CHURN_ANSWERS, setup.plan.groups[group]?.decisionAnswers ?? 0),
  }));
  const need = { purpose: 'churn', target: undefined, selection } as const;
  const obtained = obtain(setup, state, { ...turn, need });
  if (obtained.kind === 'waiting') return obtained.state;
  // Churn is judged by the answers there are if the budget allows no more.
  const asked = obtained.kind === 'refused' ? state : obtained.state;
  const held = red.reduce((next, comparison) => takeBackReds(setup, next, comparison), asked);
  const isTaken = held.groups.some(({ views }) => views.some(({ verdict }) => verdict === 'churn'));
  const isDue =
    !held.overall.isDecided &&
    !setup.plan.isSingleLook &&
    isTaken &&
    !hasRedGroup(held) &&
    held.overall.views.some(({ verdict }) => verdict === 'open');
  return isDue ? { ...held, todo: [decideTask('overall', 'after-churn')] } : held;
}

/** Takes back the reds of a comparison that its items do not bear out. */
function takeBackReds(
  setup: DecisionSetup,
  state: DecisionState,
  comparison: number,
): DecisionState {
  const { plan } = setup;
  const counts = askedCounts(setup, state, comparison);
  const raw = plan.isLive ? undefined : setup.comparisons[comparison]?.rawConcentration;
  const finding = findChurn(counts.flat(), raw);
  const churn = state.churn.map((known, at) => (at === comparison ? finding : known));
  if (!finding.isApplied) return { ...state, churn };
  const level = plan.groupLevel / (plan.isSingleLook ? plan.groups.length : 1);
  const held = <View extends { readonly verdict: GroupVerdict }>(
    views: readonly View[],
    stands: () => boolean,
  ): readonly View[] =>
    views.map((view, at) =>
      at === comparison && view.verdict === 'red' && !stands()
        ? { ...view, verdict: 'churn' }
        : view,
    );
  const groups = state.groups.map((group, index) => ({
    ...group,
    views: held(group.views, () => reaches(itemsAgreeP(counts[index] ?? []), level)),
  }));
  const agree = (): boolean => reaches(itemsAgreeP(counts.flat()), plan.overallLevel);
  const overall = { ...state.overall, views: held(state.overall.views, agree) };
  return { ...state, churn, groups, overall };
}

/** Reds of an earlier attempt stand even if this one found no occasion to decide. */
function withRecordedReds(setup: DecisionSetup, state: DecisionState): DecisionState {
  const made = new Set(state.decisions.map(({ group }) => group));
  const targets = [...setup.plan.groups.keys(), 'overall' as const];
  return targets.reduce((next, target) => {
    const recorded = recordedDecision(setup, target);
    if (recorded === undefined || made.has(recorded.group)) return next;
    const isRed = recorded.comparisons.some(({ verdict }) => verdict === 'red');
    const known = { ...next, decisions: [...next.decisions, recorded] };
    return isRed ? withVerdicts(known, target, recorded.comparisons) : known;
  }, state);
}

/** Whether a comparison has something red. */
function hasRed(state: DecisionState, comparison: number): boolean {
  return (
    state.overall.views[comparison]?.verdict === 'red' ||
    state.groups.some(({ views }) => views[comparison]?.verdict === 'red')
  );
}

/**
 * Whether a group is red in some comparison.
 *
 * @param state - of the run
 */
export function hasRedGroup({ groups }: DecisionState): boolean {
  return groups.some(({ views }) => views.some(({ verdict }) => verdict === 'red'));
}
