import { regularisedBeta, logGamma } from './numerics.js';

/** Coefficients of one rational approximation, highest power first, as the nearest doubles. */
interface RationalApproximation {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

/** Algorithm AS 241, PPND16: for |probability - .5| <= .425. */
const CENTRE: RationalApproximation = {
  numerator: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  denominator: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};

/** Algorithm AS 241, PPND16: for sqrt(-log(tail)) up to 5. */
const SHOULDER: RationalApproximation = {
  numerator: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
    3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  denominator: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
    0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
  ],
};

/** Algorithm AS 241, PPND16: for the far tail. */
const FAR_TAIL: RationalApproximation = {
  numerator: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  denominator: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};

/**
 * Quantile of the standard normal distribution, the `z` with `P(Z <= z) = probability`.
 *
 * Wichura's rational approximations, about 16 digits over the whole range.
 *
 * @param probability - 0 to 1; 0 gives -Infinity, 1 Infinity, and values outside are taken as those
 * @see https://doi.org/10.2307/2347330 Wichura (1988), Algorithm AS 241
 * @example
 * normalQuantile(0.95); // 1.64485362695147
 */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return -Infinity;
  if (probability >= 1) return Infinity;
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) {
    return centred * rational(CENTRE, 0.180625 - centred * centred);
  }
  const depth = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
  const size = depth <= 5 ? rational(SHOULDER, depth - 1.6) : rational(FAR_TAIL, depth - 5);
  return centred < 0 ? -size : size;
}

/** Value of a polynomial by Horner's rule. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((value, coefficient) => value * x + coefficient, 0);
}

/** Value of a ratio of two polynomials. */
function rational(approximation: RationalApproximation, x: number): number {
  return polynomial(approximation.numerator, x) / polynomial(approximation.denominator, x);
}

const MOST_STEPS = 200;

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

/** From this square of `t` on the chance above it is what keeps its digits; below it, what it lacks of one half. */
const FAR_SQUARE = 3;

/** Chance of a value above `t` >= 0, accurate in the far tail too. */
function upperTail(t: number, degrees: number): number {
  const square = t * t;
  // Both forms are the same number; each keeps the digits where the other would cancel them.
  return square < FAR_SQUARE
    ? 0.5 - 0.5 * regularisedBeta(square / (degrees + square), 0.5, degrees / 2)
    : 0.5 * regularisedBeta(degrees / (degrees + square), degrees / 2, 0.5);
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
