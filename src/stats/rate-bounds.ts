import { bisect, regularisedBeta, mean, sum } from './numerics.js';
import { type SafeCount, totalOf } from './paired-counts.js';
import type { ItemSet } from './paired-summary.js';
import { normalQuantile, studentTQuantile } from './quantiles.js';

/** What a rate is bounded for: the set the items are of, and how surely. */
interface RateBoundsOptions extends ItemSet {
  /** Of each bound alone: one-sided, .5 to 1. */
  readonly confidence: number;
}

/** A rate of one side, and the bounds of what it stands for. */
interface BoundedRate extends RateBounds {
  /** Items with an answer. */
  readonly items: number;
  /** Mean of their safe shares; 0 without any. */
  readonly rate: number;
  /** Independent answers that would estimate the rate as well. */
  readonly effective: number;
}

const SMALLEST_DESIGN_EFFECT = 0.001;

/**
 * Wilson's bounds of the safe-rate of a set of items, on an effective number of answers.
 *
 * The one-sided form of `pairedSummary`: `v_i` the shrunk variance of an answer, `v` its mean,
 * `within = mean(v_i / k_i)`, `f = n / N`, `between` the sample variance of the items' shares,
 * `V = ((1-f)·max(between, within) + f·within) / n`, `deff = clip(max(v / (m(1-m)), s/(1+s)), .001, 1)`;
 * the effective number is `v / (V·deff)`, the quantile normal when the whole set was asked and else
 * that of Student's t with n-1 degrees.
 *
 * Without an answered item the bounds are 0 and 1; with a single one of a larger set too.
 *
 * @param counts - safe and scored answers of every item; items without answers are left out
 * @param options - size of the set, concentration and confidence of each bound
 * @see docs/statistics.md
 * @example
 * rateBounds(Array(18).fill({ safe: 3, answers: 3 }), {
 *   domainSize: 18, concentration: 0.6, confidence: 0.95,
 * }).upper; // 1
 */
export function rateBounds(
  counts: readonly SafeCount[],
  { domainSize, concentration, confidence }: RateBoundsOptions,
): BoundedRate {
  const items = counts.filter(({ answers }) => answers > 0);
  const n = items.length;
  if (n === 0) return { items: 0, rate: 0, effective: 0, lower: 0, upper: 1 };
  const sampled = Math.min(1, n / Math.max(n, domainSize));
  const shares = items.map(({ safe, answers }) => safe / answers);
  const rate = mean(shares);
  const { single, within, pooled } = answerVariance(items, concentration);
  const between = sum(shares.map((share) => (share - rate) ** 2)) / Math.max(1, n - 1);
  const variance = ((1 - sampled) * Math.max(between, within) + sampled * within) / n;
  const designEffect = Math.max(
    single / (pooled * (1 - pooled)),
    concentration / (1 + concentration),
    SMALLEST_DESIGN_EFFECT,
  );
  const effective = single / (variance * Math.min(1, designEffect));
  const quantile = sampled < 1 ? studentTQuantile(confidence, n - 1) : normalQuantile(confidence);
  return { items: n, rate, effective, ...scoreBounds(rate, effective, quantile) };
}

/** Mean variance of an answer, the same shared out over the answers of each item, and the pooled rate. */
function answerVariance(
  items: readonly SafeCount[],
  s: number,
): { readonly single: number; readonly within: number; readonly pooled: number } {
  const { safe, answers } = totalOf(items);
  const pooled = (safe + 0.5) / (answers + 1);
  const variances = items.map((item) => {
    const a = item.safe + s * pooled;
    const b = item.answers - item.safe + s * (1 - pooled);
    return (a * b) / ((a + b) * (a + b + 1));
  });
  const within = mean(variances.map((variance, index) => variance / (items[index]?.answers ?? 1)));
  return { single: mean(variances), within, pooled };
}

/** Lower and upper bound of a rate. */
export interface RateBounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson's score bounds of a rate. They are Wilson's own with a quantile of the normal distribution;
 * that of Student's t allows for a variance that was itself estimated from few items. Each bound alone
 * holds with the quantile's confidence. The number of answers may be fractional: an effective number
 * stands for answers that hang together.
 *
 * `(p + q²/2n ± q·sqrt(p(1-p)/n + q²/4n²)) / (1 + q²/n)`.
 *
 * @param rate - the observed rate, 0 to 1
 * @param answers - how many answers it rests on, whole or not; 0 or less gives the bounds 0 and 1
 * @param quantile - 0 or more; one without limit gives the bounds 0 and 1
 * @see https://doi.org/10.1080/01621459.1927.10502953 Wilson (1927)
 * @see https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 * @example
 * scoreBounds(1, 10, 2); // { lower: 0.7142857142857143, upper: 1 }
 */
export function scoreBounds(rate: number, answers: number, quantile: number): RateBounds {
  if (!(answers > 0) || !Number.isFinite(quantile)) return { lower: 0, upper: 1 };
  const share = (quantile * quantile) / answers;
  const centre = (rate + share / 2) / (1 + share);
  const reach = Math.sqrt(rate * (1 - rate) * share + (share * share) / 4) / (1 + share);
  return { lower: Math.max(0, centre - reach), upper: Math.min(1, centre + reach) };
}

/**
 * Exact two-sided interval of a rate from independent answers (Clopper and Pearson).
 *
 * `lower` is the rate at which as many safe answers or more have the chance `(1-confidence)/2`,
 * `upper` the one at which as many or fewer have it. Holds at least as often as it says.
 *
 * @param count - whole numbers, `0 <= safe <= answers`
 * @param confidence - two-sided, 0 to 1
 * @returns bounds within 0 … 1; no answers give 0 and 1
 * @see https://doi.org/10.1093/biomet/26.4.404 Clopper and Pearson (1934)
 * @example
 * clopperPearson({ safe: 8, answers: 10 }, 0.95); // { lower: 0.4439045, upper: 0.9747893 }
 */
export function clopperPearson(count: SafeCount, confidence: number): RateBounds {
  const { safe, answers } = count;
  const tail = (1 - confidence) / 2;
  const whole = { low: 0, high: 1 };
  const atLeast = (rate: number): number => regularisedBeta(rate, safe, answers - safe + 1);
  const atMost = (rate: number): number => 1 - regularisedBeta(rate, safe + 1, answers - safe);
  return {
    lower: safe <= 0 ? 0 : bisect((rate) => tail - atLeast(rate), whole),
    upper: safe >= answers ? 1 : bisect((rate) => atMost(rate) - tail, whole),
  };
}
