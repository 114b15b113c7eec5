import type { Rate } from '../units.js';
import { normalQuantile } from './normal-quantile.js';

/** Lower and upper bound of a rate. */
export interface RateBounds {
  readonly lower: Rate;
  readonly upper: Rate;
}

/**
 * Score bounds of a rate for a quantile of one's own, such as that of Student's t where the rate's
 * variance was itself estimated from few items.
 *
 * `(p + q²/2n ± q·sqrt(p(1-p)/n + q²/4n²)) / (1 + q²/n)`.
 *
 * @param rate - the observed rate, 0 to 1
 * @param answers - how many answers it rests on, whole or not; 0 or less gives the bounds 0 and 1
 * @param quantile - 0 or more; one without limit gives the bounds 0 and 1
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

/**
 * Wilson's score bounds of a rate; each bound alone holds with the confidence given.
 *
 * {@link scoreBounds} with the normal quantile. The number of answers may be fractional: an
 * effective number stands for answers that hang together. For a two-sided interval of 95 % ask for
 * a one-sided confidence of .975.
 *
 * @param rate - the observed rate, 0 to 1
 * @param answers - how many answers it rests on, whole or not; 0 or less gives the bounds 0 and 1
 * @param confidence - one-sided, .5 to 1
 * @see https://doi.org/10.1080/01621459.1927.10502953 Wilson (1927)
 * @example
 * wilson(0.5, 10, 0.95); // { lower: 0.2692718, upper: 0.7307282 }
 */
export function wilson(rate: Rate, answers: number, confidence: number): RateBounds {
  return scoreBounds(rate, answers, normalQuantile(confidence));
}
