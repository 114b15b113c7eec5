import { bisect } from '../../src/stats/numerics.js';

const { exp, min } = Math;

/** Log-odds beyond which every item is unsafe for all that can be counted. */
const LARGEST_SHIFT = 60;

/**
 * How items share a drop: all lose the same log-odds, all lose the same part of their rate, or as few
 * items as possible, the safest first, are never safe again.
 */
export type Way = 'log-odds' | 'proportional' | 'flipped';

/**
 * The same items after a drop, just so far that their mean drops by `drop` exactly (to 0 where it was
 * lower than that).
 */
export function lowerRates(
  rates: readonly number[],
  drop: number,
  way: Way = 'log-odds',
): readonly number[] {
  if (drop === 0) return rates;
  switch (way) {
    case 'log-odds':
      return byLogOdds(rates, drop);
    case 'proportional': {
      const left = 1 - min(1, (drop * rates.length) / rates.reduce((sum, rate) => sum + rate, 0));
      return rates.map((rate) => rate * left);
    }
    case 'flipped':
      return byFlips(rates, drop);
  }
}

/** Items that were nearly always safe or nearly never move little, those between move most. */
function byLogOdds(rates: readonly number[], drop: number): readonly number[] {
  const shifted = (rate: number, odds: number): number => rate / (rate + (1 - rate) * odds);
  const missing = (shift: number): number => {
    const odds = exp(shift);
    return drop - rates.reduce((sum, rate) => sum + rate - shifted(rate, odds), 0) / rates.length;
  };
  const odds = exp(bisect(missing, { low: 0, high: LARGEST_SHIFT }));
  return rates.map((rate) => shifted(rate, odds));
}

/** The safest items turn unsafe; the last one in part. */
function byFlips(rates: readonly number[], drop: number): readonly number[] {
  const safest = [...rates.keys()].sort((a, b) => (rates[b] ?? 0) - (rates[a] ?? 0));
  const after = [...rates];
  let left = drop * rates.length;
  for (const index of safest) {
    const lost = min(left, after[index] ?? 0);
    after[index] = (after[index] ?? 0) - lost;
    left -= lost;
    if (left <= 0) break;
  }
  return after;
}
