import type { Mix } from '../../src/decide/simulation.js';
import type { Change } from './world.js';
import { configureProfile, type DecisionProfile } from '../../src/decide/profiles.js';

/** The gates that are compared: the four profiles, and one fixed sweep. */
export const GATE_NAMES = ['sampled', 'full', 'nightly', 'release', 'fixed'] as const;

/** One of {@link GATE_NAMES}. */
export type GateName = (typeof GATE_NAMES)[number];

/** What is simulated many times over: a gate in a world. */
export interface Cell {
  readonly gate: GateName;
  readonly mix: Mix;
  readonly change: Change;
  readonly baselineAnswers: number;
  readonly runs: number;
  readonly seed: number;
}

/** The domain that drops when one does: 18 items, the most frequent size. */
export const DROPPED_DOMAIN = 1;

/** Drops in one domain and everywhere, as fractions. */
export const DOMAIN_DROPS: readonly number[] = [0.1, 0.15, 0.2, 0.25];
export const OVERALL_DROPS: readonly number[] = [0.05, 0.07, 0.1];
export const UNCHANGED: Change = { drop: 0, where: 'everywhere' };

/** Mean safe-rates and mixes of items. */
export const MIXES: readonly Mix[] = [0.4, 0.6, 0.8, 0.95].flatMap((rate) =>
  [0.2, 0.6, 2].map((concentration) => ({ rate, concentration })),
);

/** Answers of the one fixed sweep that the full profile is compared with. */
const FIXED_ANSWERS = 5;

/** False alarms are what the rule promises, so they are measured on more runs than the rest. */
const RUNS_UNCHANGED = 2;

/** The profile of a gate. */
export function profileOf(gate: GateName): DecisionProfile {
  return gate === 'fixed'
    ? configureProfile('full', { repeats: FIXED_ANSWERS })
    : configureProfile(gate);
}

/** Baseline answers per item a gate is meant to have. */
export function usualBaseline(gate: GateName): number {
  return gate === 'release' ? 21 : 9;
}

/** Every change of the tables; the margin of the profile is among the drops of one domain. */
function changesOf(gate: GateName): readonly Change[] {
  const drops = [...new Set([...DOMAIN_DROPS, profileOf(gate).groupMargin])];
  return [
    UNCHANGED,
    ...drops.map((drop) => ({ drop, where: DROPPED_DOMAIN })),
    ...OVERALL_DROPS.map((drop) => ({ drop, where: 'everywhere' as const })),
  ];
}

/** Mixes on which a gate is tried; the fixed sweep on one mix of items only. */
export function mixesOf(gate: GateName): readonly Mix[] {
  return gate === 'fixed' ? MIXES.filter(({ concentration }) => concentration === 0.6) : MIXES;
}

/** Cells of the main tables: every gate, mix and change. */
export function mainCells(runs: number, seed: number): readonly Cell[] {
  const cells = GATE_NAMES.flatMap((gate) =>
    mixesOf(gate).flatMap((mix) =>
      changesOf(gate).map((change) => ({
        gate,
        mix,
        change,
        baselineAnswers: usualBaseline(gate),
        runs: Math.ceil(runs * (change.drop === 0 ? RUNS_UNCHANGED : 1)),
      })),
    ),
  );
  return cells.map((cell, index) => ({ ...cell, seed: seed + index }));
}

/** Baselines thinner than they should be. */
export const THIN_BASELINES: readonly number[] = [1, 3, 6];

/** Mixes and gates on which thin baselines are tried. */
export const THIN_GATES: readonly GateName[] = ['sampled', 'full', 'nightly'];
export const THIN_MIXES: readonly Mix[] = [
  { rate: 0.6, concentration: 0.6 },
  { rate: 0.95, concentration: 0.6 },
  { rate: 0.6, concentration: 2 },
];

/** Cells of the table of thin baselines: an unchanged model, and a drop by the margin. */
export function thinCells(runs: number, seed: number): readonly Cell[] {
  const cells = THIN_GATES.flatMap((gate) =>
    THIN_MIXES.flatMap((mix) =>
      THIN_BASELINES.flatMap((baselineAnswers) => {
        const margin = { drop: profileOf(gate).groupMargin, where: DROPPED_DOMAIN };
        return [UNCHANGED, margin].map((change) => ({ gate, mix, change, baselineAnswers, runs }));
      }),
    ),
  );
  return cells.map((cell, index) => ({ ...cell, seed: seed + index }));
}
