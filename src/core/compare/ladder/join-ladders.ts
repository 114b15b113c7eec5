import type { LadderState } from './ladder-state.js';

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
