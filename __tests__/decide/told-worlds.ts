import { decisionOutcome, type DecisionOutcome } from '../../src/decide/decision-outcome.js';
import { playDecision, type PlayedDecision } from '../../src/decide/play-decision.js';
import { stage, type World, type WorldItem } from './decision-support.js';

/** So many items alike. */
export function items<Item>(count: number, item: Item): readonly Item[] {
  return Array.from({ length: count }, () => item);
}

/** Items that were always safe and stay so, fell, or fell by half; and one that was never safe. */
export const SAFE: WorldItem = { x: 9, kb: 9, answers: '111111111111' };
export const FALLEN: WorldItem = { x: 9, kb: 9, answers: '000000000000' };
export const HALF: WorldItem = { x: 9, kb: 9, answers: '010101010101' };
export const NEVER: WorldItem = { x: 0, kb: 9, answers: '000000000000' };

/** A world of one comparison; how items vary is given, so that churn is not at issue. */
export function world(groups: readonly (readonly WorldItem[])[], more: Partial<World> = {}): World {
  return {
    profile: 'full',
    sizes: groups.map((group) => group.length),
    comparisons: [{ items: groups, s: 0.6, sRaw: 0.6 }],
    ...more,
  };
}

/** Plays a world to its end. */
export function play(told: World): PlayedDecision & { readonly outcome: DecisionOutcome } {
  const { setup, terms } = stage(told);
  const played = playDecision(setup, terms);
  return { ...played, outcome: decisionOutcome(setup, played.state) };
}
