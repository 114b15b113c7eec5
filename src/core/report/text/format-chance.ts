import { formatNumber } from './format-number.js';

/** Below this a chance is "less than"; more digits would claim more than the model of chance holds. */
const SMALLEST_CHANCE = 1e-6;

/** Below this, zeros are harder to count than powers of ten. */
const SMALL_P = 0.001;

/**
 * A p-value with two significant digits; small ones as powers of ten.
 *
 * @param p 0 to 1
 */
export function formatP(p: number): string {
  return p > 0 && p < SMALL_P
    ? p.toExponential(1).replace('-', '\u2212')
    : String(Number(p.toPrecision(2)));
}

/**
 * A p-value in words that follow "is a": `1 in 40,000 chance`, two significant digits.
 *
 * @param p 0 to 1
 */
export function formatChance(p: number): string {
  if (p < SMALLEST_CHANCE) return 'less than 1 in a million chance';
  if (p > 0.5) return 'more than 1 in 2 chance';
  return `1 in ${formatNumber(Number((1 / p).toPrecision(2)))} chance`;
}
