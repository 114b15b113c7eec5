import type { Rate } from '../units.js';

/** Lower and upper bound of a rate. */
export interface RateBounds {
  readonly lower: Rate;
  readonly upper: Rate;
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
export function scoreBounds(rate: Rate, answers: number, quantile: number): RateBounds {
  if (!(answers > 0) || !Number.isFinite(quantile)) return { lower: 0, upper: 1 };
  const share = (quantile * quantile) / answers;
  const centre = (rate + share / 2) / (1 + share);
  const reach = Math.sqrt(rate * (1 - rate) * share + (share * share) / 4) / (1 + share);
  return { lower: Math.max(0, centre - reach), upper: Math.min(1, centre + reach) };
}
