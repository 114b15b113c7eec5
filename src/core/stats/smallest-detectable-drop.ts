import type { Drop, Rate } from '../units.js';
import { bisect } from './bisect.js';
import { normalQuantile } from './normal-quantile.js';

/** The sweep whose sight is asked for. */
export interface DetectionSetting {
  /** Safe-rate of the baseline, 0 to 1. */
  readonly rate: Rate;
  /** How alike the items are, from `concentration`; greater than 0. */
  readonly concentration: number;
  /** Answers an item in the baseline (a mean is fine); greater than 0. */
  readonly baselineAnswers: number;
  /** Answers an item in the candidate; greater than 0. */
  readonly candidateAnswers: number;
  /** Items compared. */
  readonly items: number;
  /** False-alarm level of this test alone: a domain's share of the spends, or the overall spend. */
  readonly level: number;
  /** Chance of finding the drop; .8 if not given. */
  readonly power?: number;
  /** Sensitivity + specificity - 1 of the judge, 0 to 1; 1 if not given. */
  readonly sensitivityGain?: number;
}

/** What a drop of this size would have to be at least, to be found; less than `drop`: it is. */
function neededDrop(setting: DetectionSetting, drop: Drop): number {
  const { rate, baselineAnswers, candidateAnswers, items } = setting;
  const spread = setting.concentration / (1 + setting.concentration) / items;
  const after = rate - drop;
  const answers = baselineAnswers + candidateAnswers;
  const pooled = (baselineAnswers * rate + candidateAnswers * after) / answers;
  const underNull = pooled * (1 - pooled) * (1 / baselineAnswers + 1 / candidateAnswers);
  const underDrop =
    (rate * (1 - rate)) / baselineAnswers + (after * (1 - after)) / candidateAnswers;
  return (
    normalQuantile(1 - setting.level) * Math.sqrt(spread * underNull) +
    normalQuantile(setting.power ?? 0.8) * Math.sqrt(spread * underDrop) +
    1 / (2 * items * candidateAnswers)
  );
}

/**
 * Smallest drop of the safe-rate that a sweep would find with the power asked for (80 %).
 *
 * The root in (0, m) of
 * `δ = z_{1-α}·sqrt(c·m̄(1-m̄)(1/k_b + 1/k_c)/n) + z_{.8}·sqrt(c·(m(1-m)/k_b + m_c(1-m_c)/k_c)/n)
 * + 1/(2·n·k_c)` with `c = s/(1+s)`, `m_c = m - δ`, `m̄` the rate pooled over all answers; divided
 * by the judge's `J`, because a judge that errs shows only `J` times the true drop. Against
 * simulation it is within 4 points for a domain and half a point overall.
 *
 * @param setting - rates as fractions, whole or mean numbers of answers
 * @returns a fraction in (0, 1], or undefined when no drop can be found: no items or answers, a
 *   rate of 0, a judge no better than chance, or a needed drop above the rate itself
 * @see https://en.wikipedia.org/wiki/Minimal_detectable_effect
 * @see https://doi.org/10.1002/sim.4780010204 Casagrande, Pike and Smith (1978) for the correction
 *   for whole counts
 * @example
 * smallestDetectableDrop({
 *   rate: 0.6, concentration: 0.6, baselineAnswers: 9, candidateAnswers: 3, items: 18,
 *   level: 0.04 / 9,
 * }); // 0.17428303410004717
 */
export function smallestDetectableDrop(setting: DetectionSetting): Drop | undefined {
  const { rate, baselineAnswers, candidateAnswers, items } = setting;
  const gain = setting.sensitivityGain ?? 1;
  const isAskable = items > 0 && baselineAnswers > 0 && candidateAnswers > 0;
  if (!isAskable || !(rate > 0) || !(gain > 0) || !(setting.level > 0)) return undefined;
  const shortfall = (drop: number): number => neededDrop(setting, drop) - drop;
  if (!(shortfall(rate) < 0)) return undefined;
  const drop = bisect(shortfall, { low: 0, high: rate }) / gain;
  return drop <= 1 ? drop : undefined;
}
