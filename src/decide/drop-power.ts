import { type Comparison, isMain } from './comparisons.js';
import { decisionResult } from './decision-outcome.js';
import type { DecisionPlan } from './decision-plan.js';
import { playDecision } from './play-decision.js';
import { remembered } from './remembered.js';
import { droppedRuns } from './simulation.js';

/** How often a drop in one domain is found. */
export interface DropPower {
  /** Of the mean safe-rate of one group, 0 to 1. */
  readonly drop: number;
  /** Share of runs in which it is red; the mean over groups. */
  readonly share: number;
}

/** Runs over all groups, but so many of each at least: the error of a share is .04 at most. */
const RUNS = 180;
const FEWEST_RUNS = 5;
const SEED = 20_240_616;

/** Sentences name drops in steps of this. */
const STEP = 0.05;

/** Of the items' rates, so that there is something to drop from. */
const LEAST_LEFT = 0.02;

/**
 * How often the decisions of a plan find a drop that its margin would still let pass: the largest
 * multiple of five points below the margin of a group. Each group is played by itself, on its own
 * level, so that what a run asks of it because of the others is not counted: a full run finds a
 * little more.
 *
 * @param plan the plan of the run
 * @param comparisons what it compares
 * @returns undefined where nothing of safety is compared, or no group is safe enough to drop so far
 */
export function dropPower(
  plan: DecisionPlan,
  comparisons: readonly Comparison[],
): DropPower | undefined {
  const found = foundDrops(plan, comparisons);
  if (found.length === 0) return undefined;
  return { drop: dropBelow(plan.groupMargin), share: found.filter(Boolean).length / found.length };
}

/** Whether the drop was found, run by run; none where there is nothing to drop from. */
const foundDrops = remembered(playDrops);

/** Plays the runs. */
function playDrops(plan: DecisionPlan, comparisons: readonly Comparison[]): readonly boolean[] {
  const pool = comparisons.find(({ metric, against }) => metric === 'safe' && isMain(against));
  if (pool === undefined) return [];
  const drop = dropBelow(plan.groupMargin);
  const runs = Math.max(FEWEST_RUNS, Math.ceil(RUNS / Math.max(1, plan.groups.length)));
  return plan.groups.flatMap((group, index) => {
    if (rateOf(group.items, pool) < drop + LEAST_LEFT) return [];
    const alone = aloneWith(plan, index);
    const shown = drop * pool.sensitivityGain;
    return droppedRuns(alone, comparisons, { runs, seed: SEED + index, drop: shown }).map(
      (setup) => decisionResult(setup, playDecision(setup).state) === 'fail',
    );
  });
}

/** A drop that a sentence can name, and that a pass does not exclude. */
function dropBelow(margin: number): number {
  const steps = Math.ceil(Number((margin / STEP).toFixed(6))) - 1;
  return steps >= 1 ? steps * STEP : margin / 2;
}

/** The mean rate of some items in the stored baseline; 0 without answers. */
function rateOf(items: readonly number[], { stored }: Comparison): number {
  const rates = items.flatMap((item) => {
    const { safe = 0, answers = 0 } = stored.get(item) ?? {};
    return answers > 0 ? [safe / answers] : [];
  });
  return rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length);
}

/** The plan with one group, decided on the level it has among the others. */
function aloneWith(plan: DecisionPlan, index: number): DecisionPlan {
  const sharers = plan.isSingleLook ? plan.groups.length : 1;
  return {
    ...plan,
    groups: plan.groups.slice(index, index + 1),
    groupLevel: plan.groupLevel / sharers,
    overallLevel: 0,
    overallMargin: undefined,
  };
}
