import { bisect } from './bisect.js';
import type { SafeCount } from './paired-counts.js';
import { regularisedBeta } from './regularised-beta.js';
import type { RateBounds } from './score-bounds.js';

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
  if (!(answers > 0)) return { lower: 0, upper: 1 };
  const tail = (1 - confidence) / 2;
  const whole = { low: 0, high: 1 };
  const atLeast = (rate: number): number => regularisedBeta(rate, safe, answers - safe + 1);
  const atMost = (rate: number): number => 1 - regularisedBeta(rate, safe + 1, answers - safe);
  return {
    lower: safe <= 0 ? 0 : bisect((rate) => tail - atLeast(rate), whole),
    upper: safe >= answers ? 1 : bisect((rate) => atMost(rate) - tail, whole),
  };
}
