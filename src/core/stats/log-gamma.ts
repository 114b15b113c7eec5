/** Lanczos coefficients for g = 7, nine terms (P. Godfrey's note of 2001). */
const LANCZOS_SHIFT = 7;
const LANCZOS_FIRST = 0.99999999999980993;
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Natural logarithm of the gamma function, `log Γ(x)`, to about 15 digits.
 *
 * @param x - greater than 0; `log Γ(n + 1) = log n!`
 * @see https://en.wikipedia.org/wiki/Lanczos_approximation
 * @example
 * logGamma(6); // 4.78749174278205, the logarithm of 120
 */
export function logGamma(x: number): number {
  const base = x - 1;
  const shifted = base + LANCZOS_SHIFT + 0.5;
  const series = LANCZOS.reduce(
    (sum, coefficient, index) => sum + coefficient / (base + index + 1),
    LANCZOS_FIRST,
  );
  return (
    0.5 * Math.log(2 * Math.PI) + (base + 0.5) * Math.log(shifted) - shifted + Math.log(series)
  );
}
