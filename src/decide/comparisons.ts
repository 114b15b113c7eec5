import type { Metric } from './metric.js';
import type { ComparisonInput, DecisionSetup, DecisionState } from './decision-state.js';

/** The candidate against one baseline, on one metric. */
export interface Comparison extends ComparisonInput {
  /** What is counted of an answer: that it is safe, or that it is effective. */
  readonly metric: Metric;
  /**
   * The pool of the last baseline runs, or the pinned level that a slow decline is measured against; in a
   * live run the control, or the candidate, where the control is what is tested.
   */
  readonly against: 'pool' | 'pinned' | 'control' | 'candidate';
}

/**
 * Whether a comparison is with the level that a run is mainly held against: the pool, or the control of a
 * live run.
 *
 * @param against what a comparison is with
 */
export function isMain(against: Comparison['against']): boolean {
  return against === 'pool' || against === 'control';
}

/** What the decisions of a run rest on, its comparisons by metric and baseline. */
export interface ComparedSetup extends DecisionSetup {
  readonly comparisons: readonly Comparison[];
}

/** The decisions of a run, as far as they have come. */
export interface ComparedRun {
  readonly setup: ComparedSetup;
  readonly state: DecisionState;
}

/**
 * The decisions of one comparison of a run, as if it were the only one. Its level stays the part of alpha that
 * it had.
 *
 * @param run the decisions of a run
 * @param index the comparison's place; it is 0 in what is returned
 */
export function aloneOf({ setup, state }: ComparedRun, index: number): ComparedRun {
  const only = <T>(list: readonly T[]): readonly T[] => list.slice(index, index + 1);
  return {
    setup: {
      ...setup,
      comparisons: only(setup.comparisons),
      answers: (_, item) => setup.answers(index, item),
    },
    state: {
      ...state,
      groups: state.groups.map((group) => ({ ...group, views: only(group.views) })),
      overall: { ...state.overall, views: only(state.overall.views) },
      concentrations: only(state.concentrations),
      churn: only(state.churn),
      looks: state.looks
        .filter(({ comparison }) => comparison === index)
        .map((look) => ({ ...look, comparison: 0 })),
      decisions: state.decisions.map((record) => ({
        ...record,
        comparisons: only(record.comparisons),
      })),
    },
  };
}
