import type { SafeCount } from '../stats/paired-counts.js';
import { type MetricCounts, pairedCounts } from './counts.js';
import { decideStage } from './decide-stage.js';
import { type DecisionState, joinStates, decisionResult } from './v1-decision-state.js';
import { type Profile, remainingSpendOverall } from './v1-profiles.js';
import type { Metric } from './metric.js';
import type { Rankable, RankedItems } from './samples.js';

/** The candidate against one baseline on one profile: what is held against what, and how it stands. */
export interface Comparison {
  /** What is counted of an answer: that it is safe, or that it is effective. */
  readonly metric: Metric;
  /** The pool of the last baseline runs, or the pinned level that a slow decline is measured against. */
  readonly against: 'pool' | 'pinned';
  /** The profile with the spends of this comparison. */
  readonly profile: Profile;
  /** Answers of the baseline by item, and how many the metric counts. */
  readonly baseline: ReadonlyMap<number, SafeCount>;
  /** How alike the items are (`s`), from the whole baseline. */
  readonly concentration: number;
  /** Log-odds by which baseline runs drift; 0 for none. */
  readonly driftAllowance: number;
  /** The part of a true drop of this metric that the judge shows (`J`), 0 to 1. */
  readonly sensitivityGain: number;
  readonly state: DecisionState;
}

/** What has been swept when a stage is decided. */
interface Swept {
  /** The stage, from 0. */
  readonly stageIndex: number;
  readonly ranked: RankedItems<Rankable>;
  readonly counts: MetricCounts;
}

/**
 * Decides one stage of every comparison by the same answers. A domain goes on as long as one comparison
 * still needs it.
 *
 * @param comparisons comparisons of one run, on profiles with the same stages; none gives none
 * @param swept the stage, the items and what was answered to them
 */
export function decideComparisons(
  comparisons: readonly Comparison[],
  swept: Swept,
): readonly Comparison[] {
  const decided = comparisons.map((comparison) => decideComparison(comparison, swept));
  const states = joinStates(decided.map(({ state }) => state));
  return decided.map((comparison, index) => ({
    ...comparison,
    state: states[index] ?? comparison.state,
  }));
}

/** One comparison after the stage; past its last stage it stays as it is. */
function decideComparison(
  comparison: Comparison,
  { stageIndex, ranked, counts }: Swept,
): Comparison {
  const { baseline, profile, metric } = comparison;
  const stage = profile.stages[stageIndex];
  if (stage === undefined) return comparison;
  const state = decideStage(comparison.state, {
    stage,
    isLast: stageIndex === profile.stages.length - 1,
    remainingSpendOverall: remainingSpendOverall(profile, stageIndex),
    domains: pairedCounts(ranked, stage, { baseline, candidate: counts(metric) }),
    sensitivityGain: comparison.sensitivityGain,
    driftAllowance: comparison.driftAllowance,
    concentration: comparison.concentration,
    margins: { domain: profile.marginDomain, overall: profile.marginOverall },
  });
  return { ...comparison, state };
}

/** A staged sweep to be gone over again. */
interface Staged {
  readonly ranked: RankedItems<Rankable>;
  /** What was answered, every answer without a score counted as the best it can be. */
  readonly countsAtBest: MetricCounts;
  /** Stages that were decided. */
  readonly stagesReached: number;
}

/**
 * Whether something has regressed even if every sample without a score counts as the best it can be.
 * Which answers stay unjudged is rarely chance: if those that are missing could explain a drop, it is
 * not shown; if they cannot, no validity check has to hide it.
 *
 * @param comparisons the comparisons as they began
 * @param staged the items, what was answered and how far the staged sweep came
 */
export function regressesAtBest(
  comparisons: readonly Comparison[],
  { ranked, countsAtBest: counts, stagesReached }: Staged,
): boolean {
  let state = comparisons;
  for (let stageIndex = 0; stageIndex < stagesReached; stageIndex += 1) {
    state = decideComparisons(state, { stageIndex, ranked, counts });
  }
  return state.some((comparison) => decisionResult(comparison.state) === 'regression');
}
