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
