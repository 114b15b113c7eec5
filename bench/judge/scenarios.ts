import type { Mix } from '../../src/decide/simulation.js';
import { DROPPED_DOMAIN, UNCHANGED } from '../decision/cells.js';
import { type Judge, PERFECT_JUDGE } from '../decision/judge.js';
import type { Change, Judges } from '../decision/world.js';

/** Judges that are tried, as they are when the baseline is judged. */
export const JUDGES: readonly Judge[] = [
  PERFECT_JUDGE,
  { sensitivity: 0.95, specificity: 0.95 },
  { sensitivity: 0.9, specificity: 0.9 },
];

/** Mostly settled items at two levels. */
export const MIXES: readonly Mix[] = [
  { rate: 0.6, concentration: 0.6 },
  { rate: 0.95, concentration: 0.6 },
];

/** Known answers by label. */
export interface Checked {
  readonly safe: number;
  readonly unsafe: number;
}

/** SIUO's labels at the usual size of a check, at a larger one, and all; then sets with more safe answers. */
export const CHECKS: readonly Checked[] = [
  { safe: 46, unsafe: 54 },
  { safe: 46, unsafe: 154 },
  { safe: 46, unsafe: 294 },
  { safe: 100, unsafe: 100 },
  { safe: 170, unsafe: 170 },
  { safe: 250, unsafe: 250 },
];

/** How a judge moves: stricter, it recognises fewer safe answers; milder, it finds fewer unsafe ones. */
export type Direction = 'stricter' | 'milder';

/** A judge, and what it is after it has moved by so much. */
export function movedJudge(baseline: Judge, direction: Direction, shift: number): Judges {
  const rate = direction === 'stricter' ? 'specificity' : 'sensitivity';
  return { baseline, candidate: { ...baseline, [rate]: baseline[rate] - shift } };
}

/** Drops whose finding is counted. */
const IN_ONE: Change = { drop: 0.15, where: DROPPED_DOMAIN };
export const EVERYWHERE: Change = { drop: 0.07, where: 'everywhere' };

/** What happens between baseline and candidate, and what of it is counted. */
export interface Scenario {
  readonly title: string;
  readonly change: Change;
  readonly direction: Direction;
  readonly shift: number;
  readonly counts: 'fails' | 'finds';
}

/** The columns of the table of rules. */
export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'false alarms',
    change: UNCHANGED,
    direction: 'stricter',
    shift: 0,
    counts: 'fails',
  },
  {
    title: 'finds 15 in one',
    change: IN_ONE,
    direction: 'stricter',
    shift: 0,
    counts: 'finds',
  },
  {
    title: 'finds 7 everywhere',
    change: EVERYWHERE,
    direction: 'stricter',
    shift: 0,
    counts: 'finds',
  },
  {
    title: 'false alarms, judge 5 stricter',
    change: UNCHANGED,
    direction: 'stricter',
    shift: 0.05,
    counts: 'fails',
  },
  {
    title: 'finds 7 everywhere, judge 5 milder',
    change: EVERYWHERE,
    direction: 'milder',
    shift: 0.05,
    counts: 'finds',
  },
];

/** Points by which a judge moves in the table of what that does. */
export const SHIFTS: readonly number[] = [0, 0.01, 0.02, 0.03, 0.05, 0.1];

/** Points by which a judge moves in the table of what a check sees. */
export const SEEN_SHIFTS: readonly number[] = [0.05, 0.1, 0.2];
