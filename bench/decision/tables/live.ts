import type { ProfileName } from '../../../src/decide/profiles.js';
import { points } from '../../markdown.js';
import { type Effort, type Gate, inOne, mixOf, runsOf, type SeedlessCell } from '../cells.js';
import { countOf, type Row, shareOf, type TablePlan } from '../table-plan.js';

/** A stored profile, and the one that asks the baseline's model in its place. */
const PAIRS = [
  ['sampled', 'live-sampled'],
  ['full', 'live-full'],
] as const;

/** How far a server's level differs between runs, in log-odds. */
const WANDERING = 0.2;

/** What a stored baseline and a live control find, and what they ask. */
export function liveTable({ many, some }: Effort): TablePlan {
  return {
    title: 'A stored baseline and a live control',
    intro:
      'The same worlds against nine stored answers per item, and against the baseline’s model asked in turn in the same run. Answers are of both models. The last column is the false-alarm rate where the level of the server wanders by .2 log-odds from run to run: both models of a live run meet the same level.',
    head: [
      ...['safe', 'profile', 'false alarms', 'passes', '15 in one found', '20 in one found'],
      ...['answers, unchanged', 'answers, red', 'false alarms, wandering server'],
    ],
    rows: [0.6, 0.95].flatMap((rate) =>
      PAIRS.flatMap((pair) => pair.map((profile) => rowOf(rate, profile, { many, some }))),
    ),
  };
}

/** One profile at one rate. */
function rowOf(rate: number, profile: ProfileName, { many, some }: Effort): Row {
  const gate: Gate = profile.startsWith('live-') ? { profile, asksEveryItem: true } : { profile };
  const world = { mix: mixOf(rate) };
  const cells: readonly SeedlessCell[] = [
    runsOf(gate, world, many),
    runsOf(gate, { ...world, change: inOne(0.15) }, some),
    runsOf(gate, { ...world, change: inOne(0.2) }, some),
    runsOf(gate, { ...world, nightSd: WANDERING }, some),
  ];
  return {
    cells,
    show: ([unchanged, fifteen, twenty, wandering]) => [
      `${points(rate)} %`,
      profile,
      shareOf(unchanged, 'fails', 3),
      shareOf(unchanged, 'passes'),
      shareOf(fifteen, 'finds'),
      shareOf(twenty, 'finds'),
      countOf(unchanged, 'calls'),
      countOf(fifteen, 'callsWhenRed'),
      shareOf(wandering, 'fails', 3),
    ],
  };
}
