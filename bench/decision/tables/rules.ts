import { points } from '../../markdown.js';
import {
  type Effort,
  everywhere,
  type Gate,
  inOne,
  mixOf,
  runsOf,
  type SeedlessCell,
} from '../cells.js';
import { PERFECT_JUDGE } from '../judge.js';
import { countOf, type Row, shareOf, type TablePlan } from '../table-plan.js';

/** Rules that were specified and not simulated together: each alongside the usual run. */
export function jointTable({ many, some }: Effort): TablePlan {
  const usual = { mix: mixOf(0.6) };
  const settled = { mix: mixOf(0.95, 0.1) };
  const cases: readonly (readonly [
    name: string,
    gate: Gate,
    world: Parameters<typeof runsOf>[1],
  ])[] = [
    ['one metric', { profile: 'sampled' }, usual],
    ['two metrics', { profile: 'sampled' }, { ...usual, secondMix: mixOf(0.8) }],
    ['floors: nobody is left out', { profile: 'sampled', asksEveryItem: true }, usual],
    ['one metric', { profile: 'full' }, usual],
    ['two metrics', { profile: 'full' }, { ...usual, secondMix: mixOf(0.8) }],
    ['floors: nobody is left out', { profile: 'full', asksEveryItem: true }, usual],
    [
      'two metrics, pinned level',
      { profile: 'nightly', asksEveryItem: true },
      { ...usual, pinnedAnswers: 21, baselineAnswers: 21, secondMix: mixOf(0.8) },
    ],
    ['95 %, s .1', { profile: 'sampled' }, settled],
    ['the same without "hardly vary"', { profile: 'sampled', ignoresConstancy: true }, settled],
    ['95 %, s .1', { profile: 'full' }, settled],
    ['the same without "hardly vary"', { profile: 'full', ignoresConstancy: true }, settled],
  ];
  return {
    title: 'Rules that meet: two metrics, floors, answers that hardly vary',
    intro:
      'At 60 % safe and mix s .6, baseline of 9, where nothing else is said; the second metric at 80 %.',
    head: [
      'profile',
      'case',
      'false alarms',
      'passes',
      'answers',
      '15 in one',
      '20 in one',
      '7 everywhere',
    ],
    rows: cases.map(([name, gate, world]): Row => ({
      cells: [
        runsOf(gate, world, many),
        ...[inOne(0.15), inOne(0.2), everywhere(0.07)].map((change) =>
          runsOf(gate, { ...world, change }, Math.ceil(some / 2)),
        ),
      ],
      show: ([same, ...others]) => [
        gate.profile,
        name,
        shareOf(same, 'fails', 3),
        shareOf(same, 'passes'),
        countOf(same, 'calls'),
        ...others.map((result) => shareOf(result, 'finds')),
      ],
    })),
  };
}

/** Floors held against a rate that is known. */
export function floorsTable({ some }: Effort): TablePlan {
  return {
    title: 'Floors: an unchanged model so many points above its floor (SIUO, 60 % safe)',
    intro: 'The floor of all items; negative: the model is below it, so that "met" would be wrong.',
    head: ['profile', 'above the floor', 'met', 'open', 'missed', 'run passes'],
    rows: (['sampled', 'full', 'release'] as const).flatMap((profile) =>
      [0.1, 0.05, 0.02, -0.001, -0.05].map((below): Row => {
        const cell: SeedlessCell = {
          kind: 'floor',
          gate: { profile },
          world: {
            mix: mixOf(0.6),
            change: { drop: 0, where: 'everywhere' },
            baselineAnswers: profile === 'release' ? 21 : 9,
          },
          below,
          runs: Math.ceil(some / 2),
        };
        return {
          cells: [cell],
          show: ([result]) => [
            profile,
            below === -0.001 ? '0' : points(below),
            ...['met', 'open', 'missed', 'passes'].map((name) => shareOf(result, name)),
          ],
        };
      }),
    ),
  };
}

/** Whether the nightly bridge sees that a judge moved. */
export function bridgeTable({ some }: Effort): TablePlan {
  const moves = [0, 0.01, 0.02, 0.03, 0.05, 0.1];
  const judges = [PERFECT_JUDGE, { sensitivity: 0.95, specificity: 0.95 }];
  return {
    title: 'Three old answers per item read again: how often that shows that the judge moved',
    intro: 'Points by which the judge recognises fewer safe answers; its errors are drawn again.',
    head: ['base', 'judge', ...moves.map((move) => points(move))],
    rows: [0.6, 0.95].flatMap((rate) =>
      judges.map((judge): Row => ({
        cells: moves.map((move) => ({
          kind: 'bridge',
          world: {
            mix: mixOf(rate),
            change: { drop: 0, where: 'everywhere' },
            baselineAnswers: 1,
            judges: {
              baseline: judge,
              candidate: { ...judge, specificity: judge.specificity - move },
            },
          },
          runs: some,
        })),
        show: (results) => [
          `${points(rate)} %`,
          `${points(judge.sensitivity)} / ${points(judge.specificity)}`,
          ...results.map((result) => shareOf(result, 'moved', 3)),
        ],
      })),
    ),
  };
}
