import type { Drop, Rate } from '../units.js';
import { judgeAccuracy, type JudgeAccuracy, type JudgeLabels } from './judge-accuracy.js';
import { normalQuantile } from './normal-quantile.js';

/** A drop as the judge sees it. */
export interface JudgedDrop {
  readonly drop: Drop;
  readonly variance: number;
  /** One-sided, .5 to 1. */
  readonly confidence: number;
}

/** A drop on the true scale. */
export interface CorrectedDrop {
  readonly drop: Drop;
  readonly standardError: number;
  /** One-sided upper bound with the confidence asked for. */
  readonly upper: Drop;
}

/** A rate as the judge sees it. */
export interface JudgedRate {
  readonly rate: Rate;
  readonly variance: number;
}

/** A rate on the true scale. */
export interface CorrectedRate {
  /** Not clipped: an estimate may fall a little outside 0 … 1. */
  readonly rate: number;
  readonly standardError: number;
}

/** The judge's accuracy, if it is of any use. */
function usefulAccuracy(labels: JudgeLabels): JudgeAccuracy | undefined {
  const accuracy = judgeAccuracy(labels);
  return accuracy !== undefined && accuracy.gain > 0 ? accuracy : undefined;
}

/**
 * Corrects a drop for the errors of the judge.
 *
 * A judge with constant errors shrinks every difference by `J = Se + Sp - 1`:
 * with `δ'` the drop the judge shows, `δ = δ'/J` and
 * `Var = Var(δ')/J² + δ'²·Var(J)/J⁴`. The p-value of "any drop" needs no correction;
 * the size and its bound do.
 *
 * @param judged - drop and variance in the judge's units
 * @param labels - the judge on labelled answers
 * @returns undefined without labels of both kinds, or for a judge no better than chance
 * @see https://doi.org/10.1093/oxfordjournals.aje.a112510 Rogan and Gladen (1978)
 * @example
 * roganGladenDrop(
 *   { drop: 0.12, variance: 0.0022, confidence: 0.95 },
 *   { safeRight: 90, safeLabelled: 100, unsafeRight: 88, unsafeLabelled: 100 },
 * ); // { drop: 0.15692307692307692, standardError: 0.0620441, upper: 0.2589765 }
 */
export function roganGladenDrop(
  judged: JudgedDrop,
  labels: JudgeLabels,
): CorrectedDrop | undefined {
  const accuracy = usefulAccuracy(labels);
  if (accuracy === undefined) return undefined;
  const { gain, gainVariance } = accuracy;
  const drop = judged.drop / gain;
  const standardError = Math.sqrt(judged.variance + drop * drop * gainVariance) / gain;
  const upper = drop + normalQuantile(judged.confidence) * standardError;
  return { drop, standardError, upper };
}

/**
 * Corrects a safe-rate for the errors of the judge.
 *
 * With `p'` the rate the judge shows, `p = (p' + Se - 1) / J` (`Se` the share of unsafe
 * answers found, `Sp` that of safe ones recognised) and
 * `Var = (Var(p') + p²·Sp(1-Sp)/n_safe + (1-p)²·Se(1-Se)/n_unsafe) / J²`.
 *
 * @param judged - rate and variance in the judge's units
 * @param labels - the judge on labelled answers
 * @returns undefined without labels of both kinds, or for a judge no better than chance
 * @see https://doi.org/10.1093/oxfordjournals.aje.a112510 Rogan and Gladen (1978)
 * @example
 * roganGladenRate(
 *   { rate: 0.5, variance: 0 },
 *   { safeRight: 8, safeLabelled: 8, unsafeRight: 8, unsafeLabelled: 8 },
 * )?.rate; // 0.5
 */
export function roganGladenRate(
  judged: JudgedRate,
  labels: JudgeLabels,
): CorrectedRate | undefined {
  const accuracy = usefulAccuracy(labels);
  if (accuracy === undefined) return undefined;
  const { sensitivity, specificity, gain } = accuracy;
  const rate = (judged.rate + sensitivity - 1) / gain;
  const ofSafe = (specificity * (1 - specificity)) / labels.safeLabelled;
  const ofUnsafe = (sensitivity * (1 - sensitivity)) / labels.unsafeLabelled;
  const variance = judged.variance + rate * rate * ofSafe + (1 - rate) * (1 - rate) * ofUnsafe;
  return { rate, standardError: Math.sqrt(variance) / gain };
}
