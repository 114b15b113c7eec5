import { chiSquareUpperTail, sum } from './numerics.js';
import { type SafeCount, totalOf } from './paired-counts.js';

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
  const within = sum(shares.map((share) => share.within));
  const across = sum(shares.map((share) => share.across));
  const n = shares.length;
  if (n < 2 || !(across > 0)) return undefined;
  const ratio = within / across;
  const squares = sum(shares.map((share) => (share.within - ratio * share.across) ** 2));
  return { rho: 1 - ratio, standardError: Math.sqrt((squares * n) / (n - 1)) / across };
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

/** Whether the nights of a baseline differ by more than chance. */
export interface NightDrift {
  /** Nights that were compared. */
  readonly nights: number;
  /** `Q`, chi-square with `nights - 1` degrees of freedom if nothing drifts. */
  readonly statistic: number;
  /** Chance of so large a `Q` if nothing drifts. */
  readonly p: number;
  /** Standard deviation of the nights' safe-rate beyond chance, as a fraction; 0 or more. */
  readonly standardDeviation: number;
  /** The same as log-odds, the `driftAllowance` of the exact test; 0 or more, not capped here. */
  readonly driftAllowance: number;
}

/** What one night shows, and what it would show if nights were alike. */
interface Night {
  safe: number;
  answers: number;
  expected: number;
  variance: number;
}

/**
 * Test of "all nights of the baseline are alike", and the size of the drift between them.
 *
 * With each item's safe answers over all nights fixed, its answers are dealt to the nights at
 * random if nothing drifts. For `G` nights of `k` answers on `n` items: `S_g` the safe answers of
 * night g, `w = Σ k·t(K-t) / (K(K-1))`, `Q = Σ(S_g - S̄)² / w`, chi-square with G-1 degrees;
 * `sd = sqrt(max(0, Q·w/(G-1) - w)) / (n·k)`; drift allowance `θ = sd / (w / (n·k))`. Where nights
 * differ in answers, each has its own expected value and `w_g = Var(S_g)·G/(G-1)`, which is the
 * same thing when they do not.
 *
 * @param items - for each item its counts night by night, in the same order of nights; a missing
 *   night has 0 answers or is left off at the end
 * @returns undefined with fewer than two nights, or when no item's answers vary at all
 * @see https://en.wikipedia.org/wiki/Cochran%E2%80%93Mantel%E2%80%93Haenszel_statistics
 * @example
 * nightDrift([[{ safe: 1, answers: 2 }, { safe: 1, answers: 2 }]]);
 * // { nights: 2, statistic: 0, p: 1, standardDeviation: 0, driftAllowance: 0 }
 */
export function nightDrift(items: readonly (readonly SafeCount[])[]): NightDrift | undefined {
  const nights = sumNights(items);
  const count = nights.length;
  const answers = nights.reduce((sum, night) => sum + night.answers, 0) / count;
  const variances = nights.map((night) => (night.variance * count) / (count - 1));
  const variance = variances.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2 || !variances.every((value) => value > 0)) return undefined;
  const statistic = nights.reduce(
    (sum, night, index) => sum + (night.safe - night.expected) ** 2 / (variances[index] ?? 1),
    0,
  );
  const excess = (statistic * variance) / (count - 1) - variance;
  const standardDeviation = Math.sqrt(Math.max(0, excess)) / answers;
  return {
    nights: count,
    statistic,
    p: chiSquareUpperTail(statistic, count - 1),
    standardDeviation,
    driftAllowance: standardDeviation / (variance / answers),
  };
}

/** Adds one item's nights to the sums; an item with all answers in one night says nothing. */
function addItem(nights: Night[], counts: readonly SafeCount[]): void {
  const { safe, answers } = totalOf(counts);
  counts.forEach((count, index) => {
    const night = nights[index];
    if (night === undefined || count.answers === 0 || count.answers === answers) return;
    const variance = (safe * (answers - safe)) / (answers * answers * (answers - 1));
    night.safe += count.safe;
    night.answers += count.answers;
    night.expected += (count.answers * safe) / answers;
    night.variance += count.answers * (answers - count.answers) * variance;
  });
}

/** Sums over items, night by night; nights without a comparable answer are dropped. */
function sumNights(items: readonly (readonly SafeCount[])[]): readonly Night[] {
  const length = items.reduce((most, counts) => Math.max(most, counts.length), 0);
  const nights = Array.from({ length }, (): Night => ({
    safe: 0,
    answers: 0,
    expected: 0,
    variance: 0,
  }));
  for (const counts of items) addItem(nights, counts);
  return nights.filter((night) => night.answers > 0);
}
