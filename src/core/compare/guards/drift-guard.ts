import type { Metric } from '../metric.js';
import type { NightDrift } from '../../stats/night-drift.js';
import type { DriftFinding } from './guards.js';

/** With fewer nights the test has too little to go by. */
const FEWEST_NIGHTS = 5;
const ALLOW_BELOW = 0.05;
const INVALID_BELOW = 0.001;
/** A larger allowance would hide real drops. */
const LARGEST_ALLOWANCE = 0.3;

/**
 * Finds stored nights that differ by more than chance: with p below .05 the exact test allows for
 * it, by at most .3; with p below .001 the nights are not one level and the baseline is invalid.
 *
 * @param drift - from the stored nights; undefined, or fewer than five nights, finds nothing
 * @param metric - the metric of the scores
 * @see docs/statistics.md, Guards
 */
export function driftGuard(
  drift: NightDrift | undefined,
  metric: Metric,
): DriftFinding | undefined {
  if (drift === undefined || drift.nights < FEWEST_NIGHTS || !(drift.p < ALLOW_BELOW))
    return undefined;
  const driftAllowance = Math.min(LARGEST_ALLOWANCE, drift.driftAllowance);
  const { nights, p } = drift;
  if (p < INVALID_BELOW) {
    return {
      code: 'invalid-baseline',
      consequence: 'inconclusive',
      metric,
      nights,
      p,
      driftAllowance,
      text: `The ${nights} stored nights differ far more than chance: they are not one level to compare with.`,
      remedy:
        'Find what changed between them (model, server, judge), then accept a new baseline with a reason.',
    };
  }
  return {
    code: 'night-drift',
    consequence: 'drift-allowance',
    metric,
    nights,
    p,
    driftAllowance,
    text: `The ${nights} stored nights differ more than chance; the test allows for it, and so finds less.`,
    remedy: 'Keep model, server and judge the same from night to night.',
  };
}
