/** One domain's exact test, as the joint adjustment over domains needs it. */
export interface MinPTest {
  /** The domain's p-value, one of the values of `nullCdf`. */
  readonly p: number;
  /** Cumulative null distribution of the domain's total; never falling, ends at 1. */
  readonly nullCdf: readonly number[];
  /** False for a domain that stopped at an earlier rung: it counts, but cannot be rejected. */
  readonly isCandidate: boolean;
}

/** Equal p-values of two domains may differ in the last digits; they count as equal within this. */
const TIE_TOLERANCE = 1e-11;

/**
 * Chance that a domain's p-value is at most `value` if nothing changed: the largest value its p can
 * take without being above `value`, or 0 if it can take none so small.
 */
function attainableLevel(nullCdf: readonly number[], value: number): number {
  let low = 0;
  let high = nullCdf.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nullCdf[middle] ?? 1) <= value + TIE_TOLERANCE) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (nullCdf[low - 1] ?? 0);
}

/** Chance that the smallest p-value of independent tests is at most `value` if nothing changed. */
function chanceOfMinimum(tests: readonly MinPTest[], value: number): number {
  const logNone = tests.reduce(
    (sum, test) => sum + Math.log1p(-Math.min(1, attainableLevel(test.nullCdf, value))),
    0,
  );
  return -Math.expm1(logNone);
}

/**
 * p-values adjusted for asking several domains at once, by step-down minP with discrete nulls.
 *
 * Domains are taken in order of p. With `L` the domains not yet passed in that order,
 * `a = 1 - Π_{e in L} (1 - F_e(p))`, where `F_e(p)` is the largest p-value not above `p` that domain
 * `e` could have given; the adjusted p is the running maximum of `a`. A domain that could not have
 * reached so small a p costs nothing, which is what makes this sharper than Holm's method. A domain
 * that is no candidate stays in `L` with its distribution, has p 1, and is adjusted to 1.
 *
 * @param tests - one entry a domain, in any order
 * @returns adjusted p-values in the order given, each in (0, 1] and not below its own p; empty for
 *   no tests
 * @see https://doi.org/10.1002/sim.4780090610 Tarone (1990), a modified Bonferroni method for
 *   discrete data
 * @see https://www.wiley.com/en-us/9780471557616 Westfall and Young (1993), Resampling-Based
 *   Multiple Testing, for step-down minP
 * @example
 * stepDownMinP([
 *   { p: 0.05, nullCdf: [0.05, 0.5, 0.95, 1], isCandidate: true },
 *   { p: 1, nullCdf: [0.5, 1], isCandidate: true },
 * ]); // [0.05, 1]: the second cannot reach .05, so it costs nothing
 */
export function stepDownMinP(tests: readonly MinPTest[]): readonly number[] {
  const effective = tests.map((test) => (test.isCandidate ? test.p : 1));
  const order = tests.map((_, index) => index);
  order.sort((a, b) => (effective[a] ?? 1) - (effective[b] ?? 1));
  const ordered = order.flatMap((index) => tests[index] ?? []);
  const adjusted = new Array<number>(tests.length).fill(1);
  let running = 0;
  order.forEach((index, step) => {
    const p = effective[index] ?? 1;
    running = Math.max(running, p, chanceOfMinimum(ordered.slice(step), p));
    if (tests[index]?.isCandidate === true) adjusted[index] = Math.min(1, running);
  });
  return adjusted;
}
