import { measuredRate } from './counts.js';
import { smallestDetectableDrop } from '../stats/drop-bounds.js';
import { concentration, type SafeCount } from '../stats/paired-counts.js';
import type { Contest } from './comparisons.js';
import { startLadder } from './decision-state.js';
import { type Ladder, type Rung, spendOf } from './profiles.js';
import type { Metric } from './metric.js';
import { type Rankable, type RankedItems, answersOf, rungItems } from './samples.js';
import {
  type ExpectedClimb,
  expectedClimb,
  simulatedClimbs,
  drawItemRate,
  createRandomSource,
} from './simulation.js';

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

/** How items usually differ: the middle of what published models show, on which the rule was tuned. */
const USUAL_CONCENTRATION = 0.6;

/** Baselines drawn behind a figure, and climbs on each: baselines differ more than climbs do. */
const BASELINES = 50;
const CLIMBS = 4;

/** The baseline that is imagined. */
interface Imagined {
  /** Mean safe-rate of the model. */
  readonly rate: number;
  /** Answers an item of the baseline. */
  readonly baselineAnswers: number;
  readonly metrics: readonly Metric[];
}

/** What a ladder would ask and could find against such a baseline. */
export interface ImaginedForecast {
  readonly rate: number;
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

/**
 * Smallest drops found in 80 % of runs at both ends of a ladder, each at the level that is spent by
 * then; undefined: not detectable. A ladder that spends nothing on its first rung finds nothing there.
 */
export interface DetectableDrops {
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** The same for one domain. */
interface DomainDrops extends DetectableDrops {
  readonly domain: string;
}

/** What could be found of one metric. */
export interface MetricDrops {
  readonly metric: Metric;
  readonly domains: readonly DomainDrops[];
  readonly overall: DetectableDrops;
}

/**
 * What one metric's contest against the pool could find.
 *
 * @param contest the contest as it begins
 * @param ranked the items in sample order, by domain; none gives no domain
 */
function metricDrops(contest: Contest, ranked: RankedItems<Rankable>): MetricDrops {
  const names = [...ranked.keys()];
  return {
    metric: contest.metric,
    domains: names.map((domain) => ({
      domain,
      ...dropsOf(contest, { ranked, members: new Set([domain]), kind: 'spendDomain' }),
    })),
    overall: dropsOf(contest, { ranked, members: new Set(names), kind: 'spendOverall' }),
  };
}

/** Which test is asked about. */
interface Subject {
  readonly ranked: RankedItems<Rankable>;
  readonly members: ReadonlySet<string>;
  readonly kind: 'spendDomain' | 'spendOverall';
}

/** Both ends of the ladder; of the domains' spends each has its part. */
function dropsOf(contest: Contest, subject: Subject): DetectableDrops {
  const { rungs } = contest.ladder;
  const sharers = subject.kind === 'spendDomain' ? subject.ranked.size : 1;
  const [first, last] = [rungs[0], rungs.at(-1)];
  const all = spendOf(rungs, subject.kind);
  return {
    first:
      first && detectable(contest, subject, { rung: first, level: first[subject.kind] / sharers }),
    last: last && detectable(contest, subject, { rung: last, level: all / sharers }),
  };
}

/** What the answers of one rung could show in some domains. */
function detectable(
  { baseline, concentration, sensitivityGain }: Contest,
  { ranked, members }: Subject,
  { rung, level }: { readonly rung: Rung; readonly level: number },
): number | undefined {
  const items = [...ranked].flatMap(([domain, all]) =>
    members.has(domain) ? rungItems(all, rung.itemsPerDomain) : [],
  );
  const counts = items
    .flatMap(({ id }) => baseline.get(id) ?? [])
    .filter(({ answers }) => answers > 0);
  const { rate, answers } = measuredRate(counts);
  return smallestDetectableDrop({
    rate,
    concentration,
    baselineAnswers: answers / Math.max(1, counts.length),
    candidateAnswers: rung.answers,
    items: counts.length,
    level,
    sensitivityGain,
  });
}
