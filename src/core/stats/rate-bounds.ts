import type { Rate } from '../units.js';
import { normalQuantile } from './normal-quantile.js';
import type { ItemSet } from './paired-summary.js';
import type { SafeCount } from './paired-counts.js';
import { studentTQuantile } from './student-t.js';
import { scoreBounds, type RateBounds } from './score-bounds.js';

/** What a rate is bounded for: the set the items are of, and how surely. */
export interface RateBoundsOptions extends ItemSet {
  /** Of each bound alone: one-sided, .5 to 1. */
  readonly confidence: number;
}

/** A rate of one side, and the bounds of what it stands for. */
export interface BoundedRate extends RateBounds {
  /** Items with an answer. */
  readonly items: number;
  /** Mean of their safe shares; 0 without any. */
  readonly rate: Rate;
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
  const rate = shares.reduce((sum, share) => sum + share, 0) / n;
  if (n === 1 && sampled < 1) return { items: 1, rate, effective: 0, lower: 0, upper: 1 };
  const { single, within, pooled } = answerVariance(items, concentration);
  const between = shares.reduce((sum, share) => sum + (share - rate) ** 2, 0) / Math.max(1, n - 1);
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
): { readonly single: number; readonly within: number; readonly pooled: Rate } {
  const safe = items.reduce((sum, item) => sum + item.safe, 0);
  const answers = items.reduce((sum, item) => sum + item.answers, 0);
  const pooled = (safe + 0.5) / (answers + 1);
  const variances = items.map((item) => {
    const a = item.safe + s * pooled;
    const b = item.answers - item.safe + s * (1 - pooled);
    return (a * b) / ((a + b) * (a + b + 1));
  });
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const within = mean(variances.map((variance, index) => variance / (items[index]?.answers ?? 1)));
  return { single: mean(variances), within, pooled };
}
