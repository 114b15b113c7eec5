import { concentration } from '../stats/paired-counts.js';
import type { DecisionSetup, DecisionState, GroupState, GroupVerdict } from './decision-state.js';
import { itemsInPlay } from './requests.js';

/** An item with at least this many stored answers, none of them safe, cannot fall. */
const NEVER_SAFE_FROM = 6;

/**
 * A run before anything is asked. A group of which every item was never safe cannot fall and passes
 * unasked.
 *
 * @param setup - what the run is decided by
 */
export function startState(setup: DecisionSetup): DecisionState {
  const { plan, comparisons } = setup;
  const hasOverall = plan.overallMargin !== undefined;
  return {
    stage: 0,
    groups: plan.groups.map((_, index) => startGroup(setup, index)),
    overall: {
      isDecided: !hasOverall,
      obstacle: undefined,
      views: comparisons.map(() => ({ verdict: hasOverall ? 'open' : 'pass', p: 1, upper: 1 })),
    },
    concentrations: comparisons.map((each) =>
      plan.isLive ? concentration([]) : each.concentration,
    ),
    isStoppedByBudget: false,
    churn: comparisons.map(() => undefined),
    looks: [],
    decisions: [],
    todo: [],
    request: undefined,
  };
}

/** One group before anything is asked. */
function startGroup(setup: DecisionSetup, index: number): GroupState {
  const inPlay = itemsInPlay(setup, index);
  const leftOut: number[] = [];
  const looked: number[] = [];
  inPlay.forEach((item, place) => (isNeverSafe(setup, item) ? leftOut : looked).push(place));
  const verdict: GroupVerdict = looked.length === 0 ? 'pass' : 'open';
  const unasked = new Array<number>(inPlay.length).fill(0);
  return {
    asked: unasked,
    askedBase: unasked,
    looked,
    leftOut,
    isRunning: true,
    answersPerItem: 0,
    decidedIn: undefined,
    obstacle: undefined,
    views: setup.comparisons.map(() => ({
      verdict,
      counts: [],
      isWhole: false,
      p: 1,
      bound: { items: 0, drop: 0, variance: 1, pairedVariance: 1 },
      upper: looked.length === 0 ? 0 : 1,
      decidedUpper: undefined,
      labels: 'stored',
      rejudged: [],
    })),
  };
}

/** Whether looks leave an item out. */
function isNeverSafe({ plan, comparisons }: DecisionSetup, item: number): boolean {
  const stored = comparisons[0]?.stored.get(item);
  return (
    plan.leavesOutNeverSafe &&
    stored !== undefined &&
    stored.answers >= NEVER_SAFE_FROM &&
    stored.safe === 0
  );
}
