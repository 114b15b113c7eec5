import { isUnscored } from '../judge/score.js';
import type { SweepResults } from './results.js';

/**
 * How many cells have no score, of any metric that was asked.
 *
 * @param results everything the sweep knows; none gives 0 of 0
 */
export function countUnscored(results: SweepResults): {
  readonly unscored: number;
  readonly cells: number;
} {
  const unscored = [...results.values()].filter(({ score }) => isUnscored(score)).length;
  return { unscored, cells: results.size };
}
