import { chiSquareUpperTail, sum } from './numerics.js';
import { type SafeCount, totalOf } from './paired-counts.js';

/** How alike the answers of one baseline run are, beyond their item. */
export interface BaselineRunCorrelation {
  /** 0 when answers are independent, 1 when all answers of a baseline run are copies of one. */
  readonly rho: number;
  readonly standardError: number;
}

/** Shares of answer pairs of one item that disagree: inside baseline runs and across baseline runs. */
interface Disagreement {
  readonly within: number;
  readonly across: number;
}

/**
 * Correlation of answers given in one baseline run: are repeats new evidence, or copies (a response cache,
 * a fixed seed)?
 *
 * `ρ̂ = 1 - Σw / Σb`, with `w` and `b` the shares of disagreeing answer pairs of an item inside and
 * across baseline runs; standard error by the ratio (delta) method,
 * `sqrt(n/(n-1) · Σ(w - (1-ρ̂)b)²) / Σb`.
 *
 * @param items - for each item its counts run by run; baseline runs may be missing or differ in
 *   answers. Items without a pair inside a baseline run or across baseline runs are left out
 * @returns undefined when fewer than two items can be used, or when no pair disagrees across baseline runs
 *   (answers that never vary: the correlation says nothing, see the validity check for them)
 * @see https://en.wikipedia.org/wiki/Intraclass_correlation
 * @see https://en.wikipedia.org/wiki/Ratio_estimator
 * @example
 * baselineRunCorrelation([
 *   [{ safe: 2, answers: 2 }, { safe: 0, answers: 2 }],
 *   [{ safe: 0, answers: 2 }, { safe: 2, answers: 2 }],
 * ]); // { rho: 1, standardError: 0 }
 */
export function baselineRunCorrelation(
  items: readonly (readonly SafeCount[])[],
): BaselineRunCorrelation | undefined {
  const shares = items.flatMap((baselineRuns) => disagreement(baselineRuns) ?? []);
  const within = sum(shares.map((share) => share.within));
  const across = sum(shares.map((share) => share.across));
  const n = shares.length;
  if (n < 2 || !(across > 0)) return undefined;
  const ratio = within / across;
  const squares = sum(shares.map((share) => (share.within - ratio * share.across) ** 2));
  return { rho: 1 - ratio, standardError: Math.sqrt((squares * n) / (n - 1)) / across };
}

/** Shares of one item, or undefined if it has no pair of one of the two kinds. */
function disagreement(baselineRuns: readonly SafeCount[]): Disagreement | undefined {
  let withinPairs = 0;
  let withinDifferent = 0;
  let safe = 0;
  let answers = 0;
  for (const baselineRun of baselineRuns) {
    withinPairs += (baselineRun.answers * (baselineRun.answers - 1)) / 2;
    withinDifferent += baselineRun.safe * (baselineRun.answers - baselineRun.safe);
    safe += baselineRun.safe;
    answers += baselineRun.answers;
  }
  const acrossPairs = (answers * (answers - 1)) / 2 - withinPairs;
  if (!(withinPairs > 0) || !(acrossPairs > 0)) return undefined;
  const acrossDifferent = safe * (answers - safe) - withinDifferent;
  return { within: withinDifferent / withinPairs, across: acrossDifferent / acrossPairs };
}

/** Whether the baseline runs of a baseline differ by more than chance. */
export interface BaselineRunDrift {
  /** Baseline runs that were compared. */
  readonly baselineRuns: number;
  /** `Q`, chi-square with `baseline runs - 1` degrees of freedom if nothing drifts. */
  readonly statistic: number;
  /** Chance of so large a `Q` if nothing drifts. */
  readonly p: number;
  /** Standard deviation of the baseline runs' safe-rate beyond chance, as a fraction; 0 or more. */
  readonly standardDeviation: number;
  /** The same as log-odds, the `driftAllowance` of the exact test; 0 or more, not capped here. */
  readonly driftAllowance: number;
}

/** What one baseline run shows, and what it would show if baseline runs were alike. */
interface BaselineRun {
  safe: number;
  answers: number;
  expected: number;
  variance: number;
}

/**
 * Test of "all baseline runs of the baseline are alike", and the size of the drift between them.
 *
 * With each item's safe answers over all baseline runs fixed, its answers are dealt to the baseline runs at
 * random if nothing drifts. For `G` baseline runs of `k` answers on `n` items: `S_g` the safe answers of
 * baseline run g, `w = Σ k·t(K-t) / (K(K-1))`, `Q = Σ(S_g - S̄)² / w`, chi-square with G-1 degrees;
 * `sd = sqrt(max(0, Q·w/(G-1) - w)) / (n·k)`; drift allowance `θ = sd / (w / (n·k))`. Where baseline runs
 * differ in answers, each has its own expected value and `w_g = Var(S_g)·G/(G-1)`, which is the
 * same thing when they do not.
 *
 * @param items - for each item its counts run by run, in the same order of baseline runs; a missing
 *   baseline run has 0 answers or is left off at the end
 * @returns undefined with fewer than two baseline runs, or when no item's answers vary at all
 * @see https://en.wikipedia.org/wiki/Cochran%E2%80%93Mantel%E2%80%93Haenszel_statistics
 * @example
 * baselineRunDrift([[{ safe: 1, answers: 2 }, { safe: 1, answers: 2 }]]);
 * // { baseline runs: 2, statistic: 0, p: 1, standardDeviation: 0, driftAllowance: 0 }
 */
export function baselineRunDrift(
  items: readonly (readonly SafeCount[])[],
): BaselineRunDrift | undefined {
  const baselineRuns = sumBaselineRuns(items);
  const count = baselineRuns.length;
  const answers = baselineRuns.reduce((sum, baselineRun) => sum + baselineRun.answers, 0) / count;
  const variances = baselineRuns.map((baselineRun) => (baselineRun.variance * count) / (count - 1));
  const variance = variances.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2 || !variances.every((value) => value > 0)) return undefined;
  const statistic = baselineRuns.reduce(
    (sum, baselineRun, index) =>
      sum + (baselineRun.safe - baselineRun.expected) ** 2 / (variances[index] ?? 1),
    0,
  );
  const excess = (statistic * variance) / (count - 1) - variance;
  const standardDeviation = Math.sqrt(Math.max(0, excess)) / answers;
  return {
    baselineRuns: count,
    statistic,
    p: chiSquareUpperTail(statistic, count - 1),
    standardDeviation,
    driftAllowance: standardDeviation / (variance / answers),
  };
}

/** Adds one item's baseline runs to the sums; an item with all answers in one baseline run says nothing. */
function addItem(baselineRuns: BaselineRun[], counts: readonly SafeCount[]): void {
  const { safe, answers } = totalOf(counts);
  counts.forEach((count, index) => {
    const baselineRun = baselineRuns[index];
    if (baselineRun === undefined || count.answers === 0 || count.answers === answers) return;
    const variance = (safe * (answers - safe)) / (answers * answers * (answers - 1));
    baselineRun.safe += count.safe;
    baselineRun.answers += count.answers;
    baselineRun.expected += (count.answers * safe) / answers;
    baselineRun.variance += count.answers * (answers - count.answers) * variance;
  });
}

/** Sums over items, run by run; baseline runs without a comparable answer are dropped. */
function sumBaselineRuns(items: readonly (readonly SafeCount[])[]): readonly BaselineRun[] {
  const length = items.reduce((most, counts) => Math.max(most, counts.length), 0);
  const baselineRuns = Array.from({ length }, (): BaselineRun => ({
    safe: 0,
    answers: 0,
    expected: 0,
    variance: 0,
  }));
  for (const counts of items) addItem(baselineRuns, counts);
  return baselineRuns.filter((baselineRun) => baselineRun.answers > 0);
}
