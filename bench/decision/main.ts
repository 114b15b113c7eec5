import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { mainCells, type Cell, MIXES, thinCells } from './cells.js';
import { naiveAlarms, type NaiveSweep } from './naive.js';
import type { CellResult } from './run-cell.js';
import { runCells } from './run-cells.js';
import { gateTables, type NaiveRow, naiveTable, referenceTable, thinTable } from './tables.js';

/** Where the tables go, from build/bench/decision/. */
const DOCUMENT = new URL('../../../docs/statistics.md', import.meta.url);
const START = '<!-- bench:decision start -->';
const END = '<!-- bench:decision end -->';

const THRESHOLDS = [0, 0.02, 0.05, 0.1] as const;
const NAIVE_SWEEPS: readonly (readonly [string, NaiveSweep])[] = [
  ['all items, 3 answers', { itemsPerDomain: Infinity, answers: 3 }],
  ['5 items a domain, 1 answer', { itemsPerDomain: 5, answers: 1 }],
];

/** Seeds of the three parts lie far apart. */
const SEED_STEP = 10_000;

/** False alarms of the naive gates on every mix. */
function naiveRows(runs: number, seed: number): readonly NaiveRow[] {
  return NAIVE_SWEEPS.flatMap(([name, sweep], part) =>
    MIXES.map((mix, index) => ({
      sweep: name,
      mix,
      alarms: naiveAlarms(
        { sweep, mix, runs, seed: seed + part * MIXES.length + index },
        THRESHOLDS,
      ),
    })),
  );
}

/** Everything that goes between the markers. */
function render(results: readonly CellResult[], naive: readonly NaiveRow[], runs: number): string {
  return [
    `${runs} runs a cell, ${runs * 2} where nothing changed (standard error of a share of .05: ${Math.sqrt((0.05 * 0.95) / (runs * 2)).toFixed(3)}; of .5: ${Math.sqrt(0.25 / runs).toFixed(3)}). SIUO's nine domains; a perfect judge; no drift between nights.`,
    '### The ladders, and one fixed sweep',
    gateTables(results),
    '### "Fail if a domain falls by more than X points": false alarms on an unchanged model',
    naiveTable(naive, THRESHOLDS),
    '### Thin baselines',
    thinTable(results),
    '### Beside the figures by which the rule was chosen (measured / expected)',
    referenceTable(results),
  ].join('\n\n');
}

/** Replaces what stands between the markers of the document. */
async function writeBetweenMarkers(text: string): Promise<void> {
  const document = await readFile(DOCUMENT, 'utf8');
  const start = document.indexOf(START);
  const end = document.indexOf(END);
  if (start < 0 || end < start) throw new Error(`docs/statistics.md lacks ${START} … ${END}`);
  const before = document.slice(0, start + START.length);
  await writeFile(DOCUMENT, `${before}\n\n${text}\n\n${document.slice(end)}`);
}

/** Tells how far it is, on the error stream. */
function progress(cells: readonly Cell[]): (done: number) => void {
  return (done) => {
    if (done % 25 === 0 || done === cells.length) {
      process.stderr.write(`${done} of ${cells.length} cells\n`);
    }
  };
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '20240901' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const started = performance.now();
const cells = [...mainCells(runs, seed), ...thinCells(runs, seed + SEED_STEP)];
const naive = naiveRows(runs, seed + 2 * SEED_STEP);
const results = await runCells(cells, progress(cells));
const text = render(results, naive, runs);
process.stdout.write(`${text}\n`);
if (!values['dry-run']) await writeBetweenMarkers(text);
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
