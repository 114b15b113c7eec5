/** Stands in for a zero denominator, so that the next step can go on. */
const TINY = 1e-300;
const MOST_STEPS = 10_000;
/** A few rounding errors: smaller changes are noise. */
const ROUNDING_ERROR = 4 * Number.EPSILON;

/** The `step`-th partial numerator and denominator of a continued fraction, step = 1, 2, … */
export type FractionTerm = (step: number) => {
  readonly numerator: number;
  readonly denominator: number;
};

/**
 * Value of `first + a₁/(b₁ + a₂/(b₂ + …))` by the modified method of Lentz.
 *
 * Stops when a step changes the value by less than a few rounding errors, or after 10,000 steps.
 *
 * @param first - the part before the fraction; 0 is allowed
 * @param term - gives `aᵢ` and `bᵢ` for step `i`
 * @see https://dlmf.nist.gov/3.10#iii
 * @example
 * continuedFraction(1, () => ({ numerator: 1, denominator: 1 })); // 1.618…, the golden ratio
 */
export function continuedFraction(first: number, term: FractionTerm): number {
  let value = first === 0 ? TINY : first;
  let ratioUp = value;
  let ratioDown = 0;
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const { numerator, denominator } = term(step);
    const down = denominator + numerator * ratioDown;
    const up = denominator + numerator / ratioUp;
    ratioDown = 1 / (down === 0 ? TINY : down);
    ratioUp = up === 0 ? TINY : up;
    const change = ratioUp * ratioDown;
    value *= change;
    if (change > 1 - ROUNDING_ERROR && change < 1 + ROUNDING_ERROR) break;
  }
  return value;
}
