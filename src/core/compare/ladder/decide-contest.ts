import type { Contest } from '../contest.js';
import { pairedCounts, type MetricCounts } from '../pair-counts.js';
import type { Rankable, RankedItems } from '../samples.js';
import { decideRung } from './decide-rung.js';
import { joinLadders } from './join-ladders.js';
import { remainingSpendOverall } from './ladders.js';

/** What has been swept when a rung is decided. */
export interface Swept {
  /** The rung, from 0. */
  readonly rungIndex: number;
  readonly ranked: RankedItems<Rankable>;
  readonly counts: MetricCounts;
}

/**
 * Decides one rung of every contest by the same answers. A domain goes on as long as one contest
 * still needs it.
 *
 * @param contests contests of one run, on ladders with the same rungs; none gives none
 * @param swept the rung, the items and what was answered to them
 */
export function decideContests(contests: readonly Contest[], swept: Swept): readonly Contest[] {
  const decided = contests.map((contest) => decideContest(contest, swept));
  const states = joinLadders(decided.map(({ state }) => state));
  return decided.map((contest, index) => ({ ...contest, state: states[index] ?? contest.state }));
}

/** One contest after the rung; past its last rung it stays as it is. */
function decideContest(contest: Contest, { rungIndex, ranked, counts }: Swept): Contest {
  const { baseline, ladder, metric } = contest;
  const rung = ladder.rungs[rungIndex];
  if (rung === undefined) return contest;
  const state = decideRung(contest.state, {
    rung,
    isLast: rungIndex === ladder.rungs.length - 1,
    remainingSpendOverall: remainingSpendOverall(ladder, rungIndex),
    domains: pairedCounts(ranked, rung, { baseline, candidate: counts(metric) }),
    sensitivityGain: contest.sensitivityGain,
    driftAllowance: contest.driftAllowance,
    concentration: contest.concentration,
    margins: { domain: ladder.marginDomain, overall: ladder.marginOverall },
  });
  return { ...contest, state };
}
