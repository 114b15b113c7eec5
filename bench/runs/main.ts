// Runs of the packaged gate against a random model, over real sockets: false alarms, power, five pushes,
// answers without a score, and answers that hardly vary. `npm run bench:runs`, some fifty minutes on two
// processors that have nothing else to do; stopped and started again it goes on with what is missing.
// --runs 40 is a fifth of that; --fresh forgets what is there.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { share, table } from '../markdown.js';
import { makeDataset } from '../sweep/make-dataset.js';
import { type Ended, launch } from './launch.js';
import { ITEMS } from './worlds.js';

/** Runs against one baseline; more would share its errors. */
const RUNS_PER_WORLD = 4;
const PICTURE_BYTES = 2000;
const PUSHES = 5;

/** A kind of run: what its baseline and candidate are, and how many of the runs are of it. */
interface Kind {
  readonly name: string;
  readonly profile: 'sampled' | 'full';
  /** Settings of the model, of the baseline's model and of the judge alongside those of the world. */
  readonly candidate: string;
  readonly baseline: string;
  readonly judge: string;
  /** Worlds of it, as a part of all, and runs in each. */
  readonly part: number;
  readonly perWorld: number;
}

/** A usual kind. */
function kind(name: string, profile: Kind['profile'], more: Partial<Kind> = {}): Kind {
  const usual = { candidate: '', baseline: '', judge: 'judge=1', part: 1 };
  return { name, profile, perWorld: RUNS_PER_WORLD, ...usual, ...more };
}

const KINDS: readonly Kind[] = [
  ...(['sampled', 'full'] as const).flatMap((profile) => [
    kind('unchanged', profile),
    kind('20 points down in one domain', profile, { candidate: ';drop=0.2' }),
  ]),
  kind(`15 points down, ${PUSHES} pushes`, 'sampled', {
    candidate: ';drop=0.15',
    perWorld: PUSHES,
    part: 0.8,
  }),
  ...[0.01, 0.02, 0.05].map((unscored) =>
    kind(`unchanged, ${unscored * 100} % without a score`, 'sampled', {
      judge: `unscored=${unscored}`,
      part: 0.4,
      perWorld: 2,
    }),
  ),
  kind('answers that never vary but for one of the baseline', 'sampled', {
    candidate: ';fixed=1',
    baseline: ';fixed=1;flip=1',
    part: 0.4,
    perWorld: 1,
  }),
  kind('the same, each drawn again by an edit', 'sampled', {
    candidate: ';fixed=1;edit=1',
    baseline: ';fixed=1;flip=1',
    part: 0.4,
    perWorld: 1,
  }),
];

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
    fresh: { type: 'boolean', default: false },
  },
});
const worlds = Math.ceil(Number(values.runs) / RUNS_PER_WORLD);
const folder = resolve('build/runs');
const journal = join(folder, 'runs.jsonl');
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
function baselineOf({ kind: { baseline, judge }, world }: Job, origin: string): Promise<string> {
  const name = `${world}${baseline} ${judge}`.replaceAll(/[^\w.]+/g, '-');
  const path = join(folder, `baseline-${name}.json`);
  const known = baselines.get(path);
  if (known !== undefined) return known;
  const made = existsSync(path)
    ? Promise.resolve(path)
    : launch(folder, {
        ...commonFlags(origin, judge, path),
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
  judge: string,
  baseline: string,
): Readonly<Record<string, string>> {
  return {
    endpoint: `${origin}/model/v1`,
    'judge-endpoint': `${origin}/judge/v1`,
    'judge-model': judge,
    'judge-check': '0',
    'max-unscored': '0.2',
    dataset,
    baseline: `file:${baseline}`,
  };
}

/** Makes a run and notes how it ended. */
async function perform(job: Job, origin: string): Promise<Line> {
  const { kind: each, world, run } = job;
  const baseline = await baselineOf(job, origin);
  const ended = await launch(folder, {
    ...commonFlags(origin, each.judge, baseline),
    model: `world=${world}${each.candidate}`,
    profile: each.profile,
    seed: `${each.name} ${world} ${run}`,
    'report-dir': `run-${keyOf(job).replaceAll(/[^\w.]+/g, '-')}`,
  });
  const line = { key: keyOf(job), ...ended };
  appendFileSync(journal, `${JSON.stringify(line)}\n`);
  return line;
}

/** Starts the random model; draws go on elsewhere when runs go on. */
async function startServer(seed: number): Promise<{ child: ChildProcess; origin: string }> {
  const child = fork('build/bench/runs/serve.js', [String(seed)]);
  const [message] = (await once(child, 'message')) as [{ origin: string }];
  return { child, origin: message.origin };
}

/** Mean of what some runs spent, as a whole number. */
function meanOf(lines: readonly Line[], figure: 'modelRequests' | 'judgeCalls'): string {
  if (lines.length === 0) return '–';
  return `${Math.round(lines.reduce((sum, line) => sum + line[figure], 0) / lines.length)}`;
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
    `${meanOf(by('pass'), 'judgeCalls')} / ${meanOf(by('pass'), 'modelRequests')}`,
    `${meanOf(by('fail'), 'judgeCalls')} / ${meanOf(by('fail'), 'modelRequests')}`,
  ];
}

mkdirSync(folder, { recursive: true });
const started = performance.now();
const done = readJournal();
const jobs = KINDS.flatMap(jobsOf).filter((job) => !done.has(keyOf(job)));
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
  'judgements (one per answer) / model requests: pass',
  'red',
];
console.log(
  table(
    head,
    KINDS.map((each) => rowOf(each, done)),
  ),
);
console.log(
  '\nThrough dist/cli, without a pull request: a red does not stick from push to push here.',
);
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
