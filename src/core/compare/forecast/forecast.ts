import { type Rankable, type RankedItems, answersOf } from '../samples.js';
import type { Contest } from '../contest.js';
import { metricDrops, type MetricDrops } from './detectable-drops.js';
import type { Ladder } from '../ladder/ladders.js';
import { expectedClimb, simulatedClimbs, type ExpectedClimb } from './simulate-climbs.js';

/** Any fixed seed, and a few hundred climbs: a fraction of a second. */
const SIMULATION = { climbs: 200, seed: 20_240_615 };

/** What a ladder will ask and could find, before anything is asked. */
export interface Forecast {
  /** Answers if every domain is settled on the first rung, and if none ever is. */
  readonly least: number;
  readonly most: number;
  /** What simulated climbs of an unchanged model come to; undefined without a baseline. */
  readonly expected: ExpectedClimb | undefined;
  /** What could be found, metric by metric; none without a baseline. */
  readonly metrics: readonly MetricDrops[];
}

/**
 * Says what a ladder will ask and could find.
 *
 * @param ladder the ladder of the run
 * @param contests the contests it begins with; none leaves what depends on a baseline unknown
 * @param ranked the items in sample order, by domain
 */
export function forecast(
  ladder: Ladder,
  contests: readonly Contest[],
  ranked: RankedItems<Rankable>,
): Forecast {
  const names = [...ranked.keys()];
  return {
    least: answersOf(ladder.rungs.slice(0, 1), () => names, ranked),
    most: answersOf(ladder.rungs, () => names, ranked),
    expected:
      contests.length === 0
        ? undefined
        : expectedClimb(simulatedClimbs(contests, ranked, SIMULATION)),
    metrics: contests
      .filter(({ against }) => against === 'pool')
      .map((contest) => metricDrops(contest, ranked)),
  };
}
