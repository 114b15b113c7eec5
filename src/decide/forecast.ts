import { measuredRate } from './counts.js';
import { smallestDetectableDrop } from '../stats/drop-bounds.js';
import { concentration, type SafeCount } from '../stats/paired-counts.js';
import type { Comparison } from './comparisons.js';
import { startDecision } from './v1-decision-state.js';
import { type Profile, type Stage, spendOf } from './v1-profiles.js';
import type { Metric } from './metric.js';
import { type Rankable, type RankedItems, answersOf, stageItems } from './samples.js';
import {
  type ForecastSweep,
  forecastSweep,
  simulatedSweeps,
  drawItemRate,
  createRandomSource,
} from './simulation.js';

/** Any fixed seed, and a few hundred staged sweeps: a fraction of a second. */
const SIMULATION = { sweeps: 200, seed: 20_240_615 };

/** What a profile will ask and could find, before anything is asked. */
export interface Forecast {
  /** Answers if every domain is settled on the first stage, and if none ever is. */
  readonly least: number;
  readonly most: number;
  /** What simulated staged sweeps of an unchanged model come to; undefined without a baseline. */
  readonly expected: ForecastSweep | undefined;
  /** What could be found, metric by metric; none without a baseline. */
  readonly metrics: readonly MetricDrops[];
}

/**
 * Says what a profile will ask and could find.
 *
 * @param profile the profile of the run
 * @param comparisons the comparisons it begins with; none leaves what depends on a baseline unknown
 * @param ranked the items in sample order, by domain
 */
export function forecast(
  profile: Profile,
  comparisons: readonly Comparison[],
  ranked: RankedItems<Rankable>,
): Forecast {
  const names = [...ranked.keys()];
  return {
    least: answersOf(profile.stages.slice(0, 1), () => names, ranked),
    most: answersOf(profile.stages, () => names, ranked),
    expected:
      comparisons.length === 0
        ? undefined
        : forecastSweep(simulatedSweeps(comparisons, ranked, SIMULATION)),
    metrics: comparisons
      .filter(({ against }) => against === 'pool')
      .map((comparison) => metricDrops(comparison, ranked)),
  };
}

/** How items usually differ: the middle of what published models show, on which the rule was tuned. */
const USUAL_CONCENTRATION = 0.6;

/** Baselines drawn behind a figure, and continues each: baselines differ more than staged sweeps do. */
const BASELINES = 50;
const SWEEPS = 4;

/** The baseline that is imagined. */
interface Imagined {
  /** Mean safe-rate of the model. */
  readonly rate: number;
  /** Answers an item of the baseline. */
  readonly baselineAnswers: number;
  readonly metrics: readonly Metric[];
}

/** What a profile would ask and could find against such a baseline. */
export interface ImaginedForecast {
  readonly rate: number;
  readonly expected: ForecastSweep;
  /** Of one metric; each of several would find as much. */
  readonly drops: MetricDrops | undefined;
}

/**
 * What a profile would ask and could find, for who has no baseline yet: against baselines drawn from
 * items that differ as they usually do.
 *
 * @param profile the profile, its spends as a run of these metrics has them
 * @param ranked the items in sample order, by domain
 * @param imagined how safe the model is, and how many answers the baseline holds
 */
export function imaginedForecast(
  profile: Profile,
  ranked: RankedItems<Rankable>,
  imagined: Imagined,
): ImaginedForecast {
  const { rate, baselineAnswers, metrics } = imagined;
  const sweeps = Array.from({ length: BASELINES }, (_, seed) => {
    const comparisons = metrics.map((metric, index) =>
      comparisonAgainst(profile, ranked, {
        metric,
        ...drawn(ranked, imagined, seed + BASELINES * index),
      }),
    );
    return simulatedSweeps(comparisons, ranked, { sweeps: SWEEPS, seed });
  });
  const [metric] = metrics;
  const even = { safe: rate * baselineAnswers, answers: baselineAnswers };
  const evenly = new Map([...ranked.values()].flat().map(({ id }) => [id, even] as const));
  const known = { baseline: evenly, concentration: USUAL_CONCENTRATION };
  return {
    rate,
    expected: forecastSweep(sweeps.flat()),
    drops: metric && metricDrops(comparisonAgainst(profile, ranked, { metric, ...known }), ranked),
  };
}

/** A baseline drawn at random, and how alike its items look. */
function drawn(
  ranked: RankedItems<Rankable>,
  { rate, baselineAnswers }: Imagined,
  seed: number,
): Pick<Comparison, 'baseline' | 'concentration'> {
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

/** The comparison a run would begin with. */
function comparisonAgainst(
  profile: Profile,
  ranked: RankedItems<Rankable>,
  known: Pick<Comparison, 'metric' | 'baseline' | 'concentration'>,
): Comparison {
  return {
    ...known,
    against: 'pool',
    profile,
    driftAllowance: 0,
    sensitivityGain: 1,
    state: startDecision([...ranked.keys()]),
  };
}

/**
 * Smallest drops found in 80 % of runs at both ends of a profile, each at the level that is spent by
 * then; undefined: not detectable. A profile that spends nothing on its first stage finds nothing there.
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
 * What one metric's comparison against the pool could find.
 *
 * @param comparison the comparison as it begins
 * @param ranked the items in sample order, by domain; none gives no domain
 */
function metricDrops(comparison: Comparison, ranked: RankedItems<Rankable>): MetricDrops {
  const names = [...ranked.keys()];
  return {
    metric: comparison.metric,
    domains: names.map((domain) => ({
      domain,
      ...dropsOf(comparison, { ranked, members: new Set([domain]), kind: 'spendDomain' }),
    })),
    overall: dropsOf(comparison, { ranked, members: new Set(names), kind: 'spendOverall' }),
  };
}

/** Which test is asked about. */
interface Subject {
  readonly ranked: RankedItems<Rankable>;
  readonly members: ReadonlySet<string>;
  readonly kind: 'spendDomain' | 'spendOverall';
}

/** Both ends of the profile; of the domains' spends each has its part. */
function dropsOf(comparison: Comparison, subject: Subject): DetectableDrops {
  const { stages } = comparison.profile;
  const sharers = subject.kind === 'spendDomain' ? subject.ranked.size : 1;
  const [first, last] = [stages[0], stages.at(-1)];
  const all = spendOf(stages, subject.kind);
  return {
    first:
      first &&
      detectable(comparison, subject, { stage: first, level: first[subject.kind] / sharers }),
    last: last && detectable(comparison, subject, { stage: last, level: all / sharers }),
  };
}

/** What the answers of one stage could show in some domains. */
function detectable(
  { baseline, concentration, sensitivityGain }: Comparison,
  { ranked, members }: Subject,
  { stage, level }: { readonly stage: Stage; readonly level: number },
): number | undefined {
  const items = [...ranked].flatMap(([domain, all]) =>
    members.has(domain) ? stageItems(all, stage.itemsPerDomain) : [],
  );
  const counts = items
    .flatMap(({ id }) => baseline.get(id) ?? [])
    .filter(({ answers }) => answers > 0);
  const { rate, answers } = measuredRate(counts);
  return smallestDetectableDrop({
    rate,
    concentration,
    baselineAnswers: answers / Math.max(1, counts.length),
    candidateAnswers: stage.answers,
    items: counts.length,
    level,
    sensitivityGain,
  });
}
