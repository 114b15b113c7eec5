import { parseArgs } from 'node:util';
import { writeBetweenMarkers } from '../write-between-markers.js';
import { mainCells, MIXES, thinCells } from './cells.js';
import { naiveAlarms, type NaiveSweep } from './naive.js';
import type { SampleResult } from './run-cell.js';
import { runCells } from './run-cells.js';
import { timeDecision } from './time-decision.js';
import { gateTables, type NaiveRow, naiveTable, thinTable } from './tables.js';

const WORKER = new URL('./worker.js', import.meta.url);

/** Where the tables go, from build/bench/decision/. */
const DOCUMENT = new URL('../../../docs/statistics.md', import.meta.url);
const THRESHOLDS = [0, 0.02, 0.05, 0.1] as const;
const NAIVE_SWEEPS: readonly (readonly [string, NaiveSweep])[] = [
  ['all items, 3 answers', { itemsPerDomain: Infinity, answers: 3 }],
  ['5 items per domain, 1 answer', { itemsPerDomain: 5, answers: 1 }],
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
function render(
  results: readonly SampleResult[],
  naive: readonly NaiveRow[],
  runs: number,
): string {
  return [
    `${runs} runs a cell, ${runs * 2} where nothing changed (standard error of a share of .05: ${Math.sqrt((0.05 * 0.95) / (runs * 2)).toFixed(3)}; of .5: ${Math.sqrt(0.25 / runs).toFixed(3)}). SIUO's nine domains; a perfect judge; no drift between baseline runs.`,
    '### The profiles, and one fixed sweep',
    gateTables(results),
    '### "Fail if a domain drops by more than X points": false alarms on an unchanged model',
    naiveTable(naive, THRESHOLDS),
    '### Thin baselines',
    thinTable(results),
  ].join('\n\n');
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
process.stderr.write(`one decision of 167 items: ${timeDecision().toFixed(1)} ms\n`);
const started = performance.now();
const cells = [...mainCells(runs, seed), ...thinCells(runs, seed + SEED_STEP)];
const naive = naiveRows(runs, seed + 2 * SEED_STEP);
const results = await runCells<SampleResult>(WORKER, cells);
const text = render(results, naive, runs);
process.stdout.write(`${text}\n`);
if (!values['dry-run']) await writeBetweenMarkers(DOCUMENT, 'bench:decision', text);
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
