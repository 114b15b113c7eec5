/** The four numbers that fix a hypergeometric distribution. */
export interface HypergeometricCounts {
  /** Answers drawn without replacement: those of the candidate. */
  readonly drawn: number;
  /** Answers left behind: those of the baseline. */
  readonly left: number;
  /** How many of all `drawn + left` answers are marked (safe). */
  readonly marked: number;
  /** Each outcome `j` is weighted by `exp(-tilt * j)`; 0 leaves the distribution as it is. */
  readonly tilt: number;
}

/** A distribution over the whole numbers `first`, `first + 1`, … with its probabilities. */
export interface ProbabilityRow {
  readonly first: number;
  readonly probabilities: readonly number[];
}

/** Ratio of the probability of `j + 1` marked answers among the drawn to that of `j`. */
function ratioToNext(j: number, counts: HypergeometricCounts): number {
  const { drawn, left, marked, tilt } = counts;
  const ratio = ((drawn - j) * (marked - j)) / ((j + 1) * (left - marked + j + 1));
  return tilt === 0 ? ratio : ratio * Math.exp(-tilt);
}

/**
 * Probabilities of how many marked answers fall among those drawn, if chance alone deals them.
 *
 * `h(j) = C(drawn, j) C(left, marked - j) / C(drawn + left, marked)`, for every `j` that can occur,
 * optionally tilted by `exp(-tilt * j)` and scaled to a sum of 1 again. The row is built outwards
 * from its highest point by the ratios of neighbours, which needs no factorials and can neither
 * overflow nor lose relative accuracy.
 *
 * @param counts - whole numbers, `0 <= marked <= drawn + left`; `tilt` any finite number
 * @returns the outcomes that can occur and their probabilities; with nothing drawn, the outcome 0
 * @see https://en.wikipedia.org/wiki/Hypergeometric_distribution
 * @see https://en.wikipedia.org/wiki/Fisher%27s_noncentral_hypergeometric_distribution for the tilt
 * @example
 * hypergeometricRow({ drawn: 3, left: 3, marked: 3, tilt: 0 });
 * // { first: 0, probabilities: [0.05, 0.45, 0.45, 0.05] }
 */
export function hypergeometricRow(counts: HypergeometricCounts): ProbabilityRow {
  const first = Math.max(0, counts.marked - counts.left);
  const last = Math.min(counts.drawn, counts.marked);
  const weights = new Array<number>(last - first + 1).fill(1);
  let highest = first;
  while (highest < last && ratioToNext(highest, counts) > 1) highest += 1;
  let weight = 1;
  let sum = 1;
  for (let j = highest; j < last; j += 1) {
    weight *= ratioToNext(j, counts);
    weights[j + 1 - first] = weight;
    sum += weight;
  }
  weight = 1;
  for (let j = highest - 1; j >= first; j -= 1) {
    weight /= ratioToNext(j, counts);
    weights[j - first] = weight;
    sum += weight;
  }
  for (let index = 0; index < weights.length; index += 1)
    weights[index] = (weights[index] ?? 0) / sum;
  return { first, probabilities: weights };
}
