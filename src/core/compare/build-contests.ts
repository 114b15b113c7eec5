import type { DecisionConfig } from '../config/config.js';
import type { SweepRecord } from '../record/record-schema.js';
import { concentration } from '../stats/concentration.js';
import { nightCorrelation } from '../stats/night-correlation.js';
import { nightDrift } from '../stats/night-drift.js';
import { constancyGuard } from './constancy-guard.js';
import type { Contest } from './contest.js';
import { dependenceGuard } from './dependence-guard.js';
import { driftGuard } from './drift-guard.js';
import type { GuardFinding } from './guards.js';
import { startLadder } from './ladder-state.js';
import { configureLadder, type Ladder } from './ladders.js';
import type { PoolMode } from './pool.js';
import { nightCounts, pooledCounts, storedScores, type StoredScores } from './stored-scores.js';
import { thinBaselineGuard } from './thin-baseline-guard.js';

/** Answers an item a baseline should hold: nine, and more for a release (design: the bottleneck). */
const WANTED_ANSWERS = { sampled: 9, full: 9, nightly: 9, release: 21 } as const;

/** What a run is compared with. */
export interface Opposition {
  /** The pool, newest first; none when there is nothing to compare with. */
  readonly nights: readonly SweepRecord[];
  /** The pinned level; empty when it is not another one. */
  readonly pinned: readonly SweepRecord[];
}

/** What a run is decided by. */
export interface ContestTerms {
  readonly decision: DecisionConfig;
  /** The domains of the run. */
  readonly domains: readonly string[];
  /** Temperature 0 or multiple choice: answers cannot vary. */
  readonly isFixedByProtocol: boolean;
}

/** The ladder of a run, its contests, and what the guards found in the stored nights. */
export interface ContestPlan {
  readonly ladder: Ladder;
  readonly contests: readonly Contest[];
  readonly findings: readonly GuardFinding[];
}

/**
 * Sets a run up against its baseline: the guards look at the stored nights first, since what they
 * find changes how many answers may count. A nightly is held against the pinned level too, with half
 * of every spend each.
 *
 * @param opposition pool and pinned level
 * @param terms what the run is decided by
 */
export function buildContests(opposition: Opposition, terms: ContestTerms): ContestPlan {
  const scores = storedScores(opposition.nights);
  const findings = inspectNights(scores, terms);
  const mode = modeOf(findings);
  const against = opponentsOf(opposition, terms);
  const ladder = ladderOf(terms, mode, 1);
  const contests = against.map(([name, records]) => ({
    against: name,
    ladder: ladderOf(terms, mode, against.length),
    baseline: pooledCounts(storedScores(records), mode),
    concentration: concentration([...pooledCounts(storedScores(records), 'all').values()]),
    driftAllowance: name === 'pool' ? driftOf(findings) : 0,
    sensitivityGain: 1,
    state: startLadder(terms.domains),
  }));
  return { ladder, contests, findings };
}

/** Pool and pinned level, as far as they are there and this ladder looks at them. */
function opponentsOf(
  { nights, pinned }: Opposition,
  { decision }: ContestTerms,
): readonly (readonly [Contest['against'], readonly SweepRecord[]])[] {
  if (nights.length === 0) return [];
  const isNightly = decision.ladder === 'nightly' && pinned.length > 0;
  return isNightly
    ? [
        ['pool', nights],
        ['pinned', pinned],
      ]
    : [['pool', nights]];
}

/** What the guards find in the stored nights. */
function inspectNights(scores: StoredScores, terms: ContestTerms): readonly GuardFinding[] {
  const items = nightCounts(scores);
  const constant = constancyGuard({ isFixedByProtocol: terms.isFixedByProtocol, items });
  const answers = [...pooledCounts(scores, 'all').values()].map((count) => count.answers);
  const found = [
    constant,
    constant === undefined ? dependenceGuard(nightCorrelation(items)) : undefined,
    constant === undefined ? driftGuard(nightDrift(items)) : undefined,
    thinBaselineGuard({
      answersPerItem: answers.reduce((sum, each) => sum + each, 0) / Math.max(1, answers.length),
      wantedAnswers: WANTED_ANSWERS[terms.decision.ladder],
    }),
  ];
  return found.flatMap((finding) => finding ?? []);
}

/** Which stored answers count after what the guards found. */
function modeOf(findings: readonly GuardFinding[]): PoolMode {
  const consequences = new Set(findings.map(({ consequence }) => consequence));
  if (consequences.has('one-answer-an-item')) return 'newest-only';
  return consequences.has('one-answer-a-sweep') ? 'one-a-night' : 'all';
}

/** The allowance for nights that differ. */
function driftOf(findings: readonly GuardFinding[]): number {
  return findings.reduce(
    (most, found) => Math.max(most, 'driftAllowance' in found ? found.driftAllowance : 0),
    0,
  );
}

/** The ladder as this run climbs it, its spends shared by so many contests. */
function ladderOf({ decision }: ContestTerms, mode: PoolMode, contests: number): Ladder {
  return configureLadder(decision.ladder, {
    alpha: decision.alpha,
    maxDrop: decision.maxDrop,
    maxDropOverall: decision.maxDropOverall,
    repeats: decision.repeats,
    itemsPerDomain: decision.itemsPerDomain,
    deterministic: mode !== 'all',
    metricCount: decision.metrics.length,
    spendShare: 1 / contests,
  });
}
