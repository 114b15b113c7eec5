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

/** Value of a polynomial by Horner's rule. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((value, coefficient) => value * x + coefficient, 0);
}

/** Value of a ratio of two polynomials. */
function rational(approximation: RationalApproximation, x: number): number {
  return polynomial(approximation.numerator, x) / polynomial(approximation.denominator, x);
}

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
