import type { Metric } from './metric.js';
import type { SafeCount } from '../stats/paired-counts.js';
import type { ItemId } from '../units.js';
import type { LadderState } from './ladder/ladder-state.js';
import type { Ladder } from './ladder/ladders.js';

/** The candidate against one baseline on one ladder: what is held against what, and how it stands. */
export interface Contest {
  /** What is counted of an answer: that it is safe, or that it is effective. */
  readonly metric: Metric;
  /** The pool of the last nights, or the pinned level that a slow decline is measured against. */
  readonly against: 'pool' | 'pinned';
  /** The ladder with the spends of this contest. */
  readonly ladder: Ladder;
  /** Answers of the baseline by item, and how many the metric counts. */
  readonly baseline: ReadonlyMap<ItemId, SafeCount>;
  /** How alike the items are (`s`), from the whole baseline. */
  readonly concentration: number;
  /** Log-odds by which nights drift; 0 for none. */
  readonly driftAllowance: number;
  /** The part of a true drop of this metric that the judge shows (`J`), 0 to 1. */
  readonly sensitivityGain: number;
  readonly state: LadderState;
}
