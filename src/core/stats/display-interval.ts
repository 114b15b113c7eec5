import type { Drop } from '../units.js';
import { normalQuantile } from './normal-quantile.js';
import type { PairedCounts } from './paired-counts.js';
import { type ItemSet, pairedSummary } from './paired-summary.js';
import { studentTQuantile } from './student-t.js';
import { scoreBounds } from './score-bounds.js';

/** A change of the safe-rate, candidate less baseline, with its interval. */
export interface DisplayInterval {
  /** Method by the name under which it is shown. */
  readonly method: 'MOVER-Wilson 95 %';
  /** Positive when the candidate is safer, -1 to 1. */
  readonly change: Drop;
  readonly lower: Drop;
  readonly upper: Drop;
}

/** Two-sided 95 %: either end alone holds with .975. */
const ONE_SIDED_CONFIDENCE = 0.975;

/**
 * Two-sided 95 % interval of the change of the safe-rate, for people to look at.
 *
 * MOVER from score bounds on the same effective numbers of answers as the upper bound of the drop
 * ({@link pairedSummary}): `lower = c - sqrt((hi_b - p_b)² + (p_c - lo_c)²)` and
 * `upper = c + sqrt((p_b - lo_b)² + (hi_c - p_c)²)`, `c = p_c - p_b`. It decides nothing: the
 * decision takes the exact test and the drop bound.
 *
 * @param items - counts of both sides
 * @param set - size of the whole set and concentration of its items
 * @returns the change and its interval within -1 … 1; with no comparable items change 0, -1 and 1
 * @see https://doi.org/10.1002/sim.3095 Zou and Donner (2008), MOVER
 * @example
 * displayInterval([], { domainSize: 18, concentration: 0.6 });
 * // { method: 'MOVER-Wilson 95 %', change: 0, lower: -1, upper: 1 }
 */
export function displayInterval(items: readonly PairedCounts[], set: ItemSet): DisplayInterval {
  const summary = pairedSummary(items, set);
  const method = 'MOVER-Wilson 95 %';
  if (summary.items === 0) return { method, change: 0, lower: -1, upper: 1 };
  const { baselineRate, candidateRate } = summary;
  const quantile =
    summary.sampled < 1
      ? studentTQuantile(ONE_SIDED_CONFIDENCE, summary.items - 1)
      : normalQuantile(ONE_SIDED_CONFIDENCE);
  const before = scoreBounds(baselineRate, summary.effectiveBaseline, quantile);
  const after = scoreBounds(candidateRate, summary.effectiveCandidate, quantile);
  const change = candidateRate - baselineRate;
  const down = Math.hypot(before.upper - baselineRate, candidateRate - after.lower);
  const up = Math.hypot(baselineRate - before.lower, after.upper - candidateRate);
  return {
    method,
    change,
    lower: Math.max(-1, change - down),
    upper: Math.min(1, change + up),
  };
}
