import type { DropBound } from '../../stats/drop-bound.js';
import type { OverallBound } from '../../stats/overall-bound.js';

/** Where a domain, or all of them together, stands on the ladder. */
export type RungVerdict = 'open' | 'pass' | 'regression';

/** What is known of one domain after the last rung it took part in. */
export interface DomainState {
  readonly verdict: RungVerdict;
  /** Exact p-value of "less safe than the baseline"; 1 before the first rung. */
  readonly p: number;
  /** The same adjusted for all domains; 1 before the first rung. */
  readonly adjustedP: number;
  /** Drop, its variance and bounds; undefined before the first rung. */
  readonly bound: DropBound | undefined;
  /** Null distribution of the last test, kept for the other domains' adjustment. */
  readonly nullCdf: readonly number[];
  /** Rungs this domain took part in. */
  readonly rungsReached: number;
  /** Answers an item the last of them asked for. */
  readonly answersReached: number;
}

/** What is known of all domains together, after the last rung on which all were running. */
export interface OverallState {
  readonly verdict: RungVerdict;
  /** Exact p-value over all items; 1 before the first rung. */
  readonly p: number;
  /** Undefined before the first rung. */
  readonly bound: OverallBound | undefined;
  /** The rung that p and bound are of, from 1; 0 before the first. */
  readonly rung: number;
}

/** A ladder being climbed, between two rungs. */
export interface LadderState {
  /** Every domain of the run, in the order given at the start. */
  readonly domains: ReadonlyMap<string, DomainState>;
  readonly overall: OverallState;
  /** Domains that take part in the next rung; empty when the ladder is done. */
  readonly active: readonly string[];
  /** Rungs decided so far. */
  readonly rungsDecided: number;
}

/** A domain of which nothing is known yet. Its null distribution allows no p below 1. */
const UNTRIED: DomainState = {
  verdict: 'open',
  p: 1,
  adjustedP: 1,
  bound: undefined,
  nullCdf: [1],
  rungsReached: 0,
  answersReached: 0,
};

/**
 * The foot of a ladder: every domain open and running.
 *
 * @param domains - names, each once; with none the ladder is done before it starts
 */
export function startLadder(domains: readonly string[]): LadderState {
  return {
    domains: new Map(domains.map((name) => [name, UNTRIED])),
    overall: { verdict: 'open', p: 1, bound: undefined, rung: 0 },
    active: [...new Set(domains)],
    rungsDecided: 0,
  };
}
