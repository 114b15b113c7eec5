import { concentration, type SafeCount } from '../stats/paired-counts.js';
import { type Comparison, isMain } from './comparisons.js';
import type { Metric } from './metric.js';
import { rawConcentration } from './churn.js';
import {
  type DecisionPlan,
  type DetectableDrop,
  detectableDrops,
  stageAnswers,
  worstCost,
} from './decision-plan.js';
import { type DropPower, dropPower } from './drop-power.js';
import { type ExpectedCost, expectedCost } from './play-decision.js';
import { remembered } from './remembered.js';
import { createRandomSource, drawItemRate, type Simulation, unchangedRuns } from './simulation.js';

/** Any fixed seed, and as many runs as take about a second. */
const SIMULATION = { runs: 100, seed: 20_240_615 };

/** What a run will ask and could find, before anything is asked. */
export interface Forecast {
  /** Answers if every group is settled on the first stage, without items that are left out, and if none ever is. */
  readonly least: number;
  readonly most: number;
  /** What simulated runs of an unchanged model come to; undefined without a baseline. */
  readonly expected: ExpectedCost | undefined;
  /** How often a drop below the margin is found; undefined without a baseline. */
  readonly power: DropPower | undefined;
  /** What could be found, metric by metric; none without a baseline. */
  readonly metrics: readonly MetricDrops[];
}

/** What the comparison of a metric with the pool could find. */
export interface MetricDrops {
  readonly metric: Metric;
  /** Group by group, and of all together where that is decided too. */
  readonly drops: readonly DetectableDrop[];
}

/**
 * Says what a run will ask and could find.
 *
 * @param plan the plan of the run
 * @param comparisons what it compares; none leaves what depends on a baseline unknown
 */
export function forecast(plan: DecisionPlan, comparisons: readonly Comparison[]): Forecast {
  const expected = comparisons.every(({ stored }) => stored.size === 0)
    ? undefined
    : unchangedCost(plan, comparisons, SIMULATION);
  const { least, most } = extremes(plan);
  return {
    least: Math.min(least, expected?.leastAnswers ?? least),
    most,
    expected,
    power: dropPower(plan, comparisons),
    metrics: comparisons
      .filter(({ against, stored }) => isMain(against) && stored.size > 0)
      .map((comparison) => ({
        metric: comparison.metric,
        drops: detectableDrops(plan, comparison),
      })),
  };
}

/**
 * What to expect of runs of an unchanged model, by playing them.
 *
 * @param plan the plan of the run
 * @param comparisons at least one
 * @param simulation how many, and on which seed
 */
export const unchangedCost = remembered(
  (plan: DecisionPlan, comparisons: readonly Comparison[], simulation: Simulation): ExpectedCost =>
    expectedCost(unchangedRuns(plan, comparisons, simulation)),
);

/** The fewest answers, and the most. */
function extremes(plan: DecisionPlan): Pick<Forecast, 'least' | 'most'> {
  const [first] = plan.stages;
  const asked = first === undefined ? [] : stageAnswers(plan, first);
  return { least: asked.reduce((all, { answers }) => all + answers, 0), most: worstCost(plan) };
}

/** How items usually differ: the middle of what published models show, on which the rule was tuned. */
const USUAL_CONCENTRATION = 0.6;

/** Baselines drawn behind a figure, and runs against each: baselines differ more than runs do. */
const BASELINES = 50;
const RUNS = 2;

/** Baselines against which drops are played, which takes longer: the error of a share is .04. */
const BASELINES_OF_POWER = 3;

/** The baseline that is imagined. */
interface Imagined {
  /** Mean safe-rate of the model. */
  readonly rate: number;
  /** Answers per item of the baseline. */
  readonly baselineAnswers: number;
  readonly metrics: readonly Metric[];
}

/** What a run would ask and could find against such a baseline. */
export interface ImaginedForecast {
  readonly rate: number;
  readonly expected: ExpectedCost;
  /** How often a drop below the margin is found; undefined where nothing could drop so far. */
  readonly power: DropPower | undefined;
  /** Of one metric; each of several would find as much. */
  readonly drops: readonly DetectableDrop[];
}

/**
 * What a run would ask and could find, for who has no baseline yet: against baselines drawn from
 * items that differ as they usually do.
 *
 * @param plan the plan of a run that compares each metric with one baseline
 * @param imagined how safe the model is, and how many answers the baseline holds
 */
export const imaginedForecast = remembered(imagine);

/** Plays the runs. */
function imagine(plan: DecisionPlan, imagined: Imagined): ImaginedForecast {
  const { rate, baselineAnswers, metrics } = imagined;
  const drawn = Array.from({ length: BASELINES }, (_, seed) =>
    metrics.map((metric, index) =>
      drawnComparison(plan, { ...imagined, metric, seed: seed + BASELINES * index }),
    ),
  );
  const setups = drawn.flatMap((comparisons, seed) =>
    unchangedRuns(plan, comparisons, { runs: RUNS, seed }),
  );
  const powers = drawn.slice(0, BASELINES_OF_POWER).flatMap((each) => dropPower(plan, each) ?? []);
  const [power] = powers;
  const share = powers.reduce((sum, each) => sum + each.share, 0) / powers.length;
  const even = { safe: rate * baselineAnswers, answers: baselineAnswers };
  const stored = new Map(itemsOf(plan).map((id) => [id, even] as const));
  const known = { stored, concentration: USUAL_CONCENTRATION, sensitivityGain: 1 };
  return {
    rate,
    expected: expectedCost(setups),
    power: power && { ...power, share },
    drops: detectableDrops(plan, known),
  };
}

/** Every item of a plan. */
function itemsOf({ groups }: DecisionPlan): readonly number[] {
  return groups.flatMap(({ items }) => items);
}

/** A baseline drawn at random, as a run compares with it. */
function drawnComparison(
  plan: DecisionPlan,
  drawn: Pick<Imagined, 'rate' | 'baselineAnswers'> & {
    readonly metric: Metric;
    readonly seed: number;
  },
): Comparison {
  const { rate, baselineAnswers, metric, seed } = drawn;
  const random = createRandomSource(seed);
  const count = (): SafeCount => {
    const itemRate = drawItemRate({ rate, concentration: USUAL_CONCENTRATION }, random);
    const answers = Array.from({ length: baselineAnswers }, () => random() < itemRate);
    return { safe: answers.filter(Boolean).length, answers: baselineAnswers };
  };
  const stored = new Map(itemsOf(plan).map((id) => [id, count()] as const));
  const counts = [...stored.values()];
  return {
    name: metric,
    metric,
    against: 'pool',
    stored,
    concentration: concentration(counts),
    rawConcentration: rawConcentration(counts),
    driftAllowance: 0,
    sensitivityGain: 1,
  };
}
