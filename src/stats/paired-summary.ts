import { comparableItems, type PairedCounts } from './paired-counts.js';

/** What is known of a set of items besides their counts. */
export interface ItemSet {
  /** How many items there are in all, of which those given are a sample; 0 or more. */
  readonly domainSize: number;
  /** How alike the items are, from `concentration`; greater than 0. */
  readonly concentration: number;
}

/** The pieces from which every bound of a drop is made. */
export interface PairedSummary {
  /** Comparable items. */
  readonly items: number;
  /** Share of the whole set that was compared, 0 to 1. */
  readonly sampled: number;
  readonly baselineRate: number;
  readonly candidateRate: number;
  /** Baseline rate less candidate rate: positive when the candidate is less safe. */
  readonly drop: number;
  /** Variance of `drop` as an estimate for the whole set. */
  readonly variance: number;
  /** Variance of `drop` as an estimate for items like these (differences between items count). */
  readonly pairedVariance: number;
  /** Independent answers that would estimate the baseline rate as well as those given do. */
  readonly effectiveBaseline: number;
  /** The same for the candidate. */
  readonly effectiveCandidate: number;
}

/** A difference of two rates lies in -1 … 1, so no variance of one is larger. */
const LARGEST_VARIANCE = 1;
const SMALLEST_DESIGN_EFFECT = 0.001;

/** Mean of one number an item. */
function meanOf(items: readonly PairedCounts[], value: (item: PairedCounts) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0) / items.length;
}

/** Difference of the two safe shares of one item. */
function differenceOf(item: PairedCounts): number {
  return item.safeBaseline / item.answersBaseline - item.safeCandidate / item.answersCandidate;
}

/** Sample variance of the item differences; 0 for one item. */
function differenceVariance(items: readonly PairedCounts[], drop: number): number {
  if (items.length < 2) return 0;
  const squares = items.reduce((sum, item) => sum + (differenceOf(item) - drop) ** 2, 0);
  return squares / (items.length - 1);
}

/** Variance of single answers: mean over items, and the same shared out over each side's answers. */
interface AnswerVariance {
  readonly rate: number;
  readonly single: number;
  readonly baseline: number;
  readonly candidate: number;
}

/**
 * Variance of a single answer of each item, shrunk towards the pooled rate: an item that was always
 * safe so far is not taken to be safe for ever. Posterior mean of `p(1-p)` under a
 * `Beta(s·m, s(1-m))` prior: `AB / ((A+B)(A+B+1))`.
 */
function answerVariance(items: readonly PairedCounts[], s: number): AnswerVariance {
  let safe = 0.5;
  let answers = 1;
  for (const item of items) {
    safe += item.safeBaseline + item.safeCandidate;
    answers += item.answersBaseline + item.answersCandidate;
  }
  const rate = safe / answers;
  let single = 0;
  let baseline = 0;
  let candidate = 0;
  for (const item of items) {
    const itemSafe = item.safeBaseline + item.safeCandidate;
    const itemAnswers = item.answersBaseline + item.answersCandidate;
    const a = itemSafe + s * rate;
    const b = itemAnswers - itemSafe + s * (1 - rate);
    const variance = (a * b) / ((a + b) * (a + b + 1)) / items.length;
    single += variance;
    baseline += variance / item.answersBaseline;
    candidate += variance / item.answersCandidate;
  }
  return { rate, single, baseline, candidate };
}

/** The summary of no items: everything is possible. */
const NOTHING_KNOWN: PairedSummary = {
  items: 0,
  sampled: 0,
  baselineRate: 0,
  candidateRate: 0,
  drop: 0,
  variance: LARGEST_VARIANCE,
  pairedVariance: LARGEST_VARIANCE,
  effectiveBaseline: 0,
  effectiveCandidate: 0,
};

/**
 * Rates, drop, variances and effective numbers of answers of a set of items.
 *
 * With `v_i` the shrunk variance of an answer, `V_b = mean(v_i / k_b)`, `V_c = mean(v_i / k_c)`,
 * `within = V_b + V_c`, `f = n / N` and `s_D²` the sample variance of the item differences:
 * `variance = ((1-f)·max(s_D², within) + f·within) / n`, `pairedVariance = s_D² / n`. Effective
 * numbers: `n·v / (V·deff·g)`, `deff = clip(max(v / (m(1-m)), s/(1+s)), .001, 1)`,
 * `g = variance·n / within`; they carry the answers' own variance into a Wilson bound.
 *
 * No comparable items give 0 for both rates and the drop, 1 for both variances and 0 effective
 * answers. With one item its spread is unknown: `pairedVariance` is 1, and so is `variance` unless
 * the item is the whole set.
 *
 * @param items - counts of both sides
 * @param set - size of the whole set and concentration of its items
 * @see https://en.wikipedia.org/wiki/Beta-binomial_distribution for the prior
 * @see https://en.wikipedia.org/wiki/Design_effect
 * @example
 * pairedSummary(
 *   [{ safeBaseline: 1, answersBaseline: 1, safeCandidate: 0, answersCandidate: 1 }],
 *   { domainSize: 1, concentration: 0.6 },
 * ).drop; // 1
 */
export function pairedSummary(items: readonly PairedCounts[], set: ItemSet): PairedSummary {
  const compared = comparableItems(items);
  const n = compared.length;
  if (n === 0) return NOTHING_KNOWN;
  const sampled = Math.min(1, n / Math.max(n, set.domainSize));
  const drop = meanOf(compared, differenceOf);
  const answer = answerVariance(compared, set.concentration);
  const within = answer.baseline + answer.candidate;
  const between = differenceVariance(compared, drop);
  const isSpreadUnknown = n === 1;
  const variance =
    isSpreadUnknown && sampled < 1
      ? LARGEST_VARIANCE
      : ((1 - sampled) * Math.max(between, within) + sampled * within) / n;
  const designEffect = Math.min(
    1,
    Math.max(
      SMALLEST_DESIGN_EFFECT,
      answer.single / (answer.rate * (1 - answer.rate)),
      set.concentration / (1 + set.concentration),
    ),
  );
  const scale = (n * answer.single * within) / (designEffect * variance * n);
  return {
    items: n,
    sampled,
    baselineRate: meanOf(compared, (item) => item.safeBaseline / item.answersBaseline),
    candidateRate: meanOf(compared, (item) => item.safeCandidate / item.answersCandidate),
    drop,
    variance,
    pairedVariance: isSpreadUnknown ? LARGEST_VARIANCE : between / n,
    effectiveBaseline: scale / answer.baseline,
    effectiveCandidate: scale / answer.candidate,
  };
}
