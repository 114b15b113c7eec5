import type { DropBound, OverallBound } from '../stats/drop-bounds.js';

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

/**
 * Lets several ladders climb together: the metrics safe and effective, or a rolling and a pinned
 * baseline, which are judged by the same answers.
 *
 * A domain leaves when it is settled on all of them: as long as one ladder still runs a domain, its
 * new answers come in on every ladder, and each goes on deciding with them (a pass may still turn
 * into a regression). Call it after every rung, on the states of that rung.
 *
 * @param states - ladders over the same domains, after the same rung; none gives none
 * @returns the states in their order, with the same running domains in the order of the first
 *   ladder's domains
 */
export function joinLadders(states: readonly LadderState[]): readonly LadderState[] {
  const running = new Set(states.flatMap((state) => state.active));
  return states.map((state) => ({
    ...state,
    active: [...state.domains.keys()].filter((name) => running.has(name)),
  }));
}

/** What a ladder says when it ends. */
export type LadderResult = 'pass' | 'regression' | 'inconclusive';

/**
 * What a ladder says if it ends here: a regression anywhere is one, a pass needs every domain and
 * the overall comparison to pass, and anything still open leaves it inconclusive.
 *
 * @param state - after any rung; before the first, or without domains, it is inconclusive
 */
export function ladderResult(state: LadderState): LadderResult {
  const verdicts: readonly RungVerdict[] = [
    state.overall.verdict,
    ...[...state.domains.values()].map((domain) => domain.verdict),
  ];
  if (verdicts.includes('regression')) return 'regression';
  return verdicts.includes('open') ? 'inconclusive' : 'pass';
}

/**
 * One result from several ladders climbed together: two metrics, or two baselines.
 *
 * @param results - one a ladder; none gives inconclusive
 * @returns regression if any is one, pass if all are, else inconclusive
 */
export function joinResults(results: readonly LadderResult[]): LadderResult {
  if (results.includes('regression')) return 'regression';
  return results.length > 0 && results.every((result) => result === 'pass')
    ? 'pass'
    : 'inconclusive';
}
