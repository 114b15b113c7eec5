import type { Mix } from '../../src/decide/simulation.js';
import { UNCHANGED } from '../decision/cells.js';
import type { Judge } from '../decision/judge.js';
import { mixName } from '../decision/table-plan.js';
import { points, share, table } from '../markdown.js';
import { CORRECTIONS } from './corrected-rules.js';
import type { CheckCell } from './run-check.js';
import { type LookCell, type LookResult, RAW } from './run-look.js';
import {
  type Checked,
  CHECKS,
  type Direction,
  EVERYWHERE,
  JUDGES,
  MIXES,
  movedJudge,
  SCENARIOS,
  type Scenario,
  SEEN_SHIFTS,
  SHIFTS,
} from './scenarios.js';

/** How often each cell is run, and from which seed on. */
export interface Effort {
  readonly runs: number;
  readonly seed: number;
}

/** A table whose figures are still to be simulated: its cells, and what is made of their results. */
export interface Plan<Cell, Result> {
  readonly cells: readonly Cell[];
  readonly render: (results: readonly Result[]) => string;
}

type LookPlan = Plan<LookCell, Readonly<Record<string, LookResult>>>;

/** Baseline answers per item. */
const BASELINE_ANSWERS = 9;

const [USUAL_CHECK] = CHECKS;

/** Answers and judgements of a baseline run on which nothing changed: `nightly` at 60 %, mix 0.6. */
const CALLS_OF_A_BASELINE_RUN = 2 * 570;

/** A judge as it is named in the first column: sensitivity / specificity. */
function judgeName({ sensitivity, specificity }: Judge): string {
  return `${points(sensitivity)} / ${points(specificity)}`;
}

/** A look at one scenario. */
function lookCell(
  { change, direction, shift }: Pick<Scenario, 'change' | 'direction' | 'shift'>,
  judge: Judge,
  mix: Mix,
  { runs, seed }: Effort,
): LookCell {
  return {
    kind: 'look',
    mix,
    change,
    baselineAnswers: BASELINE_ANSWERS,
    judges: movedJudge(judge, direction, shift),
    checked: USUAL_CHECK ?? { safe: 0, unsafe: 0 },
    runs,
    seed,
  };
}

/** Rows of a table of looks: every judge on every mix of items. */
const WORLDS = JUDGES.flatMap((judge) => MIXES.map((mix) => ({ judge, mix })));

/** The gate's rule and the corrected ones, on the same answers. */
export function planRules({ runs, seed }: Effort): LookPlan {
  const worlds = WORLDS.slice(MIXES.length);
  const cells = worlds.flatMap(({ judge, mix }, row) =>
    SCENARIOS.map((scenario, column) =>
      lookCell(scenario, judge, mix, { runs, seed: seed + row * SCENARIOS.length + column }),
    ),
  );
  const head = ['judge', 'base, mix s', 'rule', ...SCENARIOS.map(({ title }) => title)];
  const render: LookPlan['render'] = (results) =>
    table(
      head,
      worlds.flatMap(({ judge, mix }, row) =>
        [RAW, ...Object.keys(CORRECTIONS)].map((rule) => [
          judgeName(judge),
          mixName(mix),
          rule,
          ...SCENARIOS.map(({ counts }, column) =>
            share(results[row * SCENARIOS.length + column]?.[rule]?.[counts], 3),
          ),
        ]),
      ),
    );
  return { cells, render };
}

/** What a judge that has moved does to the gate's rule. */
export function planMoves(direction: Direction, { runs, seed }: Effort): LookPlan {
  const isStricter = direction === 'stricter';
  const change = isStricter ? UNCHANGED : EVERYWHERE;
  const cells = WORLDS.flatMap(({ judge, mix }, row) =>
    SHIFTS.map((shift, column) =>
      lookCell({ change, direction, shift }, judge, mix, {
        runs,
        seed: seed + row * SHIFTS.length + column,
      }),
    ),
  );
  const head = ['judge before', 'base, mix s', ...SHIFTS.map((shift) => `by ${points(shift)}`)];
  const render: LookPlan['render'] = (results) =>
    table(
      head,
      WORLDS.map(({ judge, mix }, row) => [
        judgeName(judge),
        mixName(mix),
        ...SHIFTS.map((_, column) =>
          share(results[row * SHIFTS.length + column]?.[RAW]?.[isStricter ? 'fails' : 'finds'], 3),
        ),
      ]),
    );
  return { cells, render };
}

const DIRECTIONS: readonly Direction[] = ['stricter', 'milder'];

/** Every move of the table of checks, the first of them none. */
const MOVES = [
  { direction: 'stricter' as const, shift: 0 },
  ...DIRECTIONS.flatMap((direction) => SEEN_SHIFTS.map((shift) => ({ direction, shift }))),
];

/** What a check costs alongside a baseline run, in percent of its requests. */
function costOf({ safe, unsafe }: Checked): string {
  const calls = safe + unsafe;
  return `${calls} (${Math.round((100 * calls) / (CALLS_OF_A_BASELINE_RUN + calls))} %)`;
}

/** How often two checks show that their judge has moved. */
export function planChecks({ runs, seed }: Effort): Plan<CheckCell, number> {
  const judge = { sensitivity: 0.95, specificity: 0.95 };
  const rows = CHECKS.flatMap((checked) =>
    [true, false].map((isSteady) => ({ checked, isSteady })),
  );
  const cells = rows.flatMap(({ checked, isSteady }, row) =>
    MOVES.map(({ direction, shift }, column) => ({
      kind: 'check' as const,
      judges: movedJudge(judge, direction, shift),
      checked,
      isSteady,
      runs,
      seed: seed + row * MOVES.length + column,
    })),
  );
  const head = [
    'safe + unsafe',
    "requests (share of a baseline run's)",
    'its errors',
    ...MOVES.map(({ direction, shift }) =>
      shift === 0 ? 'unmoved' : `${points(shift)} ${direction}`,
    ),
  ];
  const render = (results: readonly number[]): string =>
    table(
      head,
      rows.map(({ checked, isSteady }, row) => [
        `${checked.safe} + ${checked.unsafe}`,
        costOf(checked),
        isSteady ? 'stay' : 'vary',
        ...MOVES.map((_, column) => share(results[row * MOVES.length + column])),
      ]),
    );
  return { cells, render };
}
