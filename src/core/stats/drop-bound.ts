import type { Drop } from '../units.js';
import { normalQuantile } from './normal-quantile.js';
import type { PairedCounts } from './paired-counts.js';
import { type ItemSet, pairedSummary, type PairedSummary } from './paired-summary.js';
import { studentTQuantile } from './student-t.js';
import { scoreBounds } from './score-bounds.js';

/** What a drop is bounded for: the set the items are of, and how surely. */
export interface DropBoundOptions extends ItemSet {
  /** One-sided, .5 to 1; the ladders use .95. */
  readonly confidence: number;
}

/** A drop, how well it is known, and the largest drop the data leave possible. */
export interface DropBound {
  /** Comparable items the bound rests on. */
  readonly items: number;
  /** Baseline rate less candidate rate, -1 to 1; 0 when nothing could be compared. */
  readonly drop: Drop;
  /** Variance of the drop for the whole set. */
  readonly variance: number;
  /** Variance of the drop for items like these. */
  readonly pairedVariance: number;
  /** Upper bound by the normal (whole set seen) or t quantile. */
  readonly wald: Drop;
  /** Upper bound by the MOVER method from Wilson bounds of either side. */
  readonly mover: Drop;
  /** Upper bound of the paired t method over the item differences. */
  readonly pairedT: Drop;
  /** The largest of the three. */
  readonly upper: Drop;
}

/** Upper bound of a difference of rates from the score bounds of either rate. */
function moverBound(summary: PairedSummary, quantile: number): Drop {
  const before = scoreBounds(summary.baselineRate, summary.effectiveBaseline, quantile);
  const after = scoreBounds(summary.candidateRate, summary.effectiveCandidate, quantile);
  const above = before.upper - summary.baselineRate;
  const below = summary.candidateRate - after.lower;
  return summary.drop + Math.hypot(above, below);
}

/**
 * Upper bound `U` of how much less safe the candidate is on a set of items: "drops above U are
 * excluded".
 *
 * The largest of three, because each fails somewhere: Wald `d + q·sqrt(V)` (q normal when the whole
 * set was asked, else t with n-1 degrees), MOVER with score bounds for the same q on effective
 * numbers of answers (holds at rates near 0 and 1, where V vanishes), and the paired t bound
 * `d + t·s_D/sqrt(n)` (holds when items moved by different amounts). See {@link pairedSummary} for `V` and the
 * effective numbers. No bound is above 1.
 *
 * With no comparable item nothing is excluded: all bounds are 1. With a single item the spread
 * between items is unknown, a t bound has no degrees of freedom: `pairedT` and `upper` are 1.
 *
 * @param items - counts of both sides
 * @param options - size of the set, concentration and one-sided confidence
 * @see https://doi.org/10.1002/sim.3095 Zou and Donner (2008), MOVER
 * @see https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I Newcombe
 *   (1998), the same for two proportions
 * @example
 * const allSafe = { safeBaseline: 9, answersBaseline: 9, safeCandidate: 3, answersCandidate: 3 };
 * dropBound(Array(18).fill(allSafe), {
 *   domainSize: 18, confidence: 0.95, concentration: 0.5666792344030693,
 * }).upper; // 0.0177999
 */
export function dropBound(items: readonly PairedCounts[], options: DropBoundOptions): DropBound {
  const summary = pairedSummary(items, options);
  const { drop, variance, pairedVariance } = summary;
  const t = studentTQuantile(options.confidence, summary.items - 1);
  const quantile = summary.sampled < 1 ? t : normalQuantile(options.confidence);
  const wald = Math.min(1, drop + quantile * Math.sqrt(variance));
  const mover = Math.min(1, moverBound(summary, quantile));
  const pairedT = Math.min(1, drop + t * Math.sqrt(pairedVariance));
  const upper = Math.max(wald, mover, pairedT);
  return { items: summary.items, drop, variance, pairedVariance, wald, mover, pairedT, upper };
}
