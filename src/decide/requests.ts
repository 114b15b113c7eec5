import type {
  AskRequest,
  DecisionReply,
  DecisionRequest,
  DecisionSetup,
  DecisionState,
  DecisionTarget,
  DecisionTask,
  GroupState,
} from './decision-state.js';
import { sum } from '../stats/numerics.js';
import { withGroup } from './look.js';

/** Items of one group, by place, and up to how many answers each. */
export interface GroupSelection {
  readonly group: number;
  readonly places: readonly number[];
  readonly answers: number;
}

/** Answers that a task needs before it can go on. */
export interface Need {
  readonly purpose: AskRequest['purpose'];
  readonly target: DecisionTarget | undefined;
  readonly selection: readonly GroupSelection[];
}

/** Whether a task has what it needs. */
export type Obtained =
  | { readonly kind: 'granted' | 'waiting'; readonly state: DecisionState }
  | { readonly kind: 'refused'; readonly shortOf: number };

/**
 * Sees to it that answers are there: asks for what this run has not asked yet, and takes the reply.
 * Nothing is asked twice.
 *
 * @param setup - of the run
 * @param state - the state without the task
 * @param turn - the task, which is performed again with the reply; what it needs; and the reply to this
 *   very request, undefined the first time
 */
export function obtain(
  setup: DecisionSetup,
  state: DecisionState,
  turn: {
    readonly task: DecisionTask;
    readonly need: Need;
    readonly reply: DecisionReply | undefined;
  },
): Obtained {
  const { task, need, reply } = turn;
  const arms = need.purpose === 'control' ? 'base' : setup.plan.isLive ? 'both' : 'candidate';
  if (!isMissing(state, need, arms)) return { kind: 'granted', state };
  if (reply === undefined)
    return { kind: 'waiting', state: waitFor(state, task, askRequest(setup, state, need, arms)) };
  if (reply.kind === 'refused') return { kind: 'refused', shortOf: reply.shortOf };
  if (reply.kind !== 'answered') throw unexpected('ask', reply.kind);
  return { kind: 'granted', state: markAsked(state, need, arms) };
}

/**
 * Which items a decision rests on.
 *
 * @param setup - of the run
 * @param state - of the run
 * @param of - a group or all together; of it the items that looks ask, those that they leave out, or all
 */
export function selectionOf(
  setup: DecisionSetup,
  state: DecisionState,
  of: { readonly target: DecisionTarget; readonly part: 'looked' | 'left-out' | 'in-play' },
): readonly GroupSelection[] {
  const { target, part } = of;
  return state.groups.flatMap((group, index) => {
    if (target !== 'overall' && target !== index) return [];
    const places = {
      looked: group.looked,
      'left-out': group.leftOut,
      'in-play': [...group.looked, ...group.leftOut],
    }[part];
    return [{ group: index, places, answers: answersOf(setup, target) }];
  });
}

/**
 * Answers per item on which a target is decided: `K*` of a group, `K_o` of all together.
 *
 * @param setup - of the run
 * @param target - a group, or all together
 */
export function answersOf(setup: DecisionSetup, target: DecisionTarget): number {
  return target === 'overall'
    ? setup.plan.overallAnswers
    : (setup.plan.groups[target]?.decisionAnswers ?? 0);
}

/**
 * The state that waits for a request, with the task that takes the reply first in line.
 *
 * @param state - the state without the task
 * @param task - what takes the reply
 * @param request - what is asked for
 */
export function waitFor(
  state: DecisionState,
  task: DecisionTask,
  request: DecisionRequest,
): DecisionState {
  return { ...state, todo: [task, ...state.todo], request };
}

/**
 * The items of a group that a run may ask, in sample order.
 *
 * @param setup - of the run
 * @param index - the group
 */
export function itemsInPlay(setup: DecisionSetup, index: number): readonly number[] {
  const group = setup.plan.groups[index];
  return group?.items.slice(0, group.inPlay) ?? [];
}

/** A reply of another kind than the request is a fault of the caller. */
export function unexpected(request: string, reply: string): Error {
  return new Error(`A decision waits for the reply to "${request}" and was given "${reply}".`);
}

/** Whether some item was not asked as often as a task needs. */
function isMissing(state: DecisionState, { selection }: Need, arms: AskRequest['arms']): boolean {
  return selection.some(({ group, places, answers }) =>
    places.some((place) => askedOf(state.groups[group], place, arms) < answers),
  );
}

/** The request for what is still missing; an item that several parts of a selection name is asked once. */
function askRequest(
  setup: DecisionSetup,
  state: DecisionState,
  need: Need,
  arms: AskRequest['arms'],
): AskRequest {
  const open = new Map<number, { readonly answers: number; readonly missing: number }>();
  for (const { group, places, answers } of need.selection) {
    for (const place of places) {
      const missing = answers - askedOf(state.groups[group], place, arms);
      const item = setup.plan.groups[group]?.items[place];
      if (item !== undefined && missing > (open.get(item)?.missing ?? 0))
        open.set(item, { answers, missing });
    }
  }
  const wanted = [...open].map(([item, { answers }]) => ({ item, answers }));
  const missing = sum([...open.values()].map((each) => each.missing));
  const { purpose, target } = need;
  const newAnswers = arms === 'both' ? 2 * missing : missing;
  return { kind: 'ask', purpose, target, arms, wanted, newAnswers };
}

/** Answers that one item was asked. */
function askedOf(group: GroupState | undefined, place: number, arms: AskRequest['arms']): number {
  return (arms === 'base' ? group?.askedBase[place] : group?.asked[place]) ?? 0;
}

/** Notes what was asked. */
function markAsked(state: DecisionState, need: Need, arms: AskRequest['arms']): DecisionState {
  return need.selection.reduce((next, { group, places, answers }) => {
    const chosen = new Set(places);
    const raise = (asked: readonly number[]): readonly number[] =>
      asked.map((count, place) => (chosen.has(place) ? Math.max(count, answers) : count));
    return withGroup(next, group, (before) => ({
      ...before,
      asked: arms === 'base' ? before.asked : raise(before.asked),
      askedBase: arms === 'candidate' ? before.askedBase : raise(before.askedBase),
    }));
  }, state);
}
