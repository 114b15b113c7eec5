import { continuedFraction } from './continued-fraction.js';
import { logGamma } from './log-gamma.js';

/** The continued fraction of I_x(a, b), without the factor in front; quick for small `x`. */
function betaFraction(x: number, a: number, b: number): number {
  const fraction = continuedFraction(0, (step) => {
    if (step === 1) return { numerator: 1, denominator: 1 };
    const index = step - 1;
    const isEven = index % 2 === 0;
    const half = isEven ? index / 2 : (index - 1) / 2;
    const numerator = isEven
      ? (half * (b - half) * x) / ((a + 2 * half - 1) * (a + 2 * half))
      : -((a + half) * (a + b + half) * x) / ((a + 2 * half) * (a + 2 * half + 1));
    return { numerator, denominator: 1 };
  });
  return fraction / a;
}

/**
 * Regularised incomplete beta function `I_x(a, b)`: the chance that a Beta(a, b) variable is below x.
 *
 * @param x - 0 to 1; values outside are taken as 0 or 1
 * @param a - first shape, greater than 0
 * @param b - second shape, greater than 0
 * @returns 0 to 1, to about 13 digits
 * @see https://dlmf.nist.gov/8.17#v
 * @example
 * regularisedBeta(0.5, 2, 3); // 0.6875
 */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFactor =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const factor = Math.exp(logFactor);
  return x < (a + 1) / (a + b + 2)
    ? factor * betaFraction(x, a, b)
    : 1 - factor * betaFraction(1 - x, b, a);
}
