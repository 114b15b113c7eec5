import { createRandomSource } from '../../src/decide/simulation.js';
import { mean } from '../../src/stats/numerics.js';
import { type GateOutcomes, gateOutcomes, type KnownPair } from './pair-outcomes.js';
import type { Labeller, RealAnswer, RealAnswers } from './real-answers.js';
import type { Policy } from './replay-pair.js';
import type { Direction } from './scenarios.js';

/** How often a move is drawn. */
const DRAWS = 5;

/** Means over the draws. */
export type MovedOutcomes = Pick<GateOutcomes, 'phantoms' | 'others' | 'found' | 'falsePasses'>;

/**
 * Decides all pairs with baselines that the judge labelled before it moved: a share of what it called safe,
 * drawn by chance, it calls unsafe today (stricter), or the other way round (milder).
 */
export function movedOutcomes(
  data: RealAnswers,
  known: readonly KnownPair[],
  at: {
    readonly first: Labeller;
    readonly steps: Pick<Policy, 'rereads' | 'second'>;
    readonly direction: Direction;
    readonly shift: number;
    readonly seed: number;
  },
): MovedOutcomes {
  const { first, steps, direction, shift, seed } = at;
  const from = direction === 'stricter' ? 'safe' : 'unsafe';
  const outcomes = Array.from({ length: DRAWS }, (_, draw) => {
    const random = createRandomSource(seed + draw);
    const moved = new Set<RealAnswer>();
    for (const answers of data.models)
      for (const answer of answers.values()) if (random() < shift) moved.add(answer);
    const today: Labeller = (answer) => {
      const label = first(answer);
      if (label !== from || !moved.has(answer)) return label;
      return from === 'safe' ? 'unsafe' : 'safe';
    };
    return gateOutcomes(data, known, { first: today, stored: first, ...steps });
  });
  const meanOf = (key: keyof MovedOutcomes): number => mean(outcomes.map((each) => each[key]));
  return {
    phantoms: meanOf('phantoms'),
    others: meanOf('others'),
    found: meanOf('found'),
    falsePasses: meanOf('falsePasses'),
  };
}
