import { enterDecision, recordedDecision, withObstacle } from './enter-decision.js';
import { losesLabels, rejudgeRequest, withLabels, withRecordedLabels } from './labels.js';
import { preparationLevel, reaches } from './profiles.js';
import type {
  DecisionReply,
  DecisionSetup,
  DecisionState,
  DecisionTarget,
  DecisionTask,
  Obstacle,
} from './decision-state.js';
import {
  confirmationOf,
  confirmRequest,
  type Evidenced,
  withReadings,
  withRecordedReadings,
} from './confirmation.js';
import { heldAgainstControl } from './comparison-finding.js';
import { lookAtGroup } from './look.js';
import {
  adjustedP,
  groupFindings,
  overallDecided,
  overallFinding,
} from './single-look-findings.js';
import { answersOf, obtain, selectionOf, unexpected, waitFor } from './requests.js';

/** The decisions of a run with a single look. */
export type SingleLookTask = Extract<DecisionTask, { kind: 'single-look' }>;

/** The single look from its beginning. */
export const SINGLE_LOOK: SingleLookTask = {
  kind: 'single-look',
  step: 'labels',
  unconfirmed: [],
  comparison: 0,
  found: [],
};

/** A step of the single look, with the reply to what it asked for. */
interface Step {
  readonly task: SingleLookTask;
  readonly reply: DecisionReply | undefined;
}

/**
 * Decides all groups at once. They are all seen at the same answers, so that their probabilities may
 * be adjusted for each other step by step, which is sharper than an equal part of the level each.
 * Suspected groups are judged again until no new one is suspected.
 *
 * @param setup - of the run
 * @param state - the state without the task, all groups looked at
 * @param step - how far it has come, and the reply to what it asked for
 */
export function singleLook(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  const { task, reply } = step;
  const { comparison } = task;
  if (task.step === 'labels') {
    const known = withKnownLabels(setup, state);
    return singleLook(setup, known, { task: { ...task, step: 'groups' }, reply: undefined });
  }
  if (task.step === 'control') return addControl(setup, state, step);
  const suspected = suspectedGroups(setup, state, task);
  const at = { target: undefined, groups: suspected, comparisons: [comparison] };
  const request = rejudgeRequest(setup, state, at);
  if (request === undefined) return confirm(setup, state, { ...step, groups: suspected });
  if (reply === undefined) return waitFor(state, task, request);
  const again: Step = { task, reply: undefined };
  if (reply.kind === 'refused') {
    const budget = { kind: 'budget', shortOf: reply.shortOf } as const;
    return singleLook(setup, hindered(state, task, { groups: suspected, obstacle: budget }), again);
  }
  const labelled = withLabels(setup, state, { request, reply });
  return singleLook(setup, afterLabels(setup, labelled, { task, groups: suspected }), again);
}

/** Has groups that are suspected with today's labels confirmed, and decides. */
function confirm(
  setup: DecisionSetup,
  state: DecisionState,
  { task, reply, groups }: Step & { readonly groups: readonly number[] },
): DecisionState {
  const { comparison, step, unconfirmed } = task;
  const open = groups.filter(
    (group) => state.groups[group]?.views[comparison]?.confirmed === undefined,
  );
  const isTried = unconfirmed.some(([known]) => known === comparison);
  const request = isTried
    ? undefined
    : confirmRequest(setup, state, {
        target: undefined,
        selection: open.map((group) => ({ group, answers: answersOf(setup, group) })),
        comparisons: [comparison],
      });
  if (request === undefined) return nextStep(setup, state, task);
  if (reply === undefined) return waitFor(state, task, request);
  if (reply.kind === 'refused') {
    const obstacle = { kind: 'budget', shortOf: reply.shortOf } as const;
    const refused = hindered(state, task, { groups: open, obstacle });
    return nextStep(setup, refused, task);
  }
  const confirmation = confirmationOf(reply);
  if (confirmation.kind === 'unconfirmed') {
    const known = [...unconfirmed, [comparison, confirmation.because] as const];
    return nextStep(setup, state, { ...task, unconfirmed: known });
  }
  const { readings } = confirmation;
  if (!readings.has(comparison)) throw unexpected(request.kind, 'nothing');
  const selection = open.map((group) => ({ group, answers: answersOf(setup, group) }));
  const read = withReadings(setup, state, { target: undefined, selection, readings });
  const counted = open.reduce((next, group) => lookAgain(setup, next, group), read);
  return step === 'groups'
    ? singleLook(setup, counted, { task, reply: undefined })
    : nextStep(setup, counted, task);
}

/** Groups that have to be judged again before they, or all together, may turn red. */
function suspectedGroups(
  setup: DecisionSetup,
  state: DecisionState,
  { step, comparison }: SingleLookTask,
): readonly number[] {
  const free = [...state.groups.keys()].filter(
    (group) =>
      state.groups[group]?.obstacle === undefined && recordedDecision(setup, group) === undefined,
  );
  if (step === 'groups') {
    const adjusted = adjustedP(setup, state, comparison);
    const limit = preparationLevel(setup.plan.groupLevel);
    return free.filter((group) => reaches(adjusted[group] ?? 1, limit));
  }
  const isAsked =
    setup.plan.overallLevel > 0 &&
    state.overall.obstacle === undefined &&
    recordedDecision(setup, 'overall') === undefined;
  if (!isAsked) return [];
  const { p } = overallFinding(setup, state, comparison);
  return reaches(p, preparationLevel(setup.plan.overallLevel)) ? [...state.groups.keys()] : [];
}

/** Decides one comparison's groups, or all together, and turns to what follows. */
function nextStep(setup: DecisionSetup, state: DecisionState, task: SingleLookTask): DecisionState {
  const { step, comparison, found } = task;
  if (step === 'groups') {
    const groups = groupFindings(setup, state, task);
    const held = withLeftOpen(state, groups);
    const all = [...found, groups.map((each) => each.found)];
    return singleLook(setup, held, {
      task: { ...task, step: 'overall', found: all },
      reply: undefined,
    });
  }
  const groups = [...state.groups.keys()];
  const isLost = losesLabels(setup, state, { comparison, groups });
  const settled = isLost ? withObstacle(state, 'overall', { kind: 'judge' }) : state;
  const overall = overallDecided(setup, settled, task);
  const held =
    overall.leftOpen === undefined ? settled : withObstacle(settled, 'overall', overall.leftOpen);
  const all = found.map((each, at) => (at === comparison ? [...each, overall.found] : each));
  const isLast = comparison + 1 >= setup.comparisons.length;
  const next: SingleLookTask = isLast
    ? { ...task, step: 'control', found: all }
    : { ...task, step: 'groups', comparison: comparison + 1, found: all };
  return singleLook(setup, held, { task: next, reply: undefined });
}

/** Leaves groups open whose red lacks evidence. */
function withLeftOpen(state: DecisionState, groups: readonly Evidenced[]): DecisionState {
  return groups.reduce(
    (next, { leftOpen }, group) =>
      leftOpen === undefined ? next : withObstacle(next, group, leftOpen),
    state,
  );
}

/** Asks the base too before reds stand, where the run is to; then enters all decisions. */
function addControl(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  const { task } = step;
  const targets = targetsOf(setup);
  const red = targets.filter(
    (target, index) =>
      recordedDecision(setup, target) === undefined &&
      task.found.some((each) => each[index]?.verdict === 'red'),
  );
  if (!setup.hasControl || red.length === 0) return enterAll(setup, state, task);
  const selection = red.flatMap((target) => selectionOf(setup, state, { target, part: 'in-play' }));
  const need = { purpose: 'control', target: undefined, selection } as const;
  const obtained = obtain(setup, state, { ...step, need });
  if (obtained.kind === 'waiting') return obtained.state;
  if (obtained.kind === 'refused') {
    const obstacle = { kind: 'budget', shortOf: obtained.shortOf } as const;
    return red.reduce((next, target) => withObstacle(next, target, obstacle), state);
  }
  const held = targets.map((target, index) => {
    const found = task.found.flatMap((each) => each[index] ?? []);
    return red.includes(target)
      ? heldAgainstControl(setup, {
          found,
          selection: selectionOf(setup, state, { target, part: 'in-play' }),
        })
      : found;
  });
  const found = setup.comparisons.map((_, comparison) =>
    held.flatMap((each) => each[comparison] ?? []),
  );
  return enterAll(setup, obtained.state, { ...task, found });
}

/** Enters what was found of every group and of all together. */
function enterAll(
  setup: DecisionSetup,
  state: DecisionState,
  { found }: SingleLookTask,
): DecisionState {
  return targetsOf(setup).reduce((next, target, index) => {
    const obstacle = obstacleOf(state, target);
    // What the budget did not allow is not decided: a later attempt decides it.
    if (obstacle?.kind === 'budget') return next;
    return enterDecision(setup, next, {
      target,
      isSticky: false,
      leftOpen: obstacle,
      found: found.flatMap((each) => each[index] ?? []),
    });
  }, state);
}

/** Labels and readings that decisions of an earlier attempt used. */
function withKnownLabels(setup: DecisionSetup, state: DecisionState): DecisionState {
  const labelled = setup.decided.reduce(
    (next, record) => withRecordedLabels(setup, next, record),
    state,
  );
  const read = targetsOf(setup).reduce((next, target) => {
    const record = recordedDecision(setup, target);
    return record === undefined ? next : withRecordedReadings(setup, next, { target, record });
  }, labelled);
  return read.groups.reduce((next, _, group) => lookAgain(setup, next, group), read);
}

/** Looks at groups with today's labels; those that lost too many of them stay open. */
function afterLabels(
  setup: DecisionSetup,
  state: DecisionState,
  { task, groups }: { readonly task: SingleLookTask; readonly groups: readonly number[] },
): DecisionState {
  const looked = groups.reduce((next, group) => lookAgain(setup, next, group), state);
  if (task.step === 'overall') return looked;
  const { comparison } = task;
  const losers = groups.filter((group) =>
    losesLabels(setup, looked, { comparison, groups: [group] }),
  );
  return hindered(looked, task, { groups: losers, obstacle: { kind: 'judge' } });
}

/** Leaves open what could not be judged again: groups, or all together. */
function hindered(
  state: DecisionState,
  { step }: SingleLookTask,
  { groups, obstacle }: { readonly groups: readonly number[]; readonly obstacle: Obstacle },
): DecisionState {
  if (step === 'overall') return withObstacle(state, 'overall', obstacle);
  return groups.reduce((next, group) => withObstacle(next, group, obstacle), state);
}

/** Counts of a group again, with the labels in force. */
function lookAgain(setup: DecisionSetup, state: DecisionState, group: number): DecisionState {
  const places = state.groups[group]?.looked ?? [];
  return lookAtGroup(setup, state, { group, places, answers: answersOf(setup, group) });
}

/** Every group, and all together where that is decided too; in the order of the findings. */
function targetsOf({ plan }: DecisionSetup): readonly DecisionTarget[] {
  const groups = [...plan.groups.keys()];
  return plan.overallLevel > 0 ? [...groups, 'overall'] : groups;
}

/** Why a target stays open. */
function obstacleOf(state: DecisionState, target: DecisionTarget): Obstacle | undefined {
  return target === 'overall' ? state.overall.obstacle : state.groups[target]?.obstacle;
}
