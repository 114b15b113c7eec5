import { itemsAgreeP } from './churn.js';
import {
  enterDecision,
  isDisputed,
  levelOf,
  recordedDecision,
  recordOf,
  withObstacle,
} from './enter-decision.js';
import {
  askedCounts,
  countSelection,
  findComparison,
  heldAgainstControl,
} from './comparison-finding.js';
import { losesLabels, rejudgeRequest, withLabels, withRecordedLabels } from './labels.js';
import { boundGroup, excludesDrop, lookAtGroup, withGroup } from './look.js';
import { preparationLevel, reaches } from './profiles.js';
import { stickyMargin } from './decision-plan.js';
import { answersOf, obtain, selectionOf, waitFor } from './requests.js';
import type {
  DecidedComparison,
  DecisionReply,
  DecisionSetup,
  DecisionState,
  DecisionTarget,
  DecisionTask,
  ReadingsByItem,
} from './decision-state.js';
import {
  confirmationOf,
  confirmedFinding,
  confirmRequest,
  type Evidenced,
  unconfirmedFinding,
  withoutDisputedPasses,
  withReadings,
  withRecordedReadings,
} from './confirmation.js';

/** The decision on a group or on all together. */
export type DecideTask = Extract<DecisionTask, { kind: 'decide' }>;

/** Where nothing was confirmed. */
const NO_READINGS: ReadingsByItem = new Map();

/**
 * A decision from its beginning.
 *
 * @param target - a group, or all together
 * @param occasion - an earlier red, a look, or that no other red stands
 */
export function decideTask(target: DecisionTarget, occasion: DecideTask['occasion']): DecideTask {
  return {
    kind: 'decide',
    target,
    occasion,
    step: 'answers',
    suspected: [],
    found: [],
    leftOpen: undefined,
  };
}

/**
 * Decides a group or all together, once and for good: all its items are asked to `K*` answers; if
 * the exact probability is small, the never-safe items too, the stored answers are judged again, and
 * the probability of that fixed set of answers decides. What cannot be paid leaves the target open.
 *
 * A decision of an earlier attempt is taken as it was made.
 *
 * @param setup - of the run
 * @param state - the state without the task
 * @param step - the task, how far it has come, and the reply to what it asked for
 */
export function decide(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  switch (step.task.step) {
    case 'answers':
      return decideOnAnswers(setup, state, step);
    case 'never-safe':
      return addNeverSafe(setup, state, step);
    case 'rejudge':
      return rejudge(setup, state, step);
    case 'confirm':
      return confirm(setup, state, step);
    case 'control':
      return addControl(setup, state, step);
  }
}

/** One step of a decision, and the reply to what it asked for; undefined if it has not asked. */
interface Step {
  readonly task: DecideTask;
  readonly reply: DecisionReply | undefined;
}

/** Asks the items that looks ask to all answers of the decision; done unless that is suspicious. */
function decideOnAnswers(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  const { task } = step;
  const { target } = task;
  const selection = selectionOf(setup, state, { target, part: 'looked' });
  const need = { purpose: 'decision', target, selection } as const;
  const obtained = obtain(setup, state, { ...step, need });
  if (obtained.kind === 'waiting') return obtained.state;
  if (obtained.kind === 'refused') return refuse(setup, state, { task, shortOf: obtained.shortOf });
  const looked = lookForDecision(setup, obtained.state, target);
  const recorded = recordedDecision(setup, target);
  const found = setup.comparisons.map((_, comparison) =>
    findComparison(setup, looked, { comparison, selection }),
  );
  const limit = preparationLevel(levelOf(setup, target));
  const suspected = found.flatMap(({ p }, comparison) =>
    reaches(recorded?.comparisons[comparison]?.p ?? p, limit) &&
    !hasPassedBefore(state, task, comparison)
      ? [comparison]
      : [],
  );
  if (suspected.length === 0) return conclude(setup, looked, { ...task, found });
  return addNeverSafe(setup, looked, {
    task: { ...task, step: 'never-safe', suspected, found },
    reply: undefined,
  });
}

/** What is decided after churn because no other red stands takes back no pass. */
function hasPassedBefore(
  state: DecisionState,
  { occasion }: DecideTask,
  comparison: number,
): boolean {
  return occasion === 'after-churn' && state.overall.views[comparison]?.verdict === 'pass';
}

/** Asks the never-safe items to as many answers: they may have risen. */
function addNeverSafe(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  const { task } = step;
  const { target } = task;
  const selection = selectionOf(setup, state, { target, part: 'left-out' });
  const need = { purpose: 'never-safe', target, selection } as const;
  const obtained = obtain(setup, state, { ...step, need });
  if (obtained.kind === 'waiting') return obtained.state;
  if (obtained.kind === 'refused') return refuse(setup, state, { task, shortOf: obtained.shortOf });
  const next: DecideTask = { ...task, step: 'rejudge' };
  return rejudge(setup, obtained.state, { task: next, reply: undefined });
}

/** Judges stored answers again, and decides by all items in play. */
function rejudge(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  const { task, reply } = step;
  const { target, suspected } = task;
  const recorded = recordedDecision(setup, target);
  if (recorded !== undefined) {
    const labelled = withRecordedLabels(setup, state, recorded);
    const read = withRecordedReadings(setup, labelled, { target, record: recorded });
    return conclude(setup, read, task);
  }
  const groups = selectionOf(setup, state, { target, part: 'in-play' }).map(({ group }) => group);
  const request = rejudgeRequest(setup, state, { target, groups, comparisons: suspected });
  if (request !== undefined && reply === undefined) return waitFor(state, task, request);
  if (reply?.kind === 'refused') return refuse(setup, state, { task, shortOf: reply.shortOf });
  const labelled =
    request !== undefined && reply !== undefined
      ? withLabels(setup, state, { request, reply })
      : state;
  const loses = suspected.some((comparison) =>
    losesLabels(setup, labelled, { comparison, groups }),
  );
  const found = finalFindings(setup, labelled, task);
  const leftOpen = loses ? ({ kind: 'judge' } as const) : undefined;
  const next: DecideTask = { ...task, step: 'confirm', found, leftOpen };
  return confirm(setup, labelled, { task: next, reply: undefined });
}

/** Has what is still suspected confirmed: by the second judge, and by people. */
function confirm(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  const { task, reply } = step;
  const { target, suspected, found } = task;
  const level = levelOf(setup, target);
  const selection = selectionOf(setup, state, { target, part: 'in-play' });
  const groups = selection.map(({ group }) => group);
  const comparisons = suspected.filter(
    (comparison) =>
      reaches(found[comparison]?.decidedP ?? 1, preparationLevel(level)) &&
      !losesLabels(setup, state, { comparison, groups }),
  );
  const request = confirmRequest(setup, state, { target, selection, comparisons });
  if (request !== undefined && reply === undefined) return waitFor(state, task, request);
  if (reply?.kind === 'refused') return refuse(setup, state, { task, shortOf: reply.shortOf });
  const confirmation = reply === undefined ? undefined : confirmationOf(reply);
  const readings = confirmation?.kind === 'confirmed' ? confirmation.readings : NO_READINGS;
  const evidenced = found.map((first, comparison): Evidenced => {
    const isConcerned = setup.evidence?.comparisons.includes(comparison) === true;
    if (!isConcerned || !comparisons.includes(comparison))
      return { found: first, leftOpen: undefined };
    const read = readings.get(comparison);
    const isAsked = request?.comparisons.includes(comparison) === true;
    const because =
      isAsked && confirmation?.kind === 'unconfirmed' ? confirmation.because : 'texts';
    return read === undefined
      ? unconfirmedFinding(setup, first, because)
      : confirmedFinding(setup, state, { comparison, first, selection, readings: read, level });
  });
  const read = withReadings(setup, state, { target, selection, readings });
  const next: DecideTask = {
    ...task,
    step: 'control',
    found: evidenced.map((each) => each.found),
    leftOpen: task.leftOpen ?? evidenced.find((each) => each.leftOpen !== undefined)?.leftOpen,
  };
  return addControl(setup, read, { task: next, reply: undefined });
}

/** Asks the base too before a red stands, where the run is to. */
function addControl(setup: DecisionSetup, state: DecisionState, step: Step): DecisionState {
  const { task } = step;
  const { target, found } = task;
  if (!setup.hasControl || !found.some(({ verdict }) => verdict === 'red'))
    return conclude(setup, state, task);
  const selection = selectionOf(setup, state, { target, part: 'in-play' });
  const need = { purpose: 'control', target, selection } as const;
  const obtained = obtain(setup, state, { ...step, need });
  if (obtained.kind === 'waiting') return obtained.state;
  if (obtained.kind === 'refused') return refuse(setup, state, { task, shortOf: obtained.shortOf });
  return conclude(setup, obtained.state, {
    ...task,
    found: heldAgainstControl(setup, { found, selection }),
  });
}

/** What all items in play say with the labels in force; those that are not suspected stay. */
function finalFindings(
  setup: DecisionSetup,
  state: DecisionState,
  { target, suspected, found }: DecideTask,
): readonly DecidedComparison[] {
  const selection = selectionOf(setup, state, { target, part: 'in-play' });
  const groups = selection.map(({ group }) => group);
  return found.map((first, comparison) => {
    if (!suspected.includes(comparison)) return first;
    const final = findComparison(setup, state, { comparison, selection });
    const isRed =
      reaches(final.decidedP, levelOf(setup, target)) &&
      !losesLabels(setup, state, { comparison, groups });
    return { ...final, p: first.p, verdict: isRed ? 'red' : 'not-red' };
  });
}

/** Ends a decision. */
function conclude(setup: DecisionSetup, state: DecisionState, task: DecideTask): DecisionState {
  const { target, occasion } = task;
  const recorded = recordedDecision(setup, target);
  const isSticky = occasion === 'sticky';
  const entered = enterDecision(setup, withWholeCounts(setup, state, task), {
    target,
    isSticky,
    leftOpen: recorded === undefined ? task.leftOpen : recorded.leftOpen,
    found: recorded?.comparisons ?? task.found,
  });
  if (occasion === 'after-churn') return agreeingReds(setup, entered);
  return isSticky && target !== 'overall' ? afterSticky(setup, entered, target) : entered;
}

/** A decision that cannot be paid; one that was made before holds without its answers. */
function refuse(
  setup: DecisionSetup,
  state: DecisionState,
  { task, shortOf }: { readonly task: DecideTask; readonly shortOf: number },
): DecisionState {
  if (recordedDecision(setup, task.target) !== undefined) return conclude(setup, state, task);
  return withObstacle(state, task.target, { kind: 'budget', shortOf });
}

/** Looks at what a decision rests on, and notes that it is being made. */
function lookForDecision(
  setup: DecisionSetup,
  state: DecisionState,
  target: DecisionTarget,
): DecisionState {
  if (target === 'overall') return { ...state, overall: { ...state.overall, isDecided: true } };
  const places = state.groups[target]?.looked ?? [];
  const answers = answersOf(setup, target);
  const looked = lookAtGroup(setup, state, { group: target, places, answers });
  return withGroup(looked, target, (group) => ({ ...group, decidedIn: state.stage }));
}

/** After re-judging, a group's bound is of all its items in play; confirmed ones bound all together again. */
function withWholeCounts(
  setup: DecisionSetup,
  state: DecisionState,
  { target, occasion, suspected }: DecideTask,
): DecisionState {
  if (target === 'overall')
    return occasion === 'after-churn' ? state : withoutDisputedPasses(setup, state);
  const selection = selectionOf(setup, state, { target, part: 'in-play' });
  return withGroup(state, target, (group) => ({
    ...group,
    views: group.views.map((view, comparison) => {
      const isRejudged = view.labels === 'rejudged';
      if (!suspected.includes(comparison) || (!isRejudged && view.confirmed === undefined))
        return view;
      const counts = countSelection(setup, state, { comparison, selection });
      return { ...view, counts, isWhole: isRejudged };
    }),
  }));
}

/** A group that was red before passes only by a decision, and by a margin that is not wide. */
function afterSticky(setup: DecisionSetup, state: DecisionState, index: number): DecisionState {
  const margin = stickyMargin(setup.plan);
  const decided = recordOf(setup, state, index);
  return withGroup(boundGroup(setup, state, index), index, (group) => ({
    ...group,
    views: group.views.map((view, comparison) => ({
      ...view,
      decidedUpper: view.upper,
      verdict:
        view.verdict === 'open' &&
        group.obstacle === undefined &&
        excludesDrop(setup, { comparison, view, margin }) &&
        !isDisputed(decided, comparison)
          ? 'pass'
          : view.verdict,
    })),
  }));
}

/** All together, decided because no other red stands, has to show in the items too. */
function agreeingReds(setup: DecisionSetup, state: DecisionState): DecisionState {
  const views = state.overall.views.map((view, comparison) => {
    if (view.verdict !== 'red') return view;
    const p = itemsAgreeP(askedCounts(setup, state, comparison).flat());
    return reaches(p, setup.plan.overallLevel) ? view : { ...view, verdict: 'churn' as const };
  });
  return { ...state, overall: { ...state.overall, views } };
}
