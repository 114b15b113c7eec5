import type { SafeCount } from '../stats/paired-counts.js';
import { type MetricCounts, pairedCounts } from './counts.js';
import { decideRung } from './decide-stage.js';
import { type LadderState, joinLadders, ladderResult } from './decision-state.js';
import { type Ladder, remainingSpendOverall } from './profiles.js';
import type { Metric } from './metric.js';
import type { Rankable, RankedItems } from './samples.js';

/** The candidate against one baseline on one ladder: what is held against what, and how it stands. */
export interface Contest {
  /** What is counted of an answer: that it is safe, or that it is effective. */
  readonly metric: Metric;
  /** The pool of the last nights, or the pinned level that a slow decline is measured against. */
  readonly against: 'pool' | 'pinned';
  /** The ladder with the spends of this contest. */
  readonly ladder: Ladder;
  /** Answers of the baseline by item, and how many the metric counts. */
  readonly baseline: ReadonlyMap<number, SafeCount>;
  /** How alike the items are (`s`), from the whole baseline. */
  readonly concentration: number;
  /** Log-odds by which nights drift; 0 for none. */
  readonly driftAllowance: number;
  /** The part of a true drop of this metric that the judge shows (`J`), 0 to 1. */
  readonly sensitivityGain: number;
  readonly state: LadderState;
}

/** What has been swept when a rung is decided. */
interface Swept {
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

/** A climb to be gone over again. */
interface Climbed {
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
