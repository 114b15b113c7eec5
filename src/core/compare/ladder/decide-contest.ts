import type { Rankable, RankedItems } from '../samples.js';
import type { SweepResults } from '../../record/results.js';
import type { Contest } from '../contest.js';
import { decideRung, type DomainCounts } from './decide-rung.js';
import { joinLadders } from './join-ladders.js';
import { remainingSpendOverall, type Rung } from './ladders.js';
import { rungCounts } from '../pair-counts.js';

/** What has been swept when a rung is decided. */
export interface Swept {
  /** The rung, from 0. */
  readonly rungIndex: number;
  readonly ranked: RankedItems<Rankable>;
  readonly results: SweepResults;
}

/**
 * Decides one rung of every contest by the answers of a sweep.
 *
 * @param contests contests of one run, on ladders with the same rungs; none gives none
 * @param swept the rung, the items and what is known of them
 */
export function decideContests(contests: readonly Contest[], swept: Swept): readonly Contest[] {
  const { ranked, results } = swept;
  const countsOf: CountsOf = ({ baseline, metric }, rung) =>
    rungCounts(ranked, rung, { baseline, metric, results });
  return decideContestsBy(contests, swept.rungIndex, countsOf);
}

/** The counts of every domain at a rung, for one contest. */
export type CountsOf = (contest: Contest, rung: Rung) => ReadonlyMap<string, DomainCounts>;

/**
 * Decides one rung of every contest by the same answers. A domain goes on as long as one contest
 * still needs it.
 *
 * @param contests contests of one run, on ladders with the same rungs; none gives none
 * @param rungIndex the rung, from 0
 * @param countsOf gives the counts of a contest
 */
export function decideContestsBy(
  contests: readonly Contest[],
  rungIndex: number,
  countsOf: CountsOf,
): readonly Contest[] {
  const decided = contests.map((contest) => decideContest(contest, rungIndex, countsOf));
  const states = joinLadders(decided.map(({ state }) => state));
  return decided.map((contest, index) => ({ ...contest, state: states[index] ?? contest.state }));
}

/** One contest after the rung; past its last rung it stays as it is. */
function decideContest(contest: Contest, rungIndex: number, countsOf: CountsOf): Contest {
  const { ladder } = contest;
  const rung = ladder.rungs[rungIndex];
  if (rung === undefined) return contest;
  const state = decideRung(contest.state, {
    rung,
    isLast: rungIndex === ladder.rungs.length - 1,
    remainingSpendOverall: remainingSpendOverall(ladder, rungIndex),
    domains: countsOf(contest, rung),
    sensitivityGain: contest.sensitivityGain,
    driftAllowance: contest.driftAllowance,
    concentration: contest.concentration,
    margins: { domain: ladder.marginDomain, overall: ladder.marginOverall },
  });
  return { ...contest, state };
}
