import { continuedFraction } from './continued-fraction.js';
import { logGamma } from './log-gamma.js';

/** Lower regularised gamma function by its power series; quick while `x` is below `a + 1`. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let step = 1; term > sum * Number.EPSILON; step += 1) {
    term *= x / (a + step);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** Upper regularised gamma function by its continued fraction; quick for larger `x`. */
function upperFraction(a: number, x: number): number {
  const fraction = continuedFraction(0, (step) =>
    step === 1
      ? { numerator: 1, denominator: x + 1 - a }
      : { numerator: -(step - 1) * (step - 1 - a), denominator: x + 2 * step - 1 - a },
  );
  return fraction * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/**
 * Chance that a chi-square variable is at least `statistic`.
 *
 * `Q(degrees / 2, statistic / 2)`, the upper regularised incomplete gamma function.
 *
 * @param statistic - 0 or more; anything at or below 0 gives 1
 * @param degrees - degrees of freedom, greater than 0; otherwise the answer is 1
 * @returns 0 to 1
 * @see https://dlmf.nist.gov/8.2
 * @example
 * chiSquareUpperTail(12.976744186046508, 2); // 0.001521023077823983
 */
export function chiSquareUpperTail(statistic: number, degrees: number): number {
  if (!(statistic > 0) || !(degrees > 0)) return 1;
  if (statistic === Infinity) return 0;
  const a = degrees / 2;
  const x = statistic / 2;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}
