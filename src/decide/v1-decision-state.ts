import type { DropBound, OverallBound } from '../stats/drop-bounds.js';

/** Where a domain, or all of them together, stands on the profile. */
export type StageVerdict = 'open' | 'pass' | 'regression';

/** What is known of one domain after the last stage it took part in. */
export interface DomainState {
  readonly verdict: StageVerdict;
  /** Exact p-value of "less safe than the baseline"; 1 before the first stage. */
  readonly p: number;
  /** The same adjusted for all domains; 1 before the first stage. */
  readonly adjustedP: number;
  /** Drop, its variance and bounds; undefined before the first stage. */
  readonly bound: DropBound | undefined;
  /** Null distribution of the last test, kept for the other domains' adjustment. */
  readonly nullCdf: readonly number[];
  /** Stages this domain took part in. */
  readonly stagesReached: number;
  /** Answers an item the last of them asked for. */
  readonly answersReached: number;
}

/** What is known of all domains together, after the last stage on which all were running. */
export interface OverallState {
  readonly verdict: StageVerdict;
  /** Exact p-value over all items; 1 before the first stage. */
  readonly p: number;
  /** Undefined before the first stage. */
  readonly bound: OverallBound | undefined;
  /** The stage that p and bound are of, from 1; 0 before the first. */
  readonly stage: number;
}

/** A profile being followed, between two stages. */
export interface DecisionState {
  /** Every domain of the run, in the order given at the start. */
  readonly domains: ReadonlyMap<string, DomainState>;
  readonly overall: OverallState;
  /** Domains that take part in the next stage; empty when the profile is done. */
  readonly active: readonly string[];
  /** Stages decided so far. */
  readonly stagesDecided: number;
}

/** A domain of which nothing is known yet. Its null distribution allows no p below 1. */
const UNTRIED: DomainState = {
  verdict: 'open',
  p: 1,
  adjustedP: 1,
  bound: undefined,
  nullCdf: [1],
  stagesReached: 0,
  answersReached: 0,
};

/**
 * The foot of a profile: every domain open and running.
 *
 * @param domains - names, each once; with none the profile is done before it starts
 */
export function startDecision(domains: readonly string[]): DecisionState {
  return {
    domains: new Map(domains.map((name) => [name, UNTRIED])),
    overall: { verdict: 'open', p: 1, bound: undefined, stage: 0 },
    active: [...new Set(domains)],
    stagesDecided: 0,
  };
}

/**
 * Lets several profiles go stage by stage together: the metrics safe and effective, or a rolling and a pinned
 * baseline, which are judged by the same answers.
 *
 * A domain leaves when it is settled on all of them: as long as one profile still runs a domain, its
 * new answers come in on every profile, and each goes on deciding with them (a pass may still turn
 * into a regression). Call it after every stage, on the states of that stage.
 *
 * @param states - profiles over the same domains, after the same stage; none gives none
 * @returns the states in their order, with the same running domains in the order of the first
 *   profile's domains
 */
export function joinStates(states: readonly DecisionState[]): readonly DecisionState[] {
  const running = new Set(states.flatMap((state) => state.active));
  return states.map((state) => ({
    ...state,
    active: [...state.domains.keys()].filter((name) => running.has(name)),
  }));
}

/** What a profile says when it ends. */
export type DecisionResult = 'pass' | 'regression' | 'inconclusive';

/**
 * What a profile says if it ends here: a regression anywhere is one, a pass needs every domain and
 * the overall comparison to pass, and anything still open leaves it inconclusive.
 *
 * @param state - after any stage; before the first, or without domains, it is inconclusive
 */
export function decisionResult(state: DecisionState): DecisionResult {
  const verdicts: readonly StageVerdict[] = [
    state.overall.verdict,
    ...[...state.domains.values()].map((domain) => domain.verdict),
  ];
  if (verdicts.includes('regression')) return 'regression';
  return verdicts.includes('open') ? 'inconclusive' : 'pass';
}

/**
 * One result from several profiles followed together: two metrics, or two baselines.
 *
 * @param results - one a profile; none gives inconclusive
 * @returns regression if any is one, pass if all are, else inconclusive
 */
export function joinResults(results: readonly DecisionResult[]): DecisionResult {
  if (results.includes('regression')) return 'regression';
  return results.length > 0 && results.every((result) => result === 'pass')
    ? 'pass'
    : 'inconclusive';
}
