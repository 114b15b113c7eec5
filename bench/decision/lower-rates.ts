import { bisect } from '../../src/stats/numerics.js';

// Taken out once: looking Math up again and again is slow inside a test runner's sandbox.
const { exp } = Math;

/** Log-odds beyond which every item is unsafe for all that can be counted. */
const LARGEST_SHIFT = 60;

/**
 * The same items after a drop: all lose the same log-odds, just enough for their mean to drop by
 * `drop` exactly (to 0 where it was lower than that). Items that were nearly always safe or nearly
 * never move little, those between move most.
 */
export function lowerRates(rates: readonly number[], drop: number): readonly number[] {
  if (drop === 0) return rates;
  const shifted = (rate: number, odds: number): number => rate / (rate + (1 - rate) * odds);
  const missing = (shift: number): number => {
    const odds = exp(shift);
    return drop - rates.reduce((sum, rate) => sum + rate - shifted(rate, odds), 0) / rates.length;
  };
  const odds = exp(bisect(missing, { low: 0, high: LARGEST_SHIFT }));
  return rates.map((rate) => shifted(rate, odds));
}
