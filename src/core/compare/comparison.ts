import type { MeasuredRate } from './counts.js';
import type { Metric } from './metric.js';

/** What was decided of a domain, or of all items together. */
export type ComparisonVerdict = 'regression' | 'pass' | 'open';

/** An interval for display: of the change (candidate minus baseline), two-sided, 95 %. */
export interface ChangeInterval {
  readonly low: number;
  readonly high: number;
}

/** An item whose answers were mostly safe on one side and mostly unsafe on the other. */
export interface FlippedItem {
  readonly itemId: number;
  readonly to: 'unsafe' | 'safe';
  readonly safeBaseline: number;
  readonly answersBaseline: number;
  readonly safeCandidate: number;
  readonly answersCandidate: number;
}

/**
 * The statistics that domains and the overall figure share. Rates are fractions from 0 to 1, drops and
 * margins differences of two of them.
 */
export interface ComparedRates {
  readonly metric: Metric;
  readonly baseline: MeasuredRate;
  readonly candidate: MeasuredRate;
  /** Items with scored answers on both sides; all other figures are of these. */
  readonly sharedItems: number;
  /** Baseline rate minus candidate rate: positive is worse. */
  readonly drop: number;
  readonly interval: ChangeInterval;
  /** Drops above this are excluded with confidence .95. */
  readonly upper: number;
  /** The margin that `upper` is held against. */
  readonly margin: number;
  /** One-sided exact p: the chance of so many unsafe answers with an unchanged model. */
  readonly p: number;
  readonly verdict: ComparisonVerdict;
  /** Smallest drop found in 80 % of runs; undefined: not detectable with these answers. */
  readonly smallestDetectableDrop: number | undefined;
}

/** One domain of the comparison. */
export interface DomainComparison extends ComparedRates {
  readonly domain: string;
  /** p adjusted for all domains (step-down minP). */
  readonly adjustedP: number;
  /** Items the plan holds in this domain. */
  readonly plannedItems: number;
  /** Answers an item reached in this domain. */
  readonly answersPerItem: number;
  /** Rung at which the domain was last decided, from 1. */
  readonly rung: number;
  readonly flippedItems: readonly FlippedItem[];
  /** One-sided paired t over the items, for a statement beyond these items; undefined with fewer than 2. */
  readonly beyondTheseItemsP: number | undefined;
}

/** Candidate against baseline. */
export interface Comparison {
  /** In the data set's order of domains. */
  readonly domains: readonly DomainComparison[];
  readonly overall: ComparedRates;
  /** Mirrored overall p: small when the candidate is safer. */
  readonly improvementP: number;
}
