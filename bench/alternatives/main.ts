import { parseArgs } from 'node:util';
import type { Mix } from '../../src/decide/simulation.js';
import { DROPPED_DOMAIN, UNCHANGED } from '../decision/cells.js';
import type { Summary } from '../decision/run-cell.js';
import { runCells } from '../decision/run-cells.js';
import { mixName } from '../decision/tables.js';
import { share, table } from '../markdown.js';
import { writeBetweenMarkers } from '../write-between-markers.js';
import { FAMILIES, type Family, type Rule } from './rules.js';
import type { Trial } from './run-trial.js';

const WORKER = new URL('./worker.js', import.meta.url);

/** Where the tables go, from build/bench/alternatives/. */
const DOCUMENT = new URL('../../../docs/alternatives.md', import.meta.url);

/** Mostly settled items at two levels, and evenly mixed ones, on which every profile is weakest. */
const MIXES: readonly Mix[] = [
  { rate: 0.6, concentration: 0.6 },
  { rate: 0.95, concentration: 0.6 },
  { rate: 0.6, concentration: 2 },
];

const CHANGES = [
  UNCHANGED,
  { drop: 0.15, where: DROPPED_DOMAIN },
  { drop: 0.07, where: 'everywhere' as const },
];

const HEAD = [
  'rule',
  'base, mix s',
  'false alarms',
  'answers unchanged (90 %)',
  'passes unchanged',
  'finds 15 in one',
  'then names another',
  'finds 7 everywhere',
  'domains named then',
];

/** One row of the table, and the trials behind it: one a change, in the order of the changes. */
interface Row {
  readonly family: Family;
  readonly rule: Rule;
  readonly mix: Mix;
}

const ROWS: readonly Row[] = FAMILIES.flatMap((family) =>
  MIXES.flatMap((mix) => family.rules.map((rule) => ({ family, rule, mix }))),
);

/**
 * The trials of a row. All rules of a family are tried on worlds from the same seeds, and an
 * unchanged model, whose false alarms are what the rule promises, twice as often.
 */
function trialsOf({ family, rule, mix }: Row, runs: number, seed: number): readonly Trial[] {
  return CHANGES.map((change, index) => ({
    rule,
    mix,
    change,
    baselineAnswers: family.baselineAnswers,
    runs: change === UNCHANGED ? runs * 2 : runs,
    seed: seed + index,
  }));
}

/** A row as text. */
function renderRow({ rule, mix }: Row, results: readonly Summary[]): readonly string[] {
  const [unchanged, inOne, everywhere] = results;
  return [
    rule.name,
    mixName(mix),
    share(unchanged?.fails, 3),
    `${Math.round(unchanged?.meanCalls ?? 0)} (${unchanged?.mostCalls ?? 0})`,
    share(unchanged?.passes),
    share(inOne?.finds),
    share(inOne?.namesOthers, 3),
    share(everywhere?.finds),
    (everywhere?.meanNamed ?? 0).toFixed(2),
  ];
}

/** The tables of every profile. */
function render(results: readonly Summary[], runs: number): string {
  const rows = ROWS.map((row, index) => ({
    family: row.family,
    cells: renderRow(row, results.slice(index * CHANGES.length, (index + 1) * CHANGES.length)),
  }));
  const tables = FAMILIES.map((family) => {
    const own = rows.filter((row) => row.family === family).map(({ cells }) => cells);
    return `**${family.title}** (baseline of ${family.baselineAnswers} answers per item)\n\n${table(HEAD, own)}`;
  });
  const error = Math.sqrt((0.05 * 0.95) / (runs * 2)).toFixed(3);
  return [
    `${runs} runs a figure, ${runs * 2} where nothing changed (standard error of a share of .05: ${error}; of .5: ${Math.sqrt(0.25 / runs).toFixed(3)}).`,
    ...tables,
  ].join('\n\n');
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '20250301' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const started = performance.now();
const trials = ROWS.flatMap((row) => trialsOf(row, runs, Number(values.seed)));
const text = render(await runCells<Summary>(WORKER, trials), runs);
process.stdout.write(`${text}\n`);
if (!values['dry-run']) await writeBetweenMarkers(DOCUMENT, 'bench:alternatives', text);
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
