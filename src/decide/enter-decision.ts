import type {
  DecidedComparison,
  DecisionRecord,
  DecisionSetup,
  DecisionState,
  DecisionTarget,
  GroupVerdict,
  LeftOpen,
  Obstacle,
} from './decision-state.js';
import { withGroup } from './look.js';
import { answersOf } from './requests.js';

/**
 * A decision of an earlier attempt.
 *
 * @param setup - of the run
 * @param target - a group, or all together
 * @returns undefined if it was not made, or on another number of answers
 */
export function recordedDecision(
  setup: DecisionSetup,
  target: DecisionTarget,
): DecisionRecord | undefined {
  const name = groupName(setup, target);
  return setup.decided.find(
    ({ group, answersPerItem }) => group === name && answersPerItem === answersOf(setup, target),
  );
}

/**
 * Enters a decision: the verdicts of its reds, and its record for the journal.
 *
 * @param setup - of the run
 * @param state - with the answers and labels decided on
 * @param made - what was decided of each comparison
 */
export function enterDecision(
  setup: DecisionSetup,
  state: DecisionState,
  made: {
    readonly target: DecisionTarget;
    readonly isSticky: boolean;
    readonly leftOpen: LeftOpen | undefined;
    readonly found: readonly DecidedComparison[];
  },
): DecisionState {
  const { target, isSticky, leftOpen, found } = made;
  const record: DecisionRecord = {
    group: groupName(setup, target),
    answersPerItem: answersOf(setup, target),
    level: levelOf(setup, target),
    isSticky,
    leftOpen,
    comparisons: found,
  };
  const entered = withVerdicts(
    { ...state, decisions: [...state.decisions, record] },
    target,
    found,
  );
  return leftOpen === undefined ? entered : withObstacle(entered, target, leftOpen);
}

/**
 * Gives a group, or all together, the verdicts of a decision where they are red or were to be.
 *
 * @param state - of the run
 * @param target - a group, or all together
 * @param found - what was decided of each comparison
 */
export function withVerdicts(
  state: DecisionState,
  target: DecisionTarget,
  found: readonly DecidedComparison[],
): DecisionState {
  const verdict = (before: GroupVerdict, comparison: number): GroupVerdict => {
    const decided = found[comparison]?.verdict ?? 'not-red';
    return decided === 'not-red' ? before : decided;
  };
  if (target === 'overall') {
    const views = state.overall.views.map((view, comparison) => ({
      ...view,
      verdict: verdict(view.verdict, comparison),
    }));
    return { ...state, overall: { ...state.overall, isDecided: true, views } };
  }
  return withGroup(state, target, (group) => ({
    ...group,
    views: group.views.map((view, comparison) => ({
      ...view,
      verdict: verdict(view.verdict, comparison),
    })),
  }));
}

/**
 * Notes why a target stays open though it was to be decided.
 *
 * @param state - of the run
 * @param target - a group, or all together
 * @param obstacle - the reason
 */
export function withObstacle(
  state: DecisionState,
  target: DecisionTarget,
  obstacle: Obstacle,
): DecisionState {
  if (target === 'overall')
    return { ...state, overall: { ...state.overall, isDecided: true, obstacle } };
  return withGroup(state, target, (group) => ({
    ...group,
    obstacle,
    decidedIn: group.decidedIn ?? state.stage,
  }));
}

/** Level of a decision. */
export function levelOf(setup: DecisionSetup, target: DecisionTarget): number {
  return target === 'overall' ? setup.plan.overallLevel : setup.plan.groupLevel;
}

/** Name of a group; undefined for all together. */
function groupName(setup: DecisionSetup, target: DecisionTarget): string | undefined {
  return target === 'overall' ? undefined : setup.plan.groups[target]?.name;
}

/**
 * The decision on a target that this run has made or taken over.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param target - a group, or all together
 */
export function recordOf(
  setup: DecisionSetup,
  state: DecisionState,
  target: DecisionTarget,
): DecisionRecord | undefined {
  const name = groupName(setup, target);
  return state.decisions.find(({ group }) => group === name);
}
