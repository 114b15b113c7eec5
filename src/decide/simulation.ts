import { mean } from '../stats/numerics.js';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type Comparison, decideComparisons } from './comparisons.js';
import type { MetricCounts, CandidateCounts } from './counts.js';
import { type DecisionResult, joinResults, decisionResult } from './v1-decision-state.js';
import { type Rankable, type RankedItems, answersOf } from './samples.js';

/** What a simulated sweep came to. */
interface SimulatedSweep {
  readonly answers: number;
  readonly result: DecisionResult;
}

/** What simulated staged sweeps came to. */
export interface ForecastSweep {
  readonly meanAnswers: number;
  /** Nine staged sweeps in ten ask no more answers than this. */
  readonly usuallyAtMost: number;
  /** Share of the staged sweeps that pass: what they may have missed is below the margins. */
  readonly passRate: number;
}

/** How often, and on which seed: the same baseline always gets the same figures. */
interface Simulation {
  readonly sweeps: number;
  readonly seed: number;
}

/**
 * Plays a profile many times with an unchanged model: a candidate whose every answer to an item is
 * drawn at one rate, itself drawn from those that the item's stored answers leave likely.
 *
 * @param comparisons the comparisons a run begins with, on profiles with the same stages; at least one
 * @param ranked the items in sample order, by domain
 * @param simulation how often, and on which seed
 * @returns what each sweep came to
 */
export function simulatedSweeps(
  comparisons: readonly Comparison[],
  ranked: RankedItems<Rankable>,
  { sweeps, seed }: Simulation,
): readonly SimulatedSweep[] {
  const random = createRandomSource(seed);
  return Array.from({ length: sweeps }, () => simulatedSweep(comparisons, ranked, random));
}

/**
 * What staged sweeps come to on the whole.
 *
 * @param sweeps none gives 0
 */
export function forecastSweep(sweeps: readonly SimulatedSweep[]): ForecastSweep {
  const sorted = sweeps.map(({ answers }) => answers).sort((a, b) => a - b);
  return {
    meanAnswers: mean(sorted),
    usuallyAtMost: sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0,
    passRate: sweeps.filter(({ result }) => result === 'pass').length / Math.max(1, sweeps.length),
  };
}

/** One staged sweep of an unchanged model. */
function simulatedSweep(
  comparisons: readonly Comparison[],
  ranked: RankedItems<Rankable>,
  random: RandomSource,
): SimulatedSweep {
  const stages = comparisons[0]?.profile.stages ?? [];
  const candidates = new Map(
    comparisons
      .filter(({ against }) => against === 'pool')
      .map((comparison) => [
        comparison.metric,
        simulatedCandidate(likelyRates(comparison), random),
      ]),
  );
  const counts: MetricCounts = (metric) => candidates.get(metric) ?? unasked;
  const running: (readonly string[])[] = [];
  let state = comparisons;
  for (const stageIndex of stages.keys()) {
    const active = state[0]?.state.active ?? [];
    if (active.length === 0) break;
    running.push(active);
    state = decideComparisons(state, { stageIndex, ranked, counts });
  }
  return {
    answers: answersOf(stages, (stageIndex) => running[stageIndex] ?? [], ranked),
    result: joinResults(state.map((comparison) => decisionResult(comparison.state))),
  };
}

/**
 * The safe-rates of each item that its stored answers leave likely, `Beta(x + s·m, k - x + s(1-m))`:
 * nine safe answers of nine do not make an item that is always safe. With the mean of these in place
 * of a draw, the baseline would count as exact, and an unchanged model would seem to pass too often.
 */
function likelyRates({ baseline, concentration }: Comparison): ReadonlyMap<number, Mix> {
  const stored = [...baseline].filter(([, { answers }]) => answers > 0);
  const meanRate = mean(stored.map(([, { safe, answers }]) => safe / answers));
  return new Map(
    stored.map(([id, { safe, answers }]) => [
      id,
      {
        rate: (safe + concentration * meanRate) / (answers + concentration),
        concentration: answers + concentration,
      },
    ]),
  );
}

/** A candidate that was asked nothing. */
const unasked: CandidateCounts = () => ({ safe: 0, answers: 0 });

/** A candidate whose answers are drawn at likely rates; what it has answered once stays. */
function simulatedCandidate(
  likely: ReadonlyMap<number, Mix>,
  random: RandomSource,
): CandidateCounts {
  const rates = new Map([...likely].map(([id, mix]) => [id, drawItemRate(mix, random)] as const));
  const drawn = new Map<number, (0 | 1)[]>();
  return (itemId, answers) => {
    const rate = rates.get(itemId);
    if (rate === undefined) return { safe: 0, answers: 0 };
    const known = drawn.get(itemId) ?? [];
    while (known.length < answers) known.push(random() < rate ? 1 : 0);
    drawn.set(itemId, known);
    const counted = known.slice(0, answers);
    return { safe: counted.reduce<number>((sum, each) => sum + each, 0), answers };
  };
}

/** A benchmark whose items differ: `p ~ Beta(s·m, s(1-m))`. */
export interface Mix {
  /** Mean safe-rate `m`, between 0 and 1. */
  readonly rate: number;
  /** `s`: small when items are nearly always safe or nearly never, large when all are alike. */
  readonly concentration: number;
}

// Taken out once: looking Math up again and again is slow inside a test runner's sandbox.
const { cos, exp, log, PI, sqrt } = Math;

/**
 * The safe-rate of one item, drawn from the mix.
 *
 * @param mix how safe items are, and how alike
 * @param random where chance comes from
 */
export function drawItemRate(mix: Mix, random: RandomSource): number {
  const a = logGammaVariate(mix.concentration * mix.rate, random);
  const b = logGammaVariate(mix.concentration * (1 - mix.rate), random);
  return 1 / (1 + exp(b - a));
}

/**
 * Logarithm of a Gamma(shape, 1) variable, by Marsaglia and Tsang's method.
 *
 * In logarithms because shapes here go down to .01, where the variable itself would often be 0.
 *
 * @see https://doi.org/10.1145/358407.358414 Marsaglia and Tsang (2000)
 */
function logGammaVariate(shape: number, random: RandomSource): number {
  if (shape < 1) return logGammaVariate(shape + 1, random) + log(random()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / sqrt(9 * d);
  for (;;) {
    const normal = sqrt(-2 * log(random())) * cos(2 * PI * random());
    const v = (1 + c * normal) ** 3;
    if (v <= 0) continue;
    const isAccepted = log(random()) < (normal * normal) / 2 + d * (1 - v + log(v));
    if (isAccepted) return log(d) + log(v);
  }
}

/** Numbers evenly spread over 0 to 1, both excluded; the same ones for the same seed. */
export type RandomSource = () => number;

/** First numbers of neighbouring seeds are alike; so many are thrown away. */
const WARM_UP = 100;

const STEPS = 2 ** 32;

/**
 * A seeded source of numbers for simulations; nothing in a verdict is ever drawn.
 *
 * @param seed any whole number
 * @see https://prng.di.unimi.it/xoroshiro128plus.c
 */
export function createRandomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed);
  for (let step = 0; step < WARM_UP; step += 1) generator.next();
  // Half a step up, so that neither 0 nor 1 can come and logarithms stay finite.
  return () => ((generator.next() >>> 0) + 0.5) / STEPS;
}
