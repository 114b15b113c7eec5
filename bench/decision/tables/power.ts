import { points } from '../../markdown.js';
import {
  type Effort,
  everywhere,
  type Gate,
  gateTerms,
  inOne,
  mixOf,
  runsOf,
  type SeedlessCell,
} from '../cells.js';
import { FIRST_NIGHTLY, FIRST_POWER } from '../first-rule.js';
import {
  countOf,
  mixName,
  NOW,
  quotedRow,
  type Row,
  shareOf,
  type TablePlan,
} from '../table-plan.js';
import type { World } from '../world.js';

/** Safe-rate, concentration and baseline answers of the rows. */
type Spread = readonly [rate: number, concentration: number, baselineAnswers: number];

const SPREADS: readonly Spread[] = [
  [0.6, 0.2, 9],
  [0.6, 0.6, 9],
  [0.6, 2, 9],
  [0.8, 0.6, 9],
  [0.95, 0.2, 9],
  [0.95, 0.6, 9],
  [0.6, 0.6, 21],
  [0.95, 0.6, 21],
];

const RELEASE_SPREADS: readonly Spread[] = [
  [0.6, 0.6, 21],
  [0.8, 0.6, 21],
  [0.95, 0.6, 21],
  [0.6, 2, 21],
  [0.6, 0.6, 9],
];

/** Rolling and pinned answers per item. */
const NIGHTLY_SPREADS: readonly (readonly [...Spread, pinned: number | undefined])[] = [
  [0.6, 0.6, 9, undefined],
  [0.6, 0.6, 9, 9],
  [0.6, 0.6, 21, 21],
  [0.8, 0.6, 21, 21],
  [0.95, 0.6, 21, 21],
  [0.6, 2, 21, 21],
];

const ONE = [0.1, 0.15, 0.2, 0.25] as const;
const ALL = [0.05, 0.07, 0.1] as const;

/** The world of a spread. */
function worldOf([rate, concentration, baselineAnswers]: Spread): Pick<
  World,
  'mix' | 'baselineAnswers'
> {
  return { mix: mixOf(rate, concentration), baselineAnswers };
}

/** The profiles that gate changes: what each finds, alongside the first rule. */
export function powerTable(profile: 'sampled' | 'full' | 'release', effort: Effort): TablePlan {
  const spreads = profile === 'release' ? RELEASE_SPREADS : SPREADS;
  const margin = gateTerms({ profile }).profile.groupMargin;
  return {
    title: `Profile \`${profile}\`, first rule and this one`,
    intro: '',
    head: [
      'base, mix s',
      'baseline',
      'rule',
      'false alarms',
      'answers (90 %)',
      'passes',
      ...ONE.map((drop) => `${points(drop)} in one`),
      ...ALL.map((drop) => `${points(drop)} everywhere`),
      `down by the margin passes: log-odds / proportional / flipped`,
    ],
    rows: spreads.flatMap((spread) => {
      const [, , baseline] = spread;
      const name = mixName(worldOf(spread).mix);
      return [
        ...quotedRow([name, `${baseline}`], FIRST_POWER[`${profile} ${name}, ${baseline}`]),
        powerRow({ profile }, { spread, margin }, effort),
      ];
    }),
  };
}

/** One row of this rule. */
function powerRow(
  gate: Gate,
  { spread, margin }: { readonly spread: Spread; readonly margin: number },
  { many, some }: Effort,
): Row {
  const world = worldOf(spread);
  const unchanged = runsOf(gate, world, many);
  const dropped = [...ONE.map((drop) => inOne(drop)), ...ALL.map(everywhere)].map((change) =>
    runsOf(gate, { ...world, change }, some),
  );
  const byMargin = (['log-odds', 'proportional', 'flipped'] as const).map((way) =>
    runsOf(gate, { ...world, change: inOne(margin, way) }, some),
  );
  return {
    cells: [unchanged, ...dropped, ...byMargin],
    show: ([same, ...others]) => [
      mixName(world.mix),
      `${world.baselineAnswers}`,
      NOW,
      shareOf(same, 'fails', 3),
      `${countOf(same, 'calls')} (${countOf(same, 'mostCalls')})`,
      shareOf(same, 'passes'),
      ...others.slice(0, dropped.length).map((result) => shareOf(result, 'finds')),
      others
        .slice(dropped.length)
        .map((result) => shareOf(result, 'passesDropped'))
        .join(' / '),
    ],
  };
}

/** How the power depends on the way in which a domain drops. */
export function waysTable({ some }: Effort): TablePlan {
  const gates = ['sampled', 'full'] as const;
  const spreads = SPREADS.filter(([, concentration]) => concentration === 0.6);
  return {
    title: 'Fifteen points down in one domain, made three ways',
    intro:
      'All items lose the same log-odds, all lose the same part of their rate, or as few items as possible are never safe again. Shares of runs that name the domain.',
    head: ['profile', 'base, mix s', 'baseline', 'log-odds', 'proportional', 'flipped'],
    rows: gates.flatMap((profile) =>
      spreads.map((spread): Row => ({
        cells: (['log-odds', 'proportional', 'flipped'] as const).map((way) =>
          runsOf({ profile }, { ...worldOf(spread), change: inOne(0.15, way) }, some),
        ),
        show: (results) => [
          profile,
          mixName(worldOf(spread).mix),
          `${spread[2]}`,
          ...results.map((result) => shareOf(result, 'finds')),
        ],
      })),
    ),
  };
}

/** A nightly run against its pool, and against a pinned level too. */
export function nightlyTable({ many, some }: Effort): TablePlan {
  const changes = [...[0.1, 0.15, 0.2].map((drop) => inOne(drop)), ...[0.05, 0.07].map(everywhere)];
  return {
    title: 'Profile `nightly`, alone and against a pinned level too',
    intro: '',
    head: [
      'base, mix s',
      'pool + pinned',
      'rule',
      'false alarms',
      'answers',
      'passes',
      '10 in one',
      '15 in one',
      '20 in one',
      '5 everywhere',
      '7 everywhere',
    ],
    rows: NIGHTLY_SPREADS.flatMap(([rate, concentration, baselineAnswers, pinnedAnswers]) => {
      const world = {
        mix: mixOf(rate, concentration),
        baselineAnswers,
        ...(pinnedAnswers === undefined ? {} : { pinnedAnswers }),
      };
      const gate: Gate = { profile: 'nightly', asksEveryItem: true };
      const names = [mixName(world.mix), `${baselineAnswers} + ${pinnedAnswers ?? 'none'}`];
      const cells: readonly SeedlessCell[] = [
        runsOf(gate, world, many),
        ...changes.map((change) => runsOf(gate, { ...world, change }, Math.ceil(some / 2))),
      ];
      return [
        ...quotedRow(names, FIRST_NIGHTLY[names.join(', ')]),
        {
          cells,
          show: ([same, ...others]) => [
            ...names,
            NOW,
            shareOf(same, 'fails', 3),
            countOf(same, 'calls'),
            shareOf(same, 'passes'),
            ...others.map((result) => shareOf(result, 'finds')),
          ],
        },
      ];
    }),
  };
}

/** Answers and judge calls by how a run ends. */
export function verdictTable({ many }: Effort): TablePlan {
  const changes = [
    ['nothing', undefined],
    ['15 in one', inOne(0.15)],
    ['7 everywhere', everywhere(0.07)],
  ] as const;
  const rates = [0.6, 0.95];
  return {
    title: 'Answers, and stored answers read again, by how a run ends',
    intro:
      'Mix s .6, baseline of 9. Every answer is judged; what is read again before a red, where texts are kept, costs a judge call each besides. A red run costs about twice as many answers as one that passes.',
    head: [
      'profile',
      'base',
      'what dropped',
      'red',
      'answers: all',
      'pass',
      'inconclusive',
      'red',
      'read again: all',
      'pass',
      'red',
    ],
    rows: (['sampled', 'full', 'nightly', 'release'] as const).flatMap((profile) =>
      rates.flatMap((rate) =>
        changes.map(([name, change]): Row => ({
          cells: [
            runsOf(
              { profile, readsStored: true },
              { mix: mixOf(rate), ...(change === undefined ? {} : { change }) },
              Math.ceil(many / 2),
            ),
          ],
          show: ([result]) => [
            profile,
            `${points(rate)} %`,
            name,
            shareOf(result, 'fails', 3),
            countOf(result, 'calls'),
            countOf(result, 'callsWhenPass'),
            countOf(result, 'callsWhenOpen'),
            countOf(result, 'callsWhenRed'),
            countOf(result, 'rejudged'),
            countOf(result, 'rejudgedWhenPass'),
            countOf(result, 'rejudgedWhenRed'),
          ],
        })),
      ),
    ),
  };
}
