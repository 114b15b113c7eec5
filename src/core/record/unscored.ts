import type { SweepResults } from './results.js';

/**
 * How many cells have no score.
 *
 * @param results everything the sweep knows; none gives 0 of 0
 */
export function countUnscored(results: SweepResults): {
  readonly unscored: number;
  readonly cells: number;
} {
  const unscored = [...results.values()].filter(({ score }) => score.safe === null).length;
  return { unscored, cells: results.size };
}
