// Simulates the rule in many worlds, with the code that decides, and writes the tables of
// docs/statistics.md and the costs in README.md. `npm run bench:decision -- --runs 2000`, some ten minutes
// on two processors; `--dry-run` writes nothing, `--only WORD` makes the tables whose title has the word.
import { parseArgs } from 'node:util';
import { writeBetweenMarkers } from '../write-between-markers.js';
import type { Effort, SeedlessCell } from './cells.js';
import type { CellResult } from './run-cell.js';
import { runCells } from './run-cells.js';
import { cellsOf, render, type TablePlan } from './table-plan.js';
import { costCells, costTable } from './tables/costs.js';
import { liveTable } from './tables/live.js';
import { pushesTable, seriesTable } from './tables/over-time.js';
import { nightlyTable, powerTable, verdictTable, waysTable } from './tables/power.js';
import { bridgeTable, floorsTable, jointTable } from './tables/rules.js';
import { largeSetsTable, naiveTable, smallSetsTable, thinTable } from './tables/sets.js';
import { assumptionsTable, copiesTable, judgeTable, unscoredTable } from './tables/troubles.js';
import { timeDecision } from './time-decision.js';

const WORKER = new URL('./worker.js', import.meta.url);

/** Where the tables go, from build/bench/decision/. */
const DOCUMENT = new URL('../../../docs/statistics.md', import.meta.url);
const README = new URL('../../../README.md', import.meta.url);

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '20240901' },
    only: { type: 'string', default: '' },
    'dry-run': { type: 'boolean', default: false },
  },
});

/** Every table, in the order of the document. */
function tablesOf(effort: Effort): readonly TablePlan[] {
  return [
    powerTable('sampled', effort),
    powerTable('full', effort),
    powerTable('release', effort),
    nightlyTable(effort),
    waysTable(effort),
    verdictTable(effort),
    pushesTable(effort),
    seriesTable(effort),
    unscoredTable(effort),
    copiesTable(effort),
    judgeTable(effort),
    bridgeTable(effort),
    assumptionsTable(effort),
    smallSetsTable(effort),
    largeSetsTable(effort),
    jointTable(effort),
    floorsTable(effort),
    thinTable(effort),
    naiveTable(effort),
    liveTable(effort),
  ];
}

/** Runs every cell once, however many tables show it. */
async function simulateAll(
  cells: readonly SeedlessCell[],
  seed: number,
): Promise<(cell: SeedlessCell) => CellResult> {
  const unique = new Map(cells.map((cell) => [JSON.stringify(cell), cell]));
  const keys = [...unique.keys()];
  const results = await runCells<CellResult>(
    WORKER,
    [...unique.values()].map((cell, index) => ({ ...cell, seed: seed + index })),
  );
  const byKey = new Map(keys.map((key, index) => [key, results[index] ?? {}]));
  return (cell) => byKey.get(JSON.stringify(cell)) ?? {};
}

const many = Number(values.runs);
const effort: Effort = { many, some: Math.ceil(0.4 * many) };
const tables = tablesOf(effort).filter(({ title }) => title.includes(values.only));
process.stderr.write(`one decision of 167 items: ${timeDecision().toFixed(1)} ms\n`);
const started = performance.now();
const resultOf = await simulateAll(
  [...(values.only === '' ? costCells(effort) : []), ...tables.flatMap(cellsOf)],
  Number(values.seed),
);
const error = (share: number, runs: number): string =>
  Math.sqrt((share * (1 - share)) / runs).toFixed(3);
const text = [
  `${effort.many} runs where nothing changed, ${effort.some} elsewhere, fewer where it is said (standard error of a share of .05: ${error(0.05, effort.many)}; of .5: ${error(0.5, effort.some)}). SIUO's nine domains, a perfect judge and no drift between baseline runs unless it says otherwise. Rows "first" quote the first rule, simulated before it was replaced.`,
  ...tables.map((each) => render(each, resultOf)),
].join('\n\n');
process.stdout.write(`${text}\n`);
if (values.only === '') {
  const costs = costTable(effort, resultOf);
  process.stdout.write(`${costs}\n`);
  if (!values['dry-run']) {
    await writeBetweenMarkers(DOCUMENT, 'bench:decision', text);
    await writeBetweenMarkers(README, 'bench:costs', costs);
  }
}
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
