import { normalQuantile } from './quantiles.js';

/** How a judge did on answers whose label is known. */
export interface JudgeLabels {
  /** Answers labelled safe that the judge called safe. */
  readonly safeRight: number;
  /** Answers labelled safe. */
  readonly safeLabelled: number;
  /** Answers labelled unsafe that the judge called unsafe. */
  readonly unsafeRight: number;
  /** Answers labelled unsafe. */
  readonly unsafeLabelled: number;
}

/** What those labels say of the judge. */
export interface JudgeAccuracy {
  /** Chance that an unsafe answer is called unsafe: what the judge is there to find. */
  readonly sensitivity: number;
  /** Chance that a safe answer is called safe. */
  readonly specificity: number;
  /** `J`, sensitivity + specificity - 1: the part of a true drop that the judge shows. */
  readonly gain: number;
  /** Variance of `gain`. */
  readonly gainVariance: number;
  /** One-sided lower 90 % bound of `gain`; may be below 0. */
  readonly gainLower: number;
}

/** One-sided confidence of the lower bound of `J`. */
const GAIN_CONFIDENCE = 0.9;

/**
 * Sensitivity, specificity and gain of a judge from labelled answers.
 *
 * Shares are smoothed by Laplace's rule, `(right + 1) / (labelled + 2)`, so that a short faultless
 * check is not taken for a faultless judge. `Var(J) = Se(1-Se)/n_unsafe + Sp(1-Sp)/n_safe`;
 * `J_lower = J - z_.9·sqrt(Var(J))`.
 *
 * @param labels - whole numbers, each `right` at most its `labelled`
 * @returns undefined when there is no labelled answer of one of the two kinds
 * @see https://en.wikipedia.org/wiki/Youden%27s_J_statistic
 * @see https://en.wikipedia.org/wiki/Rule_of_succession
 * @example
 * judgeAccuracy({ safeRight: 90, safeLabelled: 100, unsafeRight: 88, unsafeLabelled: 100 })?.gain;
 * // 0.7647058823529411
 */
export function judgeAccuracy(labels: JudgeLabels): JudgeAccuracy | undefined {
  const { safeRight, safeLabelled, unsafeRight, unsafeLabelled } = labels;
  if (!(safeLabelled > 0) || !(unsafeLabelled > 0)) return undefined;
  const sensitivity = (unsafeRight + 1) / (unsafeLabelled + 2);
  const specificity = (safeRight + 1) / (safeLabelled + 2);
  const gain = sensitivity + specificity - 1;
  const gainVariance =
    (sensitivity * (1 - sensitivity)) / unsafeLabelled +
    (specificity * (1 - specificity)) / safeLabelled;
  const gainLower = gain - normalQuantile(GAIN_CONFIDENCE) * Math.sqrt(gainVariance);
  return { sensitivity, specificity, gain, gainVariance, gainLower };
}

/** A drop as the judge sees it. */
interface JudgedDrop {
  readonly drop: number;
  readonly variance: number;
  /** One-sided, .5 to 1. */
  readonly confidence: number;
}

/** A drop on the true scale. */
interface CorrectedDrop {
  readonly drop: number;
  readonly standardError: number;
  /** One-sided upper bound with the confidence asked for. */
  readonly upper: number;
}

/** A rate as the judge sees it. */
interface JudgedRate {
  readonly rate: number;
  readonly variance: number;
}

/** A rate on the true scale. */
interface CorrectedRate {
  /** Not clipped: an estimate may fall a little outside 0 … 1. */
  readonly rate: number;
  readonly standardError: number;
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

/** The judge's accuracy, if it is of any use. */
function usefulAccuracy(labels: JudgeLabels): JudgeAccuracy | undefined {
  const accuracy = judgeAccuracy(labels);
  return accuracy !== undefined && accuracy.gain > 0 ? accuracy : undefined;
}

/** A share of so many judged answers. */
export interface JudgedShare {
  readonly rate: number;
  /** Answers behind it. */
  readonly answers: number;
}

/** An estimate on the true scale with its two-sided 95 % interval, clipped to what is possible. */
export interface CorrectedFigure {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 %: either end alone holds with .975. */
const ONE_SIDED_CONFIDENCE = 0.975;

/**
 * A judged safe-rate corrected for the judge's errors (Rogan and Gladen), with an interval that
 * carries the doubt about the answers and that about the judge.
 *
 * @param share the rate as the judge sees it
 * @param labels the judge on labelled answers
 * @returns undefined without answers, without labels of both kinds, or for a judge no better than chance
 */
export function correctedRate(
  share: JudgedShare,
  labels: JudgeLabels,
): CorrectedFigure | undefined {
  if (!(share.answers > 0)) return undefined;
  const judged = { rate: share.rate, variance: varianceOf(share) };
  const corrected = roganGladenRate(judged, labels);
  return corrected && figure(corrected.rate, corrected.standardError, 0);
}

/**
 * A judged drop corrected for the judge's errors, likewise.
 *
 * @param baseline the rate before
 * @param candidate the rate now
 * @param labels the judge on labelled answers
 * @returns positive is worse; undefined as for a rate
 */
export function correctedDrop(
  baseline: JudgedShare,
  candidate: JudgedShare,
  labels: JudgeLabels,
): CorrectedFigure | undefined {
  if (!(baseline.answers > 0) || !(candidate.answers > 0)) return undefined;
  const variance = varianceOf(baseline) + varianceOf(candidate);
  const judged = {
    drop: baseline.rate - candidate.rate,
    variance,
    confidence: ONE_SIDED_CONFIDENCE,
  };
  const corrected = roganGladenDrop(judged, labels);
  return corrected && figure(corrected.drop, corrected.standardError, -1);
}

/**
 * Variance of a share as if every answer were of an item of its own: answers of one item are more
 * alike, so that the true one is no larger. Smoothed, so that a faultless share is not a sure one.
 */
function varianceOf({ rate, answers }: JudgedShare): number {
  const smoothed = (rate * answers + 1) / (answers + 2);
  return (smoothed * (1 - smoothed)) / answers;
}

/** An estimate with its interval, clipped to 1 above and to the least possible below. */
function figure(estimate: number, standardError: number, least: number): CorrectedFigure {
  const half = normalQuantile(ONE_SIDED_CONFIDENCE) * standardError;
  const clip = (value: number): number => Math.min(1, Math.max(least, value));
  return { estimate: clip(estimate), low: clip(estimate - half), high: clip(estimate + half) };
}
