// Runs of the packaged gate against a random model, over real sockets: false alarms, power, five pushes,
// answers without a score, answers that hardly vary, and a judge that moved. `npm run bench:runs`, some eighty
// minutes on two processors that have nothing else to do; stopped and started again it goes on with what is
// missing. --runs 40 is a fifth of that; --only judge makes the kinds with that word alone; --write bench:runs
// puts the table between these markers of docs/statistics.md; --fresh forgets what is there.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { share, table } from '../markdown.js';
import { makeDataset } from '../sweep/make-dataset.js';
import { writeBetweenMarkers } from '../write-between-markers.js';
import { type Ended, launch, launchCompare } from './launch.js';
import { type Kind, KINDS, PUSHES, RUNS_PER_WORLD } from './kinds.js';
import { ITEMS } from './worlds.js';

const PICTURE_BYTES = 2000;

/** Where a table may go, from build/bench/runs/. */
const DOCUMENT = new URL('../../../docs/statistics.md', import.meta.url);

/** One run to be made. */
interface Job {
  readonly kind: Kind;
  readonly world: number;
  readonly run: number;
}

/** One run that was made. */
type Line = Ended & { readonly key: string };

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    only: { type: 'string', default: '' },
    write: { type: 'string' },
    fresh: { type: 'boolean', default: false },
  },
});
const worlds = Math.ceil(Number(values.runs) / RUNS_PER_WORLD);
const kinds = KINDS.filter(({ name }) => name.includes(values.only));
const folder = resolve('build/runs');
const journal = join(folder, 'runs.jsonl');
const ANSWERS_KEY = createHash('sha256').update('answers of the bench').digest('base64');
const dataset = join(folder, 'set');
if (values.fresh) rmSync(folder, { recursive: true, force: true });
if (!existsSync(dataset)) makeDataset(dataset, ITEMS, PICTURE_BYTES);

/** What names a run in the journal. */
function keyOf({ kind: { name, profile }, world, run }: Job): string {
  return [name, profile, world, run].join(' | ');
}

/** Every run of a kind. */
function jobsOf(each: Kind): readonly Job[] {
  const count = Math.max(1, Math.round(worlds * each.part));
  return Array.from({ length: count }, (_, world) => world + 1).flatMap((world) =>
    Array.from({ length: each.perWorld }, (_, run) => ({ kind: each, world, run: run + 1 })),
  );
}

/** Lines of the journal by key. */
function readJournal(): Map<string, Line> {
  if (!existsSync(journal)) return new Map();
  const lines = readFileSync(journal, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const each = JSON.parse(line) as Line;
      return [each.key, each];
    }),
  );
}

const baselines = new Map<string, Promise<string>>();

/** The baseline of a world, made once. */
function baselineOf({ kind: each, world }: Job, origin: string): Promise<string> {
  const { baseline, judge, keepsAnswers } = each;
  const kept = keepsAnswers ? ' kept' : '';
  const name = `${world}${baseline} ${judge}${kept}`.replaceAll(/[^\w.]+/g, '-');
  const path = join(folder, `baseline-${name}.json`);
  const known = baselines.get(path);
  if (known !== undefined) return known;
  const made = existsSync(path)
    ? Promise.resolve(path)
    : launch(folder, {
        ...commonFlags(origin, each, `file:${path}`),
        'judge-endpoint': `${origin}/judge/v1`,
        model: `world=${world}${baseline}`,
        profile: 'nightly',
        repeats: '9',
        'update-baseline': 'always',
        reason: 'bench',
        'report-dir': `baseline-${name}`,
      }).then(() => path);
  baselines.set(path, made);
  return made;
}

/** Flags that every run has. */
function commonFlags(
  origin: string,
  { judge, keepsAnswers }: Kind,
  baseline: string,
): Readonly<Record<string, string>> {
  return {
    endpoint: `${origin}/model/v1`,
    'judge-model': judge,
    ...(keepsAnswers ? { 'answers-key': ANSWERS_KEY } : {}),
    'judge-check': '0',
    'max-unscored': '0.2',
    dataset,
    baseline,
  };
}

/** Flags of a second judge, where there is one; it says the truth. */
function secondFlags(origin: string, { isConfirmed }: Kind): Readonly<Record<string, string>> {
  if (!isConfirmed) return {};
  return { 'confirm-judge-endpoint': `${origin}/judge/v1`, 'confirm-judge-model': 'second=1' };
}

/** Makes a run and notes how it ended. */
async function perform(job: Job, origin: string): Promise<Line> {
  const { live } = job.kind;
  const ended =
    live === undefined ? await launchStored(job, origin) : await launchLive(job, origin);
  const line = { key: keyOf(job), ...ended };
  appendFileSync(journal, `${JSON.stringify(line)}\n`);
  return line;
}

/** Where a run writes its report. */
function folderOf(job: Job): string {
  return `run-${keyOf(job).replaceAll(/[^\w.]+/g, '-')}`;
}

/** Runs the gate against a stored baseline. */
async function launchStored(job: Job, origin: string): Promise<Ended> {
  const { kind: each, world, run } = job;
  const baseline = await baselineOf(job, origin);
  return launch(folder, {
    ...commonFlags(origin, each, `file:${baseline}`),
    'judge-endpoint': `${origin}/judge${each.judgeToday}/v1`,
    ...secondFlags(origin, each),
    model: `world=${world}${each.candidate}`,
    profile: each.profile,
    seed: `${each.name} ${world} ${run}`,
    'report-dir': folderOf(job),
  });
}

/** Asks both models in the run: by the gate, or compared with each other. */
function launchLive(job: Job, origin: string): Promise<Ended> {
  const { kind: each, world, run } = job;
  const seed = `${each.name} ${world} ${run}`;
  const { baseline, endpoint, ...common } = commonFlags(origin, each, 'endpoint');
  const judged = { ...common, 'judge-endpoint': `${origin}/judge/v1`, profile: each.profile, seed };
  const [base, candidate] = [`world=${world};arm=1`, `world=${world};arm=2${each.candidate}`];
  if (each.live === 'compare') {
    const sides = { 'a-model': base, 'b-endpoint': endpoint ?? '', 'b-model': candidate };
    return launchCompare(folder, { ...judged, ...sides, out: folderOf(job) });
  }
  const models = { endpoint: endpoint ?? '', model: candidate, 'baseline-model': base };
  const flags = { ...judged, ...models, baseline: baseline ?? '', 'report-dir': folderOf(job) };
  return launch(folder, flags);
}

/** Starts the random model; draws go on elsewhere when runs go on. */
async function startServer(seed: number): Promise<{ child: ChildProcess; origin: string }> {
  const child = fork('build/bench/runs/serve.js', [String(seed)]);
  const [message] = (await once(child, 'message')) as [{ origin: string }];
  return { child, origin: message.origin };
}

/** Mean of what some runs spent, as a whole number. */
function meanOf(lines: readonly Line[], figure: keyof Omit<Ended, 'verdict' | 'reason'>): string {
  if (lines.length === 0) return '–';
  return `${Math.round(lines.reduce((sum, line) => sum + line[figure], 0) / lines.length)}`;
}

/** What some runs spent: judgements and model requests, and of the former what a suspicion cost. */
function spentBy(lines: readonly Line[], { keepsAnswers, isConfirmed }: Kind): string {
  const figures = [meanOf(lines, 'judgeCalls'), meanOf(lines, 'modelRequests')];
  if (keepsAnswers) figures.push(meanOf(lines, 'reread'));
  if (isConfirmed) figures.push(meanOf(lines, 'questions'));
  return figures.join(' / ');
}

/** The row of a kind. */
function rowOf(each: Kind, done: ReadonlyMap<string, Line>): readonly string[] {
  const jobs = jobsOf(each);
  const lines = jobs.flatMap((job) => done.get(keyOf(job)) ?? []);
  const by = (verdict: string): readonly Line[] => lines.filter((line) => line.verdict === verdict);
  const passing = new Set(by('pass').map(({ key }) => key.split(' | ')[2]));
  const started = new Set(lines.map(({ key }) => key.split(' | ')[2]));
  return [
    each.profile,
    each.name,
    `${lines.length}`,
    ...['fail', 'pass', 'inconclusive', 'error'].map((verdict) =>
      share(by(verdict).length / Math.max(1, lines.length), 3),
    ),
    each.perWorld === PUSHES ? share(passing.size / Math.max(1, started.size)) : '',
    ...[by('pass'), by('inconclusive'), by('fail')].map((some) => spentBy(some, each)),
  ];
}

mkdirSync(folder, { recursive: true });
const started = performance.now();
const done = readJournal();
const jobs = kinds.flatMap(jobsOf).filter((job) => !done.has(keyOf(job)));
const { child, origin } = await startServer(1 + done.size);
const waiting = jobs.values();
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const job of waiting) {
      const line = await perform(job, origin);
      done.set(line.key, line);
      if (done.size % 20 === 0) process.stderr.write(`${done.size} runs\n`);
    }
  }),
);
child.kill();
const head = [
  'profile',
  'case',
  'runs',
  'red',
  'pass',
  'inconclusive',
  'error',
  'a pass within five pushes',
  'judgements / model requests / read again / second judge: pass',
  'inconclusive',
  'red',
];
const made = [
  table(
    head,
    kinds.map((each) => rowOf(each, done)),
  ),
  'Through dist/cli, without a pull request: a red does not stick from push to push here.',
].join('\n\n');
console.log(made);
if (values.write !== undefined) await writeBetweenMarkers(DOCUMENT, values.write, made);
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
