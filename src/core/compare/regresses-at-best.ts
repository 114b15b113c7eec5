import type { Contest } from './contest.js';
import { decideContests } from './ladder/decide-contest.js';
import { ladderResult } from './ladder/ladder-result.js';
import type { MetricCounts } from './pair-counts.js';
import type { Rankable, RankedItems } from './samples.js';

/** A climb to be gone over again. */
export interface Climbed {
  readonly ranked: RankedItems<Rankable>;
  /** What was answered, every answer without a score counted as the best it can be. */
  readonly countsAtBest: MetricCounts;
  /** Rungs that were decided. */
  readonly rungsReached: number;
}

/**
 * Whether something has regressed even if every cell without a score counts as the best it can be.
 * Which answers stay unjudged is rarely chance: if those that are missing could explain a fall, it is
 * not shown; if they cannot, no guard has to hide it.
 *
 * @param contests the contests as they began
 * @param climbed the items, what was answered and how far the climb came
 */
export function regressesAtBest(
  contests: readonly Contest[],
  { ranked, countsAtBest: counts, rungsReached }: Climbed,
): boolean {
  let state = contests;
  for (let rungIndex = 0; rungIndex < rungsReached; rungIndex += 1) {
    state = decideContests(state, { rungIndex, ranked, counts });
  }
  return state.some((contest) => ladderResult(contest.state) === 'regression');
}
