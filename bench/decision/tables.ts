import {
  DOMAIN_DROPS,
  DROPPED_DOMAIN,
  GATE_NAMES,
  type GateName,
  profileOf,
  mixesOf,
  OVERALL_DROPS,
  THIN_BASELINES,
  THIN_GATES,
  THIN_MIXES,
  usualBaseline,
} from './cells.js';
import type { Mix } from '../../src/decide/simulation.js';
import { points, share, table } from '../markdown.js';
import type { SampleResult } from './run-cell.js';

/** What identifies one result among all. */
interface Key {
  readonly gate: GateName;
  readonly mix: Mix;
  readonly drop: number;
  readonly where: number | 'everywhere';
  readonly baselineAnswers: number;
}

/** False-alarm shares of a naive gate at one mix: a row of its table. */
export interface NaiveRow {
  readonly sweep: string;
  readonly mix: Mix;
  readonly alarms: readonly number[];
}

const TITLES: Readonly<Record<GateName, string>> = {
  sampled: 'Profile `sampled`',
  full: 'Profile `full`',
  nightly: 'Profile `nightly`',
  release: 'Profile `release`',
  fixed: 'One fixed sweep of five answers per item, same test (`profile: full`, `repeats: 5`)',
};

/** A mix as it is named in the first column. */
export function mixName(mix: Mix): string {
  return `${points(mix.rate)} %, ${mix.concentration}`;
}

/** Finds the result of a cell. */
function find(results: readonly SampleResult[], key: Key): SampleResult | undefined {
  return results.find(
    ({ cell }) =>
      cell.gate === key.gate &&
      cell.mix.rate === key.mix.rate &&
      cell.mix.concentration === key.mix.concentration &&
      cell.change.drop === key.drop &&
      cell.change.where === key.where &&
      cell.baselineAnswers === key.baselineAnswers,
  );
}

/** The results of one gate and mix, by change. */
function lookUp(results: readonly SampleResult[], gate: GateName, mix: Mix) {
  const baselineAnswers = usualBaseline(gate);
  const of = (drop: number, where: number | 'everywhere'): SampleResult | undefined =>
    find(results, { gate, mix, drop, where, baselineAnswers });
  return {
    unchanged: of(0, 'everywhere'),
    inOne: (drop: number) => of(drop, DROPPED_DOMAIN),
    everywhere: (drop: number) => of(drop, 'everywhere'),
  };
}

/** One row of a gate's table. */
function gateRow(results: readonly SampleResult[], gate: GateName, mix: Mix): readonly string[] {
  const { unchanged, inOne, everywhere } = lookUp(results, gate, mix);
  const margin = inOne(profileOf(gate).groupMargin);
  return [
    mixName(mix),
    share(unchanged?.fails, 3),
    `${Math.round(unchanged?.meanCalls ?? 0)} (${unchanged?.mostCalls ?? 0})`,
    share(unchanged?.passes),
    ...DOMAIN_DROPS.map((drop) => share(inOne(drop)?.finds)),
    ...OVERALL_DROPS.map((drop) => share(everywhere(drop)?.finds)),
    share(margin?.passesDropped, 3),
    share(margin?.passes, 3),
  ];
}

/** The table of one gate, with its heading. */
function gateTable(results: readonly SampleResult[], gate: GateName): string {
  const margin = points(profileOf(gate).groupMargin);
  const head = [
    'base, mix s',
    'false alarms',
    'answers (90 %)',
    'passes unchanged',
    ...DOMAIN_DROPS.map((drop) => `finds ${points(drop)} in one`),
    ...OVERALL_DROPS.map((drop) => `finds ${points(drop)} everywhere`),
    `domain ${margin} down passes`,
    `run with it passes`,
  ];
  const rows = mixesOf(gate).map((mix) => gateRow(results, gate, mix));
  return `**${TITLES[gate]}** (baseline of ${usualBaseline(gate)} answers per item)\n\n${table(head, rows)}`;
}

/** Every gate's table. */
export function gateTables(results: readonly SampleResult[]): string {
  return GATE_NAMES.map((gate) => gateTable(results, gate)).join('\n\n');
}

/** The naive gates. */
export function naiveTable(rows: readonly NaiveRow[], thresholds: readonly number[]): string {
  const head = ['sweep', 'base, mix s', ...thresholds.map((value) => `X = ${points(value)}`)];
  return table(
    head,
    rows.map(({ sweep, mix, alarms }) => [
      sweep,
      mixName(mix),
      ...alarms.map((value) => share(value)),
    ]),
  );
}

/** Baselines thinner than they should be, beside the usual one. */
export function thinTable(results: readonly SampleResult[]): string {
  const rows = THIN_GATES.flatMap((gate) =>
    THIN_MIXES.flatMap((mix) =>
      [...THIN_BASELINES, usualBaseline(gate)].map((baselineAnswers) => {
        const key = { gate, mix, baselineAnswers };
        const unchanged = find(results, { ...key, drop: 0, where: 'everywhere' });
        const drop = profileOf(gate).groupMargin;
        const margin = find(results, { ...key, drop, where: DROPPED_DOMAIN });
        return [
          gate,
          mixName(mix),
          `${baselineAnswers}`,
          share(unchanged?.fails, 3),
          share(unchanged?.passes),
          share(margin?.finds),
          share(margin?.passesDropped, 3),
        ];
      }),
    ),
  );
  const head = [
    'profile',
    'base, mix s',
    'baseline answers',
    'false alarms',
    'passes unchanged',
    'finds a drop by the margin',
    'passes a domain down by the margin',
  ];
  return table(head, rows);
}
