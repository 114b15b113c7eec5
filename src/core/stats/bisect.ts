/** Halvings after which a bracket of width 1 is narrower than the rounding error of its ends. */
const HALVINGS = 60;

/** Where to look for a sign change. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/**
 * Argument at which a function changes from positive to not positive, by halving a bracket.
 *
 * @param f - positive at `low`, not positive at `high`; monotone or not, one change is found
 * @param bracket - ends of the search, low below high
 * @returns the place of the change, to 60 halvings of the bracket
 * @see https://en.wikipedia.org/wiki/Bisection_method
 * @example
 * bisect((x) => 2 - x * x, { low: 0, high: 2 }); // 1.4142135623730951
 */
export function bisect(f: (x: number) => number, bracket: Bracket): number {
  let { low, high } = bracket;
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
