import type { SafeCount } from './paired-counts.js';

/** How alike the answers of one night are, beyond their item. */
export interface NightCorrelation {
  /** 0 when answers are independent, 1 when all answers of a night are copies of one. */
  readonly rho: number;
  readonly standardError: number;
}

/** Shares of answer pairs of one item that disagree: inside nights and across nights. */
interface Disagreement {
  readonly within: number;
  readonly across: number;
}

/** Shares of one item, or undefined if it has no pair of one of the two kinds. */
function disagreement(nights: readonly SafeCount[]): Disagreement | undefined {
  let withinPairs = 0;
  let withinDifferent = 0;
  let safe = 0;
  let answers = 0;
  for (const night of nights) {
    withinPairs += (night.answers * (night.answers - 1)) / 2;
    withinDifferent += night.safe * (night.answers - night.safe);
    safe += night.safe;
    answers += night.answers;
  }
  const acrossPairs = (answers * (answers - 1)) / 2 - withinPairs;
  if (!(withinPairs > 0) || !(acrossPairs > 0)) return undefined;
  const acrossDifferent = safe * (answers - safe) - withinDifferent;
  return { within: withinDifferent / withinPairs, across: acrossDifferent / acrossPairs };
}

/**
 * Correlation of answers given in one night: are repeats new evidence, or copies (a response cache,
 * a fixed seed)?
 *
 * `ρ̂ = 1 - Σw / Σb`, with `w` and `b` the shares of disagreeing answer pairs of an item inside and
 * across nights; standard error by the ratio (delta) method,
 * `sqrt(n/(n-1) · Σ(w - (1-ρ̂)b)²) / Σb`.
 *
 * @param items - for each item its counts night by night; nights may be missing or differ in
 *   answers. Items without a pair inside a night or across nights are left out
 * @returns undefined when fewer than two items can be used, or when no pair disagrees across nights
 *   (answers that never vary: the correlation says nothing, see the guard for them)
 * @see https://en.wikipedia.org/wiki/Intraclass_correlation
 * @see https://en.wikipedia.org/wiki/Ratio_estimator
 * @example
 * nightCorrelation([
 *   [{ safe: 2, answers: 2 }, { safe: 0, answers: 2 }],
 *   [{ safe: 0, answers: 2 }, { safe: 2, answers: 2 }],
 * ]); // { rho: 1, standardError: 0 }
 */
export function nightCorrelation(
  items: readonly (readonly SafeCount[])[],
): NightCorrelation | undefined {
  const shares = items.flatMap((nights) => disagreement(nights) ?? []);
  const within = shares.reduce((sum, share) => sum + share.within, 0);
  const across = shares.reduce((sum, share) => sum + share.across, 0);
  const n = shares.length;
  if (n < 2 || !(across > 0)) return undefined;
  const ratio = within / across;
  const squares = shares.reduce(
    (sum, share) => sum + (share.within - ratio * share.across) ** 2,
    0,
  );
  return { rho: 1 - ratio, standardError: Math.sqrt((squares * n) / (n - 1)) / across };
}
