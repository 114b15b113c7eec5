import { hasRedGroup, reviewChurn } from './churn-review.js';
import { confirmationOf, confirmRequest, withReadings } from './confirmation.js';
import { decide, decideTask } from './decide-target.js';
import type {
  DecisionReply,
  DecisionSetup,
  DecisionState,
  DecisionTask,
  GroupState,
  GroupVerdict,
  LookRecord,
} from './decision-state.js';
import { mostAnswers } from './decision-plan.js';
import {
  boundGroup,
  boundOverall,
  exactP,
  excludesDrop,
  excludesOverallDrop,
  lookAtGroup,
  measureConcentration,
  withGroup,
} from './look.js';
import { isDisputed, recordOf } from './enter-decision.js';
import { type Stage, reaches, SUSPICION } from './profiles.js';
import { type GroupSelection, obtain, waitFor } from './requests.js';
import { SINGLE_LOOK, singleLook } from './single-look.js';
import { startState } from './start-state.js';

/**
 * Begins the decisions of a run: nothing is asked yet, and `request` says what to ask first.
 *
 * The state is plain data. An attempt that was stopped resumes by beginning again with its answers in
 * `setup.answers` and its decisions in `setup.decided`: the same requests come in the same order,
 * those that its answers fulfil cost nothing, and no decision is made a second time.
 *
 * @param setup - what the run is decided by
 */
export function startDecision(setup: DecisionSetup): DecisionState {
  const state = startState(setup);
  const { groups, isSingleLook } = setup.plan;
  const sticky = groups.flatMap(({ name }, index) =>
    !isSingleLook &&
    setup.stickyGroups.includes(name) &&
    (state.groups[index]?.looked.length ?? 0) > 0
      ? [decideTask(index, 'sticky')]
      : [],
  );
  return proceed(setup, { ...state, todo: [...sticky, { kind: 'stage' }] }, undefined);
}

/**
 * Goes on with the reply to the state's request, to the next request or the end.
 *
 * @param setup - as the run began with it; its answers now hold what was asked for
 * @param state - as it was returned last
 * @param reply - to `state.request`
 * @returns a state without a request when everything is decided
 * @throws Error if nothing was requested, or if the reply is of another kind than the request
 */
export function advanceDecision(
  setup: DecisionSetup,
  state: DecisionState,
  reply: DecisionReply,
): DecisionState {
  if (state.request === undefined) throw new Error('Everything is decided; no reply is due.');
  return proceed(setup, { ...state, request: undefined }, reply);
}

/** Performs tasks until one waits or none is left. */
function proceed(
  setup: DecisionSetup,
  begun: DecisionState,
  reply: DecisionReply | undefined,
): DecisionState {
  let state = begun;
  let given = reply;
  while (state.request === undefined) {
    const [task, ...todo] = state.todo;
    if (task === undefined) break;
    state = perform(setup, { ...state, todo }, { task, reply: given });
    given = undefined;
  }
  return state;
}

/** A task with the reply to what it asked for, if it has asked. */
interface Turn<Task = DecisionTask> {
  readonly task: Task;
  readonly reply: DecisionReply | undefined;
}

/** Performs one task, which is no longer in line. */
function perform(setup: DecisionSetup, state: DecisionState, turn: Turn): DecisionState {
  const { task, reply } = turn;
  switch (task.kind) {
    case 'decide':
      return decide(setup, state, { task, reply });
    case 'single-look':
      return singleLook(setup, state, { task, reply });
    case 'stage':
      return askStage(setup, state, turn);
    case 'settle':
      return settle(setup, state);
    case 'next':
      return endStage(setup, state);
    case 'churn':
      return reviewChurn(setup, state, { task, reply });
  }
}

/** Asks a stage of the running groups, looks at them, and has the suspected ones decided. */
function askStage(setup: DecisionSetup, state: DecisionState, turn: Turn): DecisionState {
  const stage = setup.plan.stages[state.stage];
  const isOver = state.groups.every(({ isRunning }) => !isRunning);
  if (stage === undefined || isOver) return { ...state, todo: [{ kind: 'churn' }] };
  const selection = stageSelection(setup, state, stage);
  const need = { purpose: 'stage', target: undefined, selection } as const;
  const obtained = obtain(setup, state, { ...turn, need });
  if (obtained.kind === 'waiting') return obtained.state;
  if (obtained.kind === 'refused')
    return { ...state, isStoppedByBudget: true, todo: [{ kind: 'churn' }] };
  const read = confirmNew(setup, obtained.state, { ...turn, selection });
  if (read.request !== undefined || read.isStoppedByBudget) return read;
  const looked = look(setup, read, { selection, stage });
  if (setup.plan.isSingleLook) return { ...looked, todo: [SINGLE_LOOK, { kind: 'settle' }] };
  const suspected = selection.filter(({ group, answers }) => {
    const { decidedIn, views } = looked.groups[group] ?? {};
    if (decidedIn !== undefined || views === undefined) return false;
    const isDue = answers >= (setup.plan.groups[group]?.decisionAnswers ?? 0);
    return isDue || views.some(({ p }) => reaches(p, SUSPICION));
  });
  const decisions = suspected.map(({ group }) => decideTask(group, 'stage'));
  return { ...looked, todo: [...decisions, { kind: 'settle' }] };
}

/** Has new answers of groups confirmed whose earlier ones were. */
function confirmNew(
  setup: DecisionSetup,
  state: DecisionState,
  { task, reply, selection }: Turn & { readonly selection: readonly GroupSelection[] },
): DecisionState {
  const comparisons = setup.comparisons.map((_, comparison) => comparison);
  const grown = selection.filter(({ group, answers }) =>
    state.groups[group]?.views.some(
      ({ confirmed }) => confirmed !== undefined && confirmed.answersPerItem < answers,
    ),
  );
  const request = confirmRequest(setup, state, {
    ...{ target: undefined, selection: grown },
    comparisons: comparisons.filter((comparison) =>
      grown.some(({ group }) => state.groups[group]?.views[comparison]?.confirmed !== undefined),
    ),
  });
  if (request === undefined) return state;
  // The reply may be to the stage's own question.
  if (reply === undefined || reply.kind === 'answered') return waitFor(state, task, request);
  if (reply.kind === 'refused')
    return { ...state, isStoppedByBudget: true, todo: [{ kind: 'churn' }] };
  const confirmation = confirmationOf(reply);
  if (confirmation.kind === 'unconfirmed') return state;
  const { readings } = confirmation;
  return withReadings(setup, state, { target: undefined, selection: grown, readings });
}

/** The items that a stage asks. */
function stageSelection(
  setup: DecisionSetup,
  state: DecisionState,
  stage: Stage,
): readonly GroupSelection[] {
  return state.groups.flatMap(({ isRunning, looked }, group) => {
    const planned = setup.plan.groups[group];
    if (!isRunning || looked.length === 0 || planned === undefined) return [];
    const places = stage.itemsPerGroup === 'all' ? looked : looked.slice(0, stage.itemsPerGroup);
    return [{ group, places, answers: Math.min(stage.answers, mostAnswers(setup.plan, planned)) }];
  });
}

/** Looks at the groups of a stage and keeps what was seen. */
function look(
  setup: DecisionSetup,
  state: DecisionState,
  { selection, stage }: { readonly selection: readonly GroupSelection[]; readonly stage: Stage },
): DecisionState {
  const seen = selection.reduce((next, at) => lookAtGroup(setup, next, at), state);
  const measured = measureConcentration(setup, seen, stage.answers);
  const bounded = selection.reduce((next, { group }) => boundGroup(setup, next, group), measured);
  const looks = selection.flatMap(({ group, places, answers }) =>
    (bounded.groups[group]?.views ?? []).map(({ p, upper }, comparison): LookRecord => ({
      stage: state.stage + 1,
      group: setup.plan.groups[group]?.name,
      comparison,
      answersPerItem: answers,
      items: places.length,
      itemsInPlay: setup.plan.groups[group]?.inPlay ?? 0,
      p,
      upper,
      isSuspected: reaches(p, SUSPICION),
    })),
  );
  return { ...bounded, looks: [...bounded.looks, ...looks] };
}

/** Gives the groups of a stage their verdicts, and looks at all together. */
function settle(setup: DecisionSetup, state: DecisionState): DecisionState {
  const stage = setup.plan.stages[state.stage];
  const measured = measureConcentration(setup, state, stage?.answers ?? 0);
  const settled = measured.groups.reduce(
    (next, { isRunning }, index) => (isRunning ? settleGroup(setup, next, index) : next),
    measured,
  );
  const bounded = { ...settled, overall: boundOverall(setup, settled) };
  const isOpen = bounded.overall.views.some(({ verdict }) => verdict === 'open');
  const isAsked = bounded.groups.every(({ isRunning }) => isRunning) && !hasRedGroup(bounded);
  if (setup.plan.isSingleLook || bounded.overall.isDecided || !isOpen || !isAsked)
    return { ...bounded, todo: [{ kind: 'next' }] };
  return lookAtAll(setup, bounded);
}

/** The verdict of one group after a look or a decision of this stage. */
function settleGroup(setup: DecisionSetup, state: DecisionState, index: number): DecisionState {
  const bounded = boundGroup(setup, state, index);
  const decided = recordOf(setup, state, index);
  const isDecidedFirst =
    !setup.plan.isSingleLook && setup.stickyGroups.includes(setup.plan.groups[index]?.name ?? '');
  return withGroup(bounded, index, (group) => ({
    ...group,
    views: group.views.map((view, comparison) => ({
      ...view,
      decidedUpper:
        group.decidedIn === state.stage && !isDecidedFirst ? view.upper : view.decidedUpper,
      verdict: settledVerdict(group, view.verdict, {
        stage: state.stage,
        isDecidedFirst,
        isExcluded:
          excludesDrop(setup, { comparison, view, margin: setup.plan.groupMargin }) &&
          !isDisputed(decided, comparison),
      }),
    })),
  }));
}

/** A decision holds for good; until then a group passes by its bound. */
function settledVerdict(
  { looked, decidedIn, obstacle }: GroupState,
  verdict: GroupVerdict,
  at: { readonly stage: number; readonly isDecidedFirst: boolean; readonly isExcluded: boolean },
): GroupVerdict {
  if (looked.length === 0 || (verdict !== 'open' && verdict !== 'pass')) return verdict;
  // What was suspected and could not be decided must not pass by an earlier look.
  if (obstacle !== undefined) return 'open';
  if (decidedIn === undefined) return at.isExcluded ? 'pass' : verdict;
  if (decidedIn !== at.stage || at.isDecidedFirst) return verdict;
  return at.isExcluded ? 'pass' : 'open';
}

/** Looks at all groups together; suspicion or enough answers lead to their decision. */
function lookAtAll(setup: DecisionSetup, state: DecisionState): DecisionState {
  const stage = setup.plan.stages[state.stage];
  const answers = stage?.answers ?? 0;
  const views = state.overall.views.map((view, comparison) => ({
    ...view,
    p: exactP(
      setup,
      comparison,
      state.groups.flatMap((group) => group.views[comparison]?.counts ?? []),
    ),
  }));
  const looks = views.map(({ p, upper }, comparison): LookRecord => ({
    stage: state.stage + 1,
    group: undefined,
    comparison,
    answersPerItem: answers,
    items: state.groups.reduce((sum, group) => sum + (group.views[0]?.counts.length ?? 0), 0),
    itemsInPlay: setup.plan.groups.reduce((sum, { inPlay }) => sum + inPlay, 0),
    p,
    upper,
    isSuspected: reaches(p, SUSPICION),
  }));
  const asksAll = stage?.itemsPerGroup === 'all';
  const isDue = answers >= setup.plan.overallAnswers || looks.some((each) => each.isSuspected);
  const decision = asksAll && isDue ? [decideTask('overall', 'stage')] : [];
  return {
    ...state,
    overall: { ...state.overall, views },
    looks: [...state.looks, ...looks],
    todo: [...decision, { kind: 'next' }],
  };
}

/** Lets all together pass, and chooses who is asked on the next stage. */
function endStage(setup: DecisionSetup, state: DecisionState): DecisionState {
  const allRunning = state.groups.every(({ isRunning }) => isRunning);
  const isRed = hasRedGroup(state);
  const { overall } = state;
  const decided = recordOf(setup, state, 'overall');
  const mayPass = overall.obstacle === undefined && (allRunning || overall.isDecided || isRed);
  const views = overall.views.map((view, comparison) =>
    mayPass &&
    view.verdict === 'open' &&
    excludesOverallDrop(setup, comparison, view.upper) &&
    !isDisputed(decided, comparison)
      ? { ...view, verdict: 'pass' as const }
      : view,
  );
  const passed = { ...state, overall: { ...overall, views } };
  if (state.stage + 1 >= setup.plan.stages.length) return { ...passed, todo: [{ kind: 'churn' }] };
  const needsAll =
    allRunning && !overall.isDecided && !isRed && views.some(({ verdict }) => verdict === 'open');
  const groups = passed.groups.map((group) => ({
    ...group,
    isRunning:
      group.isRunning &&
      (needsAll ||
        (group.decidedIn === undefined && group.views.some(({ verdict }) => verdict === 'open'))),
  }));
  return { ...passed, groups, stage: state.stage + 1, todo: [{ kind: 'stage' }] };
}
