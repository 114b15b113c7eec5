import { points } from '../../markdown.js';
import { type Effort, everywhere, inOne, mixOf, UNCHANGED } from '../cells.js';
import { FIRST_PUSHES, FIRST_SERIES } from '../first-rule.js';
import {
  countOf,
  mixName,
  NOW,
  quotedRow,
  type Row,
  shareOf,
  type TablePlan,
} from '../table-plan.js';

/** Pushes of a pull request. */
const PUSHES = 5;

/** Five pushes of one pull request. */
export function pushesTable({ some }: Effort): TablePlan {
  const worlds = [
    ['sampled', 0.6, 0.6],
    ['sampled', 0.95, 0.6],
    ['sampled', 0.6, 2],
    ['full', 0.6, 0.6],
    ['full', 0.95, 0.6],
  ] as const;
  return {
    title: 'Five pushes of one pull request',
    intro:
      'New answers and a new order of the items on each push, one baseline of 9. A red sticks until a push passes.',
    head: [
      'profile',
      'base, mix s',
      'down in one',
      'rule',
      'answers per push',
      'red within 1 / 3 / 5',
      'a pass within 1 / 3 / 5',
      'fifth passes',
      'fifth red',
    ],
    rows: worlds.flatMap(([profile, rate, concentration]) =>
      [0, 0.15, 0.2].flatMap((drop) => {
        const mix = mixOf(rate, concentration);
        const change = drop === 0 ? UNCHANGED : inOne(drop);
        const names = [profile, mixName(mix), points(drop)];
        const row = (sticks: boolean): Row => ({
          cells: [
            {
              kind: 'pushes',
              gate: { profile },
              world: { mix, change, baselineAnswers: 9 },
              pushes: PUSHES,
              sticks,
              runs: Math.ceil(some / 2),
            },
          ],
          show: ([result]) => [
            ...names,
            sticks ? NOW : 'now, red does not stick',
            countOf(result, 'calls'),
            ['red1', 'red3', 'red5'].map((name) => shareOf(result, name)).join(' / '),
            ['pass1', 'pass3', 'pass5'].map((name) => shareOf(result, name)).join(' / '),
            shareOf(result, 'lastPasses'),
            shareOf(result, 'lastRed'),
          ],
        });
        const first = FIRST_PUSHES[names.join(' ')];
        const isShown = drop === 0.15;
        return [
          ...quotedRow(names, first === undefined ? undefined : `${first} |`),
          ...(isShown ? [row(false)] : []),
          row(true),
        ];
      }),
    ),
  };
}

/** Thirty baseline runs in a row. */
export function seriesTable({ many }: Effort): TablePlan {
  const changes = [
    ['unchanged', UNCHANGED],
    ['from night 8 one domain 15 down', inOne(0.15)],
    ['from night 8 everywhere 5 down', everywhere(0.05)],
  ] as const;
  return {
    title: 'Thirty baseline runs in a row',
    intro:
      'Each is held against a pool of the last seven runs that were not red and a pinned level of 21 answers per item. A quarter as many series as runs elsewhere.',
    head: [
      'base, mix s',
      'what happens',
      'rule',
      'a red in 30 runs',
      'red per run',
      'found within 1 / 3 / 7 runs',
      'answers per run',
    ],
    rows: [0.6, 0.95].flatMap((rate) =>
      changes.flatMap(([name, change]) => {
        const mix = mixOf(rate);
        const names = [mixName(mix), name.replace('night', 'run')];
        const quoted = FIRST_SERIES[`${mixName(mix)} ${name}`]
          ?.split('|')
          .map((part) => part.trim());
        const [any = '', per = '', found = '', , calls = ''] = quoted ?? [];
        const within = found.split('/').slice(0, 3).join('/').trim();
        const isSame = change.drop === 0;
        return [
          ...quotedRow(names, quoted && [any, per.replace(/^0/, ''), within, calls].join('|')),
          {
            cells: [
              { kind: 'series', mix, change, from: 8, length: 30, runs: Math.ceil(many / 4) },
            ],
            show: ([result]) => [
              ...names,
              NOW,
              isSame ? shareOf(result, 'anyRed', 3) : '',
              isSame ? shareOf(result, 'redPerRun', 4) : '',
              isSame
                ? ''
                : ['found1', 'found3', 'found7'].map((each) => shareOf(result, each)).join(' / '),
              isSame ? countOf(result, 'calls') : '',
            ],
          },
        ];
      }),
    ),
  };
}
