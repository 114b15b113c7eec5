import type { Rate } from '../units.js';
import { normalQuantile } from './normal-quantile.js';

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
  readonly sensitivity: Rate;
  /** Chance that a safe answer is called safe. */
  readonly specificity: Rate;
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
