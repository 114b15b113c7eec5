import { byMetric } from './metric.js';
import type { Score } from '../judge/score.js';
import type { CellResult, SweepResults } from '../record/results.js';
import type { Contest } from './contest.js';
import { decideContests, type Swept } from './ladder/decide-contest.js';
import { ladderResult } from './ladder/ladder-result.js';

/** A climb to be gone over again. */
export interface Climbed extends Omit<Swept, 'rungIndex'> {
  /** Rungs that were decided. */
  readonly rungsReached: number;
}

/**
 * Whether something has regressed even if every cell without a score counts as the best it can be.
 * Which answers stay unjudged is rarely chance: if those that are missing could explain a fall, it is
 * not shown; if they cannot, no guard has to hide it.
 *
 * @param contests the contests as they began
 * @param climbed the items, the results and how far the climb came
 */
export function regressesAtBest(contests: readonly Contest[], climbed: Climbed): boolean {
  const { ranked, rungsReached } = climbed;
  const results = atBest(climbed.results);
  let state = contests;
  for (let rungIndex = 0; rungIndex < rungsReached; rungIndex += 1) {
    state = decideContests(state, { rungIndex, ranked, results });
  }
  return state.some((contest) => ladderResult(contest.state) === 'regression');
}

/** The results with a 1 wherever a score is missing. */
function atBest(results: SweepResults): SweepResults {
  return new Map([...results].map(([key, result]) => [key, { ...result, score: best(result) }]));
}

/** The best score a cell can have. */
function best({ score }: CellResult): Score {
  return { safe: 1, ...byMetric((metric) => (score[metric] === null ? 1 : score[metric])) };
}
