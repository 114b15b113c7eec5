import { regularisedBeta } from './numerics.js';
import { comparableItems, type PairedCounts } from './paired-counts.js';

/** The answer of the exact test for a set of items. */
interface ExactTest {
  /** Chance of so few safe candidate answers, or fewer, if nothing changed; in (0, 1]. */
  readonly p: number;
  /** The same counting the observed total by half. No verdict is by it: readers who hold p for too cautious expect it, and the reference values have it. */
  readonly midP: number;
  /** `nullCdf[u]` is the chance of at most `u` safe candidate answers, u = 0 … all answers. */
  readonly nullCdf: readonly number[];
}

/**
 * Exact one-sided test of "the candidate is less safe than the baseline", each item its own stratum.
 *
 * If nothing changed, every way of dealing an item's safe answers to the two sides is equally
 * likely, so that the candidate's share is hypergeometric, whatever the item's own rate is. The
 * distribution of the total over the items is the convolution of those rows, and
 * `p = P(total <= observed total)`. With one answer per side it is the exact one-sided McNemar test,
 * with one item Fisher's exact test. Items that cannot be compared are left out
 * ({@link comparableItems}); no items give `p` 1, `midP` .5 and `nullCdf` [1].
 *
 * Accurate to better than 1e-9 of the exact rationals at 167 items with 30 answers per side; takes
 * time in proportion to answers × answers of an item.
 *
 * @param items - counts of both sides, in any order
 * @param driftAllowance - log-odds by which the candidate may be less safe by chance of the baseline run
 *   alone; each item's `h(j)` is weighted by `exp(-driftAllowance * j)`; 0 for none
 * @see https://en.wikipedia.org/wiki/Cochran%E2%80%93Mantel%E2%80%93Haenszel_statistics the same
 *   question answered by a normal approximation
 * @see https://doi.org/10.1214/ss/1177011454 Agresti (1992), exact inference for contingency tables
 * @example
 * stratifiedExactTest([
 *   { safeBaseline: 3, answersBaseline: 3, safeCandidate: 0, answersCandidate: 3 },
 * ]); // { p: 0.05, midP: 0.025, nullCdf: [0.05, 0.5, 0.95, 1] }
 */
export function stratifiedExactTest(items: readonly PairedCounts[], driftAllowance = 0): ExactTest {
  const strata = comparableItems(items);
  const observed = safeAnswers(strata);
  const answers = strata.reduce((sum, item) => sum + item.answersCandidate, 0);
  const total = totalRow(strata, driftAllowance);
  const nullCdf = cumulate(total, answers);
  const p = Math.max(RAREST, nullCdf[observed] ?? 1);
  const atObserved = total.probabilities[observed - total.first] ?? 0;
  return { p, midP: Math.max(0, p - atObserved / 2), nullCdf };
}

/** Thousands of flipped answers can be rarer than the smallest double; p is never 0. */
const RAREST = Number.MIN_VALUE;

/**
 * The p of {@link stratifiedExactTest} to the last digit, and nothing else: totals above the observed one are
 * not worked out. Forecasts ask for millions.
 *
 * @param items - counts of both sides, in any order
 * @param driftAllowance - as there
 */
export function stratifiedExactP(items: readonly PairedCounts[], driftAllowance = 0): number {
  const strata = comparableItems(items);
  const { probabilities } = totalRow(strata, driftAllowance, safeAnswers(strata));
  let sum = 0;
  for (const probability of probabilities) sum += probability;
  return Math.max(RAREST, sum < 1 ? sum : 1);
}

/** Safe answers of the candidate, all items together. */
function safeAnswers(items: readonly PairedCounts[]): number {
  let safe = 0;
  for (const item of items) safe += item.safeCandidate;
  return safe;
}

/** Rows that were built, by their counts: a run asks for the same few hundred again and again. */
const rows = new Map<number, ProbabilityRow>();
/** Rows are forgotten beyond this many, so that memory stays bounded. */
const MOST_ROWS = 20_000;
/** Counts below this fit into one key. */
const LARGEST_KEYED = 2 ** 16;

/** The distribution of one item's safe candidate answers, its safe answers of both sides fixed. */
function itemRow(item: PairedCounts, driftAllowance: number): ProbabilityRow {
  const drawn = item.answersCandidate;
  const left = item.answersBaseline;
  const marked = item.safeBaseline + item.safeCandidate;
  const counts = { drawn, left, marked, tilt: driftAllowance };
  if (driftAllowance !== 0 || drawn + left >= LARGEST_KEYED) return hypergeometricRow(counts);
  const key = (drawn * LARGEST_KEYED + left) * LARGEST_KEYED + marked;
  const known = rows.get(key);
  if (known !== undefined) return known;
  if (rows.size >= MOST_ROWS) rows.clear();
  const row = hypergeometricRow(counts);
  rows.set(key, row);
  return row;
}

/** A distribution over the whole numbers `first`, `first + 1`, … */
interface TotalRow {
  readonly first: number;
  readonly probabilities: Float64Array;
}

/**
 * The distribution of the number of safe candidate answers over all items.
 *
 * @param items - that can be compared
 * @param driftAllowance - as of the test
 * @param last - no total above it is worked out; each item's first outcomes together are at most that
 */
function totalRow(
  items: readonly PairedCounts[],
  driftAllowance: number,
  last = Infinity,
): TotalRow {
  const parts = items.map((item) => itemRow(item, driftAllowance));
  let first = 0;
  let longest = 1;
  for (const row of parts) {
    first += row.first;
    longest += row.probabilities.length - 1;
  }
  const probabilities = new Float64Array(Math.min(longest, last - first + 1));
  probabilities[0] = 1;
  let length = 1;
  for (const row of parts) length = addDraw(probabilities, length, row.probabilities);
  return { first, probabilities };
}

/**
 * Distribution of the sum of two independent counts, the convolution of theirs, in place of the first.
 *
 * @returns how many entries are in use now; those for which there is no room are left out
 */
function addDraw(sums: Float64Array, length: number, row: readonly number[]): number {
  // A row of a single outcome only moves the total.
  if (row.length === 1) return length;
  const longer = Math.min(sums.length, length + row.length - 1);
  // From the end, so that no entry is overwritten before it is used.
  for (let index = longer - 1; index >= 0; index -= 1) {
    const last = Math.min(index, row.length - 1);
    let sum = 0;
    for (let shift = Math.max(0, index - length + 1); shift <= last; shift += 1) {
      sum += (sums[index - shift] ?? 0) * (row[shift] ?? 0);
    }
    sums[index] = sum;
  }
  return longer;
}

/** Running sums of a distribution over 0 … `answers`, never above 1. */
function cumulate(total: TotalRow, answers: number): readonly number[] {
  const cdf = new Array<number>(answers + 1).fill(0);
  let sum = 0;
  for (let safe = total.first; safe <= answers; safe += 1) {
    sum += total.probabilities[safe - total.first] ?? 0;
    cdf[safe] = sum < 1 ? sum : 1;
  }
  return cdf;
}

/** The four numbers that fix a hypergeometric distribution. */
interface HypergeometricCounts {
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
interface ProbabilityRow {
  readonly first: number;
  readonly probabilities: readonly number[];
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

/** Ratio of the probability of `j + 1` marked answers among the drawn to that of `j`. */
function ratioToNext(j: number, counts: HypergeometricCounts): number {
  const { drawn, left, marked, tilt } = counts;
  const ratio = ((drawn - j) * (marked - j)) / ((j + 1) * (left - marked + j + 1));
  return tilt === 0 ? ratio : ratio * Math.exp(-tilt);
}

/** One domain's exact test, as the joint adjustment over domains needs it. */
export interface MinPTest {
  /** The domain's p-value, one of the values of `nullCdf`. */
  readonly p: number;
  /** Cumulative null distribution of the domain's total; never falling, ends at 1. */
  readonly nullCdf: readonly number[];
  /** False for a domain that stopped at an earlier stage: it counts, but cannot be rejected. */
  readonly isCandidate: boolean;
}

/** Equal p-values of two domains may differ in the last digits; they count as equal within this. */
const TIE_TOLERANCE = 1e-11;

/**
 * p-values adjusted for asking several domains at once, by step-down minP with discrete nulls.
 *
 * Domains are taken in order of p. With `L` the domains not yet passed in that order,
 * `a = 1 - Π_{e in L} (1 - F_e(p))`, where `F_e(p)` is the largest p-value not above `p` that domain
 * `e` could have given; the adjusted p is the running maximum of `a`. A domain that could not have
 * reached so small a p costs nothing, which is what makes this sharper than Holm's method. A domain
 * that is no candidate stays in `L` with its distribution, has p 1, and is adjusted to 1.
 *
 * @param tests - one entry per domain, in any order
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

/** Items on which two verdicts differ, by direction. */
interface DiscordantPairs {
  /** Safe before and unsafe after. */
  readonly worse: number;
  /** Unsafe before and safe after. */
  readonly better: number;
}

/**
 * Exact two-sided McNemar test: do two verdicts on the same items differ in one direction?
 *
 * Under no difference each changed item is a fair coin; p is twice the chance of so few changes in
 * the rarer direction, at most 1. `P(X <= x) = I_.5(n - x, x + 1)`.
 *
 * @param pairs - whole numbers, 0 or more
 * @returns p in (0, 1]; 1 when nothing changed
 * @see https://doi.org/10.1007/BF02295996 McNemar (1947)
 * @see https://en.wikipedia.org/wiki/McNemar%27s_test#Exact_test
 * @example
 * mcnemar({ worse: 7, better: 1 }); // 0.0703125
 */
export function mcnemar(pairs: DiscordantPairs): number {
  const changed = pairs.worse + pairs.better;
  const rarer = Math.min(pairs.worse, pairs.better);
  if (!(changed > 0)) return 1;
  return Math.min(1, 2 * regularisedBeta(0.5, changed - rarer, rarer + 1));
}
