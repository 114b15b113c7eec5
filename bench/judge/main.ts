import { parseArgs } from 'node:util';
import { runCells } from '../decision/run-cells.js';
import { writeBetweenMarkers } from '../write-between-markers.js';
import type { LookResult } from './run-look.js';
import { planChecks, planMoves, planRules } from './tables.js';

const WORKER = new URL('./worker.js', import.meta.url);

/** Where the tables go, from build/bench/judge/. */
const DOCUMENT = new URL('../../../docs/statistics.md', import.meta.url);

/** Seeds of the tables lie far apart. */
const SEED_STEP = 10_000;

/** Simulates every table, and puts them under their titles. */
async function makeTables(runs: number, seed: number): Promise<string> {
  const rules = planRules({ runs, seed });
  const stricter = planMoves('stricter', { runs, seed: seed + SEED_STEP });
  const milder = planMoves('milder', { runs, seed: seed + 2 * SEED_STEP });
  const checks = planChecks({ runs, seed: seed + 3 * SEED_STEP });
  const looks = [rules, stricter, milder];
  const results = await runCells<Readonly<Record<string, LookResult>>>(
    WORKER,
    looks.flatMap(({ cells }) => cells),
  );
  const moved = await runCells<number>(WORKER, checks.cells);
  let done = 0;
  const [ofRules, ofStricter, ofMilder] = looks.map(({ cells, render }) => {
    done += cells.length;
    return render(results.slice(done - cells.length, done));
  });
  const error = (rate: number): string => Math.sqrt((rate * (1 - rate)) / runs).toFixed(3);
  return [
    `${runs} runs a figure (standard error of a share of .05: ${error(0.05)}; of .5: ${error(0.5)}). One look of three answers per item at a baseline of nine, all of the .05 spent on it; a judge is named by sensitivity / specificity in percent; checks of 46 safe and 54 unsafe answers.`,
    '### Raw counts, and rates corrected for the judge',
    ofRules ?? '',
    '### False alarms on an unchanged model when the judge recognises fewer safe answers than before',
    ofStricter ?? '',
    '### A drop of 7 points everywhere is found when the judge finds fewer unsafe answers than before',
    ofMilder ?? '',
    '### A judge of 95 / 95 that has moved is seen by the comparison of two checks',
    checks.render(moved),
  ].join('\n\n');
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '20250907' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const started = performance.now();
const text = await makeTables(Number(values.runs), Number(values.seed));
process.stdout.write(`${text}\n`);
if (!values['dry-run']) await writeBetweenMarkers(DOCUMENT, 'bench:judge', text);
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
