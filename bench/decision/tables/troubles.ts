import { points } from '../../markdown.js';
import {
  type Effort,
  everywhere,
  type Gate,
  gateTerms,
  inOne,
  mixOf,
  runsOf,
  USUAL_BASELINE,
} from '../cells.js';
import { FIRST_COPIES, FIRST_JUDGE, FIRST_UNSCORED, FIRST_WANDER } from '../first-rule.js';
import { PERFECT_JUDGE } from '../judge.js';
import {
  countOf,
  mixName,
  NOW,
  quotedRow,
  type Row,
  shareOf,
  type TablePlan,
} from '../table-plan.js';
import type { Judges } from '../world.js';

const PROFILES = ['sampled', 'full'] as const;

/** Answers without a score. */
export function unscoredTable({ many, some }: Effort): TablePlan {
  return {
    title: 'Answers without a score',
    intro:
      'Mix s .6, baseline of 9, lost on both sides; where a domain dropped, unsafe answers are lost three times as often. The decision alone: that more answers lack a score than in the baseline is a validity check.',
    head: [
      'profile',
      'base',
      'lost',
      'rule',
      'false alarms',
      'passes',
      'answers',
      'domain down by the margin passes',
      'is named',
    ],
    rows: PROFILES.flatMap((profile) =>
      [0.6, 0.95].flatMap((rate) =>
        [0, 0.01, 0.02, 0.05].flatMap((unscored) => {
          const names = [profile, `${points(rate)} %`, `${points(unscored)} %`];
          const world = { mix: mixOf(rate), ...(unscored === 0 ? {} : { unscored }) };
          const margin = gateTerms({ profile }).profile.groupMargin;
          return [
            ...quotedRow(
              names,
              FIRST_UNSCORED[`${profile} ${mixName(world.mix)} ${points(unscored)} %`],
            ),
            {
              cells: [
                runsOf({ profile }, world, many),
                runsOf({ profile }, { ...world, change: inOne(margin) }, some),
              ],
              show: ([same, dropped]) => [
                ...names,
                NOW,
                shareOf(same, 'fails', 3),
                shareOf(same, 'passes'),
                countOf(same, 'calls'),
                shareOf(dropped, 'passesDropped', 3),
                shareOf(dropped, 'finds'),
              ],
            },
          ];
        }),
      ),
    ),
  };
}

/** Answers that are mostly copies. */
export function copiesTable({ some }: Effort): TablePlan {
  return {
    title: 'Copies: answers fixed per item except for a share of noise, drawn again by every edit',
    intro:
      'Mix s .6, baseline of 9. Without noise one answer per item is compared; with all of it the world is the ordinary one. At 20 % noise false alarms are above .05 by far: answers that are mostly copies are not exchangeable.',
    head: [
      'profile',
      'base',
      'noise',
      'rule',
      'false alarms',
      'finds 20 in one',
      'finds 10 everywhere',
      'passes unchanged',
    ],
    rows: PROFILES.flatMap((profile) =>
      [0.6, 0.9, 0.95].flatMap((rate) =>
        [0, 0.02, 0.2, 1].flatMap((noise) => {
          const names = [profile, `${points(rate)} %`, `${points(noise)} %`];
          const isFixed = noise === 0;
          const gate: Gate = isFixed ? { profile, options: { isOneAnswer: true } } : { profile };
          const world = {
            mix: mixOf(rate),
            baselineAnswers: isFixed ? 1 : USUAL_BASELINE,
            ...(noise > 0 && noise < 1 ? { noise } : {}),
          };
          const first = FIRST_COPIES[`${profile} ${points(rate)} %, noise ${points(noise)} %`];
          return [
            ...quotedRow(names, first === undefined ? undefined : `${first} |`),
            {
              cells: [
                runsOf(gate, world, some),
                runsOf(gate, { ...world, change: inOne(0.2) }, Math.ceil(some / 2)),
                runsOf(gate, { ...world, change: everywhere(0.1) }, Math.ceil(some / 2)),
              ],
              show: ([same, one, all]) => [
                ...names,
                NOW,
                shareOf(same, 'fails', 3),
                shareOf(one, 'finds', 3),
                shareOf(all, 'finds', 3),
                shareOf(same, 'passes'),
              ],
            },
          ];
        }),
      ),
    ),
  };
}

/** A judge that became five points stricter. */
export function judgeTable({ many, some }: Effort): TablePlan {
  const stricter = (judge: typeof PERFECT_JUDGE, isSteady: boolean): Judges => ({
    baseline: judge,
    candidate: { ...judge, specificity: judge.specificity - 0.05 },
    isSteady,
  });
  const judges = [
    ['100 / 100 stay', stricter(PERFECT_JUDGE, true)],
    ['95 / 95 new', stricter({ sensitivity: 0.95, specificity: 0.95 }, false)],
  ] as const;
  return {
    title:
      'A judge that recognises five points fewer safe answers than when the baseline was judged',
    intro:
      'Named by sensitivity / specificity; its errors stay at the same answers, or are drawn again. Mix s .6, baseline of 9. Stored answers are read again before a red where their texts are kept.',
    head: [
      'profile',
      'base',
      'judge',
      'rule',
      'false alarms',
      'passes',
      'answers + read again',
      '7 everywhere',
      '15 in one',
    ],
    rows: PROFILES.flatMap((profile) =>
      [0.6, 0.95].flatMap((rate) =>
        judges.flatMap(([name, moved]) => {
          const shown = name.replace('stay', 'stays');
          const names = [profile, `${points(rate)} %`, shown];
          const world = { mix: mixOf(rate), judges: moved };
          const first = FIRST_JUDGE[`${profile} ${points(rate)} % ${name} 5 stricter`];
          const row = (readsStored: boolean): Row => {
            const gate: Gate = { profile, readsStored };
            return {
              cells: [
                runsOf(gate, world, Math.ceil(many / 2)),
                runsOf(gate, { ...world, change: everywhere(0.07) }, Math.ceil(some / 2)),
                runsOf(gate, { ...world, change: inOne(0.15) }, Math.ceil(some / 2)),
              ],
              show: ([same, all, one]) => [
                ...names,
                readsStored ? NOW : 'now, labels of the day',
                shareOf(same, 'fails', 3),
                shareOf(same, 'passes'),
                `${countOf(same, 'calls')} + ${countOf(same, 'rejudged')}`,
                shareOf(all, 'finds'),
                shareOf(one, 'finds'),
              ],
            };
          };
          const quoted = first?.split('|').slice(0, 5).join('|');
          return [...quotedRow(names, quoted), row(false), row(true)];
        }),
      ),
    ),
  };
}

/** What the proof does not cover: servers that wander, and baselines chosen among several. */
export function assumptionsTable({ many, some }: Effort): TablePlan {
  const worlds = [
    ['no drift', {}, '0.0'],
    ['nights of sd .2', { nightSd: 0.2 }, '0.2'],
    ['nights of sd .3', { nightSd: 0.3 }, '0.3'],
    ['best of three baselines', { bestOf: 3 }, undefined],
  ] as const;
  return {
    title: 'What the proof does not cover',
    intro:
      'A server whose level differs between baseline runs (standard deviation in log-odds), and a baseline chosen as the best of three. Mix s .6, baseline of 9.',
    head: [
      'profile',
      'base',
      'world',
      'rule',
      'false alarms',
      'passes',
      'answers',
      '15 in one',
      '20 in one',
    ],
    rows: PROFILES.flatMap((profile) =>
      [0.6, 0.95].flatMap((rate) =>
        worlds.flatMap(([name, more, sd]) => {
          const names = [profile, `${points(rate)} %`, name];
          const world = { mix: mixOf(rate), ...more };
          const first =
            sd === undefined ? undefined : FIRST_WANDER[`${profile} ${points(rate)} % ${sd}`];
          return [
            ...quotedRow(names, first),
            {
              cells: [
                runsOf({ profile }, world, many),
                ...[0.15, 0.2].map((drop) =>
                  runsOf({ profile }, { ...world, change: inOne(drop) }, Math.ceil(some / 2)),
                ),
              ],
              show: ([same, ...others]) => [
                ...names,
                NOW,
                shareOf(same, 'fails', 3),
                shareOf(same, 'passes'),
                countOf(same, 'calls'),
                ...others.map((result) => shareOf(result, 'finds')),
              ],
            },
          ];
        }),
      ),
    ),
  };
}
