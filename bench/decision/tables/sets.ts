import { points } from '../../markdown.js';
import { type Effort, everywhere, type Gate, gateTerms, inOne, mixOf, runsOf } from '../cells.js';
import { countOf, mixName, type Row, shareOf, type TablePlan } from '../table-plan.js';

const DOMAINS = 9;
const RATES = [0.6, 0.8, 0.95] as const;

/** Nine domains of so many items. */
function nine(size: number): readonly number[] {
  return Array.from({ length: DOMAINS }, () => size);
}

/** How a gate is named in a row. */
function gateName({ profile, options }: Gate): string {
  const { repeats, maxDrop, maxDropOverall } = options ?? {};
  return [
    repeats === undefined ? profile : `${profile}, ${repeats} answers in one look`,
    ...(maxDrop === undefined
      ? []
      : [`margins ${points(maxDrop)} / ${points(maxDropOverall ?? 0)}`]),
  ].join(', ');
}

/** Gates that small sets are tried with: the profiles, and single looks. */
const SMALL_GATES: readonly Gate[] = [
  { profile: 'sampled' },
  { profile: 'full' },
  { profile: 'nightly', asksEveryItem: true },
  { profile: 'release' },
  ...[3, 4, 6, 8].map((repeats): Gate => ({ profile: 'sampled', options: { repeats } })),
];

/** The margins of the example configuration. */
const WIDE = { maxDrop: 0.25, maxDropOverall: 0.12 };

/** Pass shares of an unchanged model on sets of the size of `smoke`. */
export function smallSetsTable({ many }: Effort): TablePlan {
  const gates = [
    ...SMALL_GATES,
    ...SMALL_GATES.map((gate): Gate => ({ ...gate, options: { ...gate.options, ...WIDE } })),
  ];
  return {
    title: 'Small sets: how often an unchanged model passes',
    intro:
      'Nine domains of ten items and of twenty, mix s .6, baseline of 9 (release: 21). Margins are those of the profile, or those named: group / overall.',
    head: [
      'gate',
      ...[10, 20].flatMap((size) => RATES.map((rate) => `9 × ${size}: ${points(rate)} %`)),
      'answers, 9 × 10 / 9 × 20',
      'false alarms, at most',
      '25 in one found, 60 %: 9 × 10 / 9 × 20',
    ],
    rows: gates.map((gate): Row => {
      const world = (size: number, rate: number) => ({
        mix: mixOf(rate),
        sizes: nine(size),
        baselineAnswers: gate.profile === 'release' ? 21 : 9,
      });
      const same = [10, 20].flatMap((size) =>
        RATES.map((rate) => runsOf(gate, world(size, rate), Math.ceil(many / 2))),
      );
      const dropped = [10, 20].map((size) =>
        runsOf(gate, { ...world(size, 0.6), change: inOne(0.25) }, Math.ceil(many / 4)),
      );
      return {
        cells: [...same, ...dropped],
        show: (results) => {
          const unchanged = results.slice(0, same.length);
          const alarms = Math.max(...unchanged.map(({ fails = 0 }) => fails));
          return [
            gateName(gate),
            ...unchanged.map((result) => shareOf(result, 'passes')),
            `${countOf(unchanged[0], 'calls')} / ${countOf(unchanged[RATES.length], 'calls')}`,
            shareOf({ alarms }, 'alarms', 3),
            results
              .slice(same.length)
              .map((result) => shareOf(result, 'finds'))
              .join(' / '),
          ];
        },
      };
    }),
  };
}

/** Sets that are larger than the benchmark. */
export function largeSetsTable({ some }: Effort): TablePlan {
  const sizes = [nine(40), nine(100), nine(300)];
  return {
    title: 'Large sets',
    intro: 'Mix s .6, 60 % safe, baseline of 9.',
    head: ['profile', 'items', 'false alarms', 'passes', 'answers', '15 in one', '5 everywhere'],
    rows: (['sampled', 'full', 'nightly'] as const).flatMap((profile) =>
      sizes.map((each): Row => {
        const world = { mix: mixOf(0.6), sizes: each };
        // A run takes as long as its items are many.
        const runs = Math.ceil(some / Math.max(2, ((each[0] ?? 0) / 100) * 5));
        return {
          cells: [
            runsOf({ profile }, world, runs),
            runsOf({ profile }, { ...world, change: inOne(0.15) }, Math.ceil(runs / 2)),
            runsOf({ profile }, { ...world, change: everywhere(0.05) }, Math.ceil(runs / 2)),
          ],
          show: ([same, one, all]) => [
            profile,
            `9 × ${each[0] ?? 0}`,
            shareOf(same, 'fails', 3),
            shareOf(same, 'passes'),
            countOf(same, 'calls'),
            shareOf(one, 'finds'),
            shareOf(all, 'finds'),
          ],
        };
      }),
    ),
  };
}

/** Baselines thinner than they should be. */
export function thinTable({ some }: Effort): TablePlan {
  const gates = ['sampled', 'full', 'nightly'] as const;
  const mixes = [mixOf(0.6), mixOf(0.95)];
  return {
    title: 'Thin baselines',
    intro: '',
    head: [
      'profile',
      'base, mix s',
      'baseline answers',
      'false alarms',
      'passes unchanged',
      'finds a drop by the margin',
      'passes a domain down by the margin',
    ],
    rows: gates.flatMap((profile) =>
      mixes.flatMap((mix) =>
        [1, 3, 6, 9].map((baselineAnswers): Row => {
          const margin = gateTerms({ profile }).profile.groupMargin;
          const world = { mix, baselineAnswers };
          return {
            cells: [
              runsOf({ profile }, world, some),
              runsOf({ profile }, { ...world, change: inOne(margin) }, Math.ceil(some / 2)),
            ],
            show: ([same, dropped]) => [
              profile,
              mixName(mix),
              `${baselineAnswers}`,
              shareOf(same, 'fails', 3),
              shareOf(same, 'passes'),
              shareOf(dropped, 'finds'),
              shareOf(dropped, 'passesDropped', 3),
            ],
          };
        }),
      ),
    ),
  };
}

/** A threshold in place of a rule. */
export function naiveTable({ many }: Effort): TablePlan {
  const thresholds = [0, 2, 5, 10];
  const sweeps = [
    ['all items, 3 answers', 1000, 3],
    ['5 items per domain, 1 answer', 5, 1],
  ] as const;
  return {
    title: '"Fail if a domain drops by more than X points": false alarms on an unchanged model',
    intro: '',
    head: ['sweep', 'base, mix s', ...thresholds.map((each) => `X = ${each}`)],
    rows: sweeps.flatMap(([name, itemsPerDomain, answers]) =>
      [0.4, 0.6, 0.8, 0.95].flatMap((rate) =>
        [0.2, 0.6, 2].map((concentration): Row => ({
          cells: [
            {
              kind: 'naive',
              mix: mixOf(rate, concentration),
              itemsPerDomain,
              answers,
              thresholds,
              runs: many,
            },
          ],
          show: ([result]) => [
            name,
            mixName(mixOf(rate, concentration)),
            ...thresholds.map((each) => shareOf(result, `${each}`)),
          ],
        })),
      ),
    ),
  };
}
