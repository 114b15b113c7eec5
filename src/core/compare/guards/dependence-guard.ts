import type { Metric } from '../metric.js';
import type { NightCorrelation } from '../../stats/night-correlation.js';
import type { DependenceFinding } from './guards.js';

/** One-sided 95 % of the normal distribution, as the rule was simulated. */
const QUANTILE = 1.645;
/** A correlation this small does no harm, however surely it is known. */
const HARMLESS = 0.05;

/**
 * Finds answers of one sweep that are alike beyond their item (a response cache, a fixed seed):
 * repeats would count copies as evidence. One answer a sweep is valid again.
 *
 * `ρ̂ - 1.645·se > 0` and `ρ̂ > .05`. Left alone, a correlation of .1 / .2 / .5 / 1 makes false
 * alarms in .08 / .13 / .31 / .60 of runs.
 *
 * @param correlation - from the stored nights; undefined (fewer than two nights of two answers, or
 *   answers that never vary across nights) finds nothing
 * @param metric - the metric of the scores
 * @see docs/statistics.md, Guards
 */
export function dependenceGuard(
  correlation: NightCorrelation | undefined,
  metric: Metric,
): DependenceFinding | undefined {
  if (correlation === undefined) return undefined;
  const { rho, standardError } = correlation;
  if (!(rho - QUANTILE * standardError > 0 && rho > HARMLESS)) return undefined;
  return {
    code: 'dependent-answers',
    consequence: 'one-answer-a-sweep',
    metric,
    rho,
    standardError,
    text: `Answers of one night are alike beyond their item (correlation ${rho.toFixed(2)}): repeats are partly copies, so one answer an item and night is used.`,
    remedy: 'Switch off response caches and fixed seeds of the endpoint; then repeats count again.',
  };
}
