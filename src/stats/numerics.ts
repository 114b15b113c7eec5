/**
 * The sum of some numbers.
 *
 * @param values any numbers; 0 of none
 */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * The mean of some numbers.
 *
 * @param values any numbers; 0 of none
 */
export function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}

/** Halvings after which a bracket of width 1 is narrower than the rounding error of its ends. */
const HALVINGS = 60;

/** Where to look for a sign change. */
interface Bracket {
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

/** Stands in for a zero denominator, so that the next step can go on. */
const TINY = 1e-300;
const MOST_STEPS = 10_000;
/** A few rounding errors: smaller changes are noise. */
const ROUNDING_ERROR = 4 * Number.EPSILON;

/** The `step`-th partial numerator and denominator of a continued fraction, step = 1, 2, … */
type FractionTerm = (step: number) => {
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
