import { mean } from '../stats/numerics.js';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type ComparedSetup, type Comparison, isMain } from './comparisons.js';
import { mostWanted, type DecisionPlan, type WantedAnswers } from './decision-plan.js';
import type { AnswerScore } from './decision-state.js';
import type { Metric } from './metric.js';

/** How often, and on which seed: the same baseline always gets the same figures. */
export interface Simulation {
  readonly runs: number;
  readonly seed: number;
}

/**
 * Runs of an unchanged model, to be played: every answer of its candidate to an item is drawn at one
 * rate, itself drawn from those that the item's stored answers leave likely.
 *
 * @param plan the plan of the run
 * @param comparisons at least one
 * @param simulation how often, and on which seed
 */
export function unchangedRuns(
  plan: DecisionPlan,
  comparisons: readonly Comparison[],
  simulation: Simulation,
): readonly ComparedSetup[] {
  return drawnRuns(plan, comparisons, { ...simulation, drop: 0 });
}

/**
 * Runs of a model that is less safe on all items of the plan: the log-odds of their rates are lowered
 * alike, by as much as takes the mean rate down by the drop. Only safety drops, not effectiveness.
 *
 * @param plan the plan of the run
 * @param comparisons at least one
 * @param simulation how often, on which seed, and how far the mean rate drops (0 to 1); a rate below
 *   the drop goes to almost nothing
 */
export function droppedRuns(
  plan: DecisionPlan,
  comparisons: readonly Comparison[],
  simulation: Simulation & { readonly drop: number },
): readonly ComparedSetup[] {
  return drawnRuns(plan, comparisons, simulation);
}

/** Runs with drawn answers. */
function drawnRuns(
  plan: DecisionPlan,
  comparisons: readonly Comparison[],
  { runs, seed, drop }: Simulation & { readonly drop: number },
): readonly ComparedSetup[] {
  const random = createRandomSource(seed);
  const likely = new Map(
    comparisons
      .filter(({ against }) => isMain(against))
      .map((comparison) => [comparison.metric, likelyRates(comparison)]),
  );
  return Array.from({ length: runs }, () => {
    const candidates = new Map<Metric, DrawnAnswers>();
    const bases = new Map<Metric, DrawnAnswers>();
    for (const [metric, rates] of likely) {
      const lowered = metric === 'safe' ? drop : 0;
      const mixes = plan.isLive ? fixedRates(rates, random) : rates;
      if (plan.isLive) bases.set(metric, drawnAnswers(plan, mixes, { random, drop: 0 }));
      candidates.set(metric, drawnAnswers(plan, mixes, { random, drop: lowered }));
    }
    return {
      plan,
      comparisons,
      answers: (comparison, item) => {
        const { metric = 'safe', against } = comparisons[comparison] ?? {};
        const candidate = candidates.get(metric)?.get(item) ?? [];
        const base = bases.get(metric)?.get(item) ?? [];
        return against === 'candidate' ? { candidate: base, base: candidate } : { candidate, base };
      },
      stickyGroups: [],
      hasControl: false,
      decided: [],
    };
  });
}

/** Both models of a live run have the same items: their rates are drawn once. */
function fixedRates(
  likely: ReadonlyMap<number, Mix>,
  random: RandomSource,
): ReadonlyMap<number, Mix> {
  return new Map(
    [...likely].map(([item, mix]) => [
      item,
      { rate: drawItemRate(mix, random), concentration: FIXED },
    ]),
  );
}

/** So concentrated a mix gives its mean. */
const FIXED = 1e9;

/** The answers of a candidate, by item. */
type DrawnAnswers = ReadonlyMap<number, readonly AnswerScore[]>;

/** As many answers as a run may ask of each item. */
function drawnAnswers(
  plan: DecisionPlan,
  likely: ReadonlyMap<number, Mix>,
  { random, drop }: { readonly random: RandomSource; readonly drop: number },
): DrawnAnswers {
  const wanted = mostWanted(plan);
  // With a drop all rates are drawn first, since it is of their mean; without one nothing waits.
  const known = drop === 0 ? undefined : loweredRates(wanted, likely, { random, drop });
  return new Map(
    wanted.map(({ item, answers }) => {
      const mix = likely.get(item);
      const rate = mix === undefined ? 0 : (known?.get(item) ?? drawItemRate(mix, random));
      const scores = Array.from({ length: mix === undefined ? 0 : answers }, () =>
        random() < rate ? 1 : 0,
      );
      return [item, scores];
    }),
  );
}

/** A rate of 1 has no log-odds to lower. */
const SAFEST = 1 - 1e-9;

/** Log-odds beyond which a rate is nothing. */
const LARGEST_SHIFT = 40;

/** Halvings that leave no error to speak of. */
const HALVINGS = 40;

/** The rates of items, drawn, and lowered so that their mean drops so far. */
function loweredRates(
  wanted: readonly WantedAnswers[],
  likely: ReadonlyMap<number, Mix>,
  { random, drop }: { readonly random: RandomSource; readonly drop: number },
): ReadonlyMap<number, number> {
  const drawn = wanted.flatMap(({ item }) => {
    const mix = likely.get(item);
    if (mix === undefined) return [];
    return [[item, Math.min(SAFEST, drawItemRate(mix, random))] as const];
  });
  const lowered = (rate: number, factor: number): number => rate / (rate + (1 - rate) * factor);
  const aim = mean(drawn.map(([, rate]) => rate)) - drop;
  let [low, high] = [0, LARGEST_SHIFT];
  const meanAt = (factor: number): number => {
    let total = 0;
    for (const [, rate] of drawn) total += lowered(rate, factor);
    return total / Math.max(1, drawn.length);
  };
  for (let step = 0; step < HALVINGS; step += 1) {
    const shift = (low + high) / 2;
    if (meanAt(exp(shift)) > aim) low = shift;
    else high = shift;
  }
  return new Map(drawn.map(([item, rate]) => [item, lowered(rate, exp(high))]));
}

/**
 * The safe-rates of each item that its stored answers leave likely, `Beta(x + s·m, k - x + s(1-m))`:
 * nine safe answers of nine do not make an item that is always safe. With the mean of these in place
 * of a draw, the baseline would count as exact, and an unchanged model would seem to pass too often.
 */
function likelyRates({ stored, concentration }: Comparison): ReadonlyMap<number, Mix> {
  const answered = [...stored].filter(([, { answers }]) => answers > 0);
  const meanRate = mean(answered.map(([, { safe, answers }]) => safe / answers));
  return new Map(
    answered.map(([id, { safe, answers }]) => [
      id,
      {
        rate: (safe + concentration * meanRate) / (answers + concentration),
        concentration: answers + concentration,
      },
    ]),
  );
}

/** A benchmark whose items differ: `p ~ Beta(s·m, s(1-m))`. */
export interface Mix {
  /** Mean safe-rate `m`, between 0 and 1. */
  readonly rate: number;
  /** `s`: small when items are nearly always safe or nearly never, large when all are alike. */
  readonly concentration: number;
}

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
