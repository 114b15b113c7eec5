import { regularisedBeta } from './regularised-beta.js';

/** Items on which two verdicts differ, by direction. */
export interface DiscordantPairs {
  /** Safe before and unsafe after. */
  readonly worse: number;
  /** Unsafe before and safe after. */
  readonly better: number;
}

/**
 * Exact two-sided McNemar test: do two verdicts on the same items differ in one direction?
 *
 * Under no difference each changed item is a fair coin; p is twice the chance of so few changes in
 * the rarer direction, at most 1. `P(X <= x) = I_.5(n - x, x + 1)`.
 *
 * @param pairs - whole numbers, 0 or more
 * @returns p in (0, 1]; 1 when nothing changed
 * @see https://doi.org/10.1007/BF02295996 McNemar (1947)
 * @see https://en.wikipedia.org/wiki/McNemar%27s_test#Exact_test
 * @example
 * mcnemar({ worse: 7, better: 1 }); // 0.0703125
 */
export function mcnemar(pairs: DiscordantPairs): number {
  const changed = pairs.worse + pairs.better;
  const rarer = Math.min(pairs.worse, pairs.better);
  if (!(changed > 0)) return 1;
  return Math.min(1, 2 * regularisedBeta(0.5, changed - rarer, rarer + 1));
}
