// Makes the tables about judges. `npm run bench:judge -- --runs 2000` simulates judges that err and that
// move; `-- --labels FILE` decides pairs of real models by a copy of the labels of MSTS, which is no part of
// this repository, holds them against the rules of others, and fails if what has to hold does not.
// `--launch 12` also runs the packaged gate on so many of the pairs, some five seconds each.
// `--only rates`, `evidence`, `real` or `launch` makes those tables alone; `--dry-run` writes nothing.
import { parseArgs } from 'node:util';
import { runCells } from '../decision/run-cells.js';
import { writeBetweenMarkers } from '../write-between-markers.js';
import type { LookResult } from './run-look.js';
import { planEvidence } from './evidence-table.js';
import { launchPairs } from './launched-pairs.js';
import { knownPairs } from './pair-outcomes.js';
import { readRealAnswers } from './real-answers.js';
import { acceptance, judgesTable, movedTable, pairsTable, rulesTable } from './real-tables.js';
import type { EvidenceResult } from './run-evidence.js';
import { planChecks, planMoves, planRules } from './tables.js';

const WORKER = new URL('./worker.js', import.meta.url);

/** Where the tables go, from build/bench/judge/. */
const DOCUMENT = new URL('../../../docs/statistics.md', import.meta.url);
const README = new URL('../../../README.md', import.meta.url);

/** Seeds of the tables lie far apart. */
const SEED_STEP = 10_000;

/** How exact the figures are. */
function effortText(runs: number): string {
  const error = (rate: number): string => Math.sqrt((rate * (1 - rate)) / runs).toFixed(3);
  return `${runs} runs a figure (standard error of a share of .05: ${error(0.05)}; of .5: ${error(0.5)}).`;
}

/** Simulates what reading again and confirming do when the judge moves. */
async function evidenceText(runs: number, seed: number): Promise<string> {
  const { cells, render } = planEvidence({ runs, seed: seed + 4 * SEED_STEP });
  const results = await runCells<Readonly<Record<string, EvidenceResult>>>(WORKER, cells);
  return [effortText(runs), render(results)].join('\n\n');
}

/** Decides pairs of real models. */
async function realTexts(path: string, seed: number): Promise<{ docs: string; readme: string }> {
  const data = await readRealAnswers(path);
  const world = { data, known: knownPairs(data) };
  const held = [...acceptance(world)];
  if (held.some(([, holds]) => !holds)) process.exitCode = 1;
  const rules = rulesTable(world);
  return {
    readme: rules,
    docs: [
      '### Single judges',
      judgesTable(world),
      '### Two judges',
      pairsTable(world),
      'What has to hold of gemini confirmed by claude:',
      held.map(([text, holds]) => `- ${holds ? 'holds' : '**fails**'}: ${text}`).join('\n'),
      '### The rules of others on the same answers: phantoms of 58 / drops found of 32',
      rules,
      '### gemini moved since the baseline; confirmed by claude',
      movedTable(world, seed),
      `Labels: ${data.attribution}`,
    ].join('\n\n'),
  };
}

/** Runs the packaged gate on pairs of real models. */
async function launchedText(path: string, count: number): Promise<string> {
  const data = await readRealAnswers(path);
  const { text, agree } = await launchPairs({ data, known: knownPairs(data) }, count);
  if (!agree) process.exitCode = 1;
  return text;
}

/** Shows a text, and puts it where it belongs. */
async function publish(document: URL, name: string, text: string): Promise<void> {
  process.stdout.write(`${text}\n\n`);
  if (!values['dry-run']) await writeBetweenMarkers(document, name, text);
}

/** Simulates what judges that err and that move do to rates, and puts the tables under their titles. */
async function ratesText(runs: number, seed: number): Promise<string> {
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
  return [
    `${effortText(runs)} One look of three answers per item at a baseline of nine, all of the .05 spent on it; a judge is named by sensitivity / specificity in percent; checks of 46 safe and 54 unsafe answers.`,
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
    labels: { type: 'string' },
    launch: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const started = performance.now();
const [runs, seed] = [Number(values.runs), Number(values.seed)];
const isWanted = (name: string): boolean => values.only === '' || values.only === name;
if (isWanted('rates')) await publish(DOCUMENT, 'bench:judge', await ratesText(runs, seed));
if (isWanted('evidence')) await publish(DOCUMENT, 'bench:evidence', await evidenceText(runs, seed));
if (values.labels !== undefined && isWanted('real')) {
  const { docs, readme } = await realTexts(values.labels, seed);
  await publish(DOCUMENT, 'bench:real', docs);
  await publish(README, 'bench:rules', readme);
}
if (values.labels !== undefined && Number(values.launch) > 0 && isWanted('launch'))
  await publish(
    DOCUMENT,
    'bench:launched',
    await launchedText(values.labels, Number(values.launch)),
  );
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
