import { logGamma } from './log-gamma.js';
import { normalQuantile } from './normal-quantile.js';
import { regularisedBeta } from './regularised-beta.js';

const MOST_STEPS = 200;

/** Chance of a value above `t` >= 0, accurate in the far tail too. */
function upperTail(t: number, degrees: number): number {
  const square = t * t;
  // Both forms are the same number; each keeps the digits where the other would cancel them.
  return square < degrees
    ? 0.5 - 0.5 * regularisedBeta(square / (degrees + square), 0.5, degrees / 2)
    : 0.5 * regularisedBeta(degrees / (degrees + square), degrees / 2, 0.5);
}

/**
 * Chance that a variable of Student's t distribution is at most `t`.
 *
 * @param t - any number
 * @param degrees - degrees of freedom, greater than 0
 * @returns 0 to 1
 * @see https://dlmf.nist.gov/8.17
 * @see https://en.wikipedia.org/wiki/Student%27s_t-distribution
 * @example
 * studentTCdf(1, 1); // 0.75
 */
export function studentTCdf(t: number, degrees: number): number {
  return t < 0 ? upperTail(-t, degrees) : 1 - upperTail(t, degrees);
}

/** Density at `t`. */
function density(t: number, degrees: number): number {
  const logScale =
    logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(degrees * Math.PI);
  return Math.exp(logScale - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
}

/** First guess: the normal quantile, corrected for the degrees of freedom (A&S 26.7.5). */
function startingPoint(tail: number, degrees: number): number {
  const z = -normalQuantile(tail);
  const square = z * z;
  const first = (z * (square + 1)) / (4 * degrees);
  const second = (z * (5 * square * square + 16 * square + 3)) / (96 * degrees * degrees);
  return z + first + second;
}

/** The `t` > 0 with the given chance above it, by Newton's method on the tail. */
function upperQuantile(tail: number, degrees: number): number {
  if (degrees === 1) return 1 / Math.tan(Math.PI * tail);
  let t = startingPoint(tail, degrees);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const change = (upperTail(t, degrees) - tail) / density(t, degrees);
    t = Math.max(0, t + change);
    if (Math.abs(change) <= 1e-14 * Math.max(t, 1e-3)) break;
  }
  return t;
}

/**
 * Quantile of Student's t distribution, the `t` with `P(T <= t) = probability`.
 *
 * @param probability - 0 to 1; 0 gives -Infinity and 1 Infinity
 * @param degrees - degrees of freedom, 1 or more; below that there is no answer but a bound
 *   without limit: -Infinity, 0 or Infinity by the side of .5
 * @returns to about 12 digits
 * @see https://www.math.ubc.ca/~cbm/aands/page_949.htm formula 26.7.5, for the first guess
 * @example
 * studentTQuantile(0.95, 17); // 1.7396067260750672
 */
export function studentTQuantile(probability: number, degrees: number): number {
  if (probability === 0.5) return 0;
  const sign = probability < 0.5 ? -1 : 1;
  const tail = Math.min(probability, 1 - probability);
  if (tail <= 0 || !(degrees >= 1)) return sign * Infinity;
  return sign * upperQuantile(tail, degrees);
}
