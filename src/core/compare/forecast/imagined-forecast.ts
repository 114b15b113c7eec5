import type { Metric } from '../metric.js';
import type { Rankable, RankedItems } from '../samples.js';
import { concentration } from '../../stats/concentration.js';
import type { SafeCount } from '../../stats/paired-counts.js';
import type { Rate } from '../../units.js';
import type { Contest } from '../contest.js';
import { metricDrops, type MetricDrops } from './detectable-drops.js';
import { drawItemRate } from './draw-item-rate.js';
import { startLadder } from '../ladder/ladder-state.js';
import type { Ladder } from '../ladder/ladders.js';
import { createRandomSource } from './random-source.js';
import { expectedClimb, simulatedClimbs, type ExpectedClimb } from './simulate-climbs.js';

/** How items usually differ: the middle of what published models show, on which the rule was tuned. */
const USUAL_CONCENTRATION = 0.6;

/** Baselines drawn behind a figure, and climbs on each: baselines differ more than climbs do. */
const BASELINES = 50;
const CLIMBS = 4;

/** The baseline that is imagined. */
export interface Imagined {
  /** Mean safe-rate of the model. */
  readonly rate: Rate;
  /** Answers an item of the baseline. */
  readonly baselineAnswers: number;
  readonly metrics: readonly Metric[];
}

/** What a ladder would ask and could find against such a baseline. */
export interface ImaginedForecast {
  readonly rate: Rate;
  readonly expected: ExpectedClimb;
  /** Of one metric; each of several would find as much. */
  readonly drops: MetricDrops | undefined;
}

/**
 * What a ladder would ask and could find, for who has no baseline yet: against baselines drawn from
 * items that differ as they usually do.
 *
 * @param ladder the ladder, its spends as a run of these metrics has them
 * @param ranked the items in sample order, by domain
 * @param imagined how safe the model is, and how many answers the baseline holds
 */
export function imaginedForecast(
  ladder: Ladder,
  ranked: RankedItems<Rankable>,
  imagined: Imagined,
): ImaginedForecast {
  const { rate, baselineAnswers, metrics } = imagined;
  const climbs = Array.from({ length: BASELINES }, (_, seed) => {
    const contests = metrics.map((metric, index) =>
      contestAgainst(ladder, ranked, {
        metric,
        ...drawn(ranked, imagined, seed + BASELINES * index),
      }),
    );
    return simulatedClimbs(contests, ranked, { climbs: CLIMBS, seed });
  });
  const [metric] = metrics;
  const even = { safe: rate * baselineAnswers, answers: baselineAnswers };
  const evenly = new Map([...ranked.values()].flat().map(({ id }) => [id, even] as const));
  const known = { baseline: evenly, concentration: USUAL_CONCENTRATION };
  return {
    rate,
    expected: expectedClimb(climbs.flat()),
    drops: metric && metricDrops(contestAgainst(ladder, ranked, { metric, ...known }), ranked),
  };
}

/** A baseline drawn at random, and how alike its items look. */
function drawn(
  ranked: RankedItems<Rankable>,
  { rate, baselineAnswers }: Imagined,
  seed: number,
): Pick<Contest, 'baseline' | 'concentration'> {
  const random = createRandomSource(seed);
  const mix = { rate, concentration: USUAL_CONCENTRATION };
  const count = (): SafeCount => {
    const itemRate = drawItemRate(mix, random);
    const answers = Array.from({ length: baselineAnswers }, () => random() < itemRate);
    return { safe: answers.filter(Boolean).length, answers: baselineAnswers };
  };
  const baseline = new Map([...ranked.values()].flat().map(({ id }) => [id, count()] as const));
  return { baseline, concentration: concentration([...baseline.values()]) };
}

/** The contest a run would begin with. */
function contestAgainst(
  ladder: Ladder,
  ranked: RankedItems<Rankable>,
  known: Pick<Contest, 'metric' | 'baseline' | 'concentration'>,
): Contest {
  return {
    ...known,
    against: 'pool',
    ladder,
    driftAllowance: 0,
    sensitivityGain: 1,
    state: startLadder([...ranked.keys()]),
  };
}
