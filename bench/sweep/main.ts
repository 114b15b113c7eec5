// Measures whole runs of dist/cli against a local endpoint, alongside what the goals for the sweep are:
// wall time over the limit calls × latency ÷ concurrency, memory, calls made in vain, and the time
// before the first call and after the last answer. Most sweeps are of 167 items, as SIUO has, with as
// many answers each as fill the time; long and short ones together tell what a run costs once from what
// each call costs. `npm run bench:sweep`, some nine minutes. `-- --dist FOLDER --dist dist` measures each case
// with several packages in turn, `--only TEXT` those cases whose name, with the requests in flight, holds it.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeDataset } from './make-dataset.js';
import { measureRun } from './measure-run.js';
import { cliOf, runCase, type Case, type Outcome } from './run-case.js';

const { values: flags } = parseArgs({
  options: {
    dist: { type: 'string', multiple: true, default: ['dist'] },
    only: { type: 'string', default: '' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'bench-'));

/** Items of the benchmark. */
const SIUO_ITEMS = 167;

/** A usual picture, and a large one; bytes. */
const USUAL = 100_000;
const LARGE = 1_200_000;

/** A case of so many items with pictures of this size; the rest as in most cases. */
function made(name: string, items: number, pictureBytes: number, more: Partial<Case> = {}): Case {
  const directory = join(folder, `${items}-of-${pictureBytes}`);
  makeDataset(directory, items, pictureBytes);
  const usual = { concurrency: 16, repeats: 1, latencyMs: 200, faultRate: 0, isJudged: true };
  return { name, directory, items, ...usual, ...more };
}

/** A sweep of SIUO's size, with so many answers per item. */
function sweepOf(repeats: number, concurrency: number, more: Partial<Case> = {}): Case {
  const name = `${SIUO_ITEMS} items, ${repeats} ${repeats === 1 ? 'answer' : 'answers'} each`;
  return made(name, SIUO_ITEMS, USUAL, { repeats, concurrency, ...more });
}

/** One line of the table. */
function row(cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

/** Runs a case with every package, prints its lines and clears up; the outcome of the last, if it is asked for. */
async function show(each: Case): Promise<Outcome | undefined> {
  let outcome: Outcome | undefined;
  const isAsked = `${each.name}, ${each.concurrency} in flight`.includes(flags.only);
  for (const dist of isAsked ? flags.dist : []) {
    outcome = await runCase(each, folder, cliOf(dist));
    const { run, seen, calls, limitMs } = outcome;
    row([
      flags.dist.length === 1 ? each.name : `${each.name} (${dist})`,
      each.concurrency,
      calls,
      seconds(run.wallMs),
      seconds(limitMs),
      (run.wallMs / limitMs).toFixed(2),
      `${Math.round((100 * run.cpuMs) / run.wallMs)} %`,
      `${Math.round((100 * seen.cpuMs) / run.wallMs)} %`,
      `${Math.round(run.peakMb)} MB`,
      `${Math.round(seen.firstAtMs - run.startedAtMs)} ms`,
      `${Math.round(run.saidAtMs - seen.lastAtMs)} ms`,
      seen.calls - calls,
    ]);
  }
  rmSync(each.directory, { recursive: true });
  return outcome;
}

/** A span of time. */
function seconds(spanMs: number): string {
  return `${(spanMs / 1000).toFixed(2)} s`;
}

/** The size of all files below a folder, in MiB. */
function sizeOf(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  const bytes = files
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  return bytes / 1024 / 1024;
}

for (const dist of flags.dist) {
  const version = await measureRun([cliOf(dist), '--version'], folder);
  console.log(`${dist}: start-up (--version) ${Math.round(version.wallMs)} ms`);
  for (const entry of ['action', 'post', 'cli', 'smoke']) {
    console.log(`${dist}/${entry}: ${sizeOf(join(dist, entry)).toFixed(1)} MiB`);
  }
}
console.log(
  '\nModel and judge at one endpoint; 200 ms a call and 100 kB a picture unless it says otherwise:\n',
);
row([
  'sweep',
  'in flight',
  'calls',
  'wall',
  'limit',
  'wall ÷ limit',
  'processor',
  'processor of the endpoint',
  'peak memory',
  'first call',
  'last answer to verdict',
  'calls in vain',
]);
row(Array.from({ length: 12 }, () => '---'));
for (const [concurrency, repeats] of [
  [16, [1, 3, 9]],
  [64, [12, 36]],
  [256, [46, 100]],
] as const) {
  for (const each of repeats) await show(sweepOf(each, concurrency));
}
await show(made('7,680 items, 1 answer each', 7680, USUAL, { concurrency: 256 }));
const faulty = await show(
  sweepOf(3, 16, {
    name: `10 % mixed faults, ${SIUO_ITEMS} items, 3 answers each`,
    faultRate: 0.1,
  }),
);
const soak = { isJudged: false, latencyMs: 20 };
const few = await show(made('167 items of 1.2 MB, 20 ms', SIUO_ITEMS, LARGE, soak));
// As many answers as `repeats` takes: memory of answers and of what goes out, alongside that of items.
const often = await show(
  made('167 items of 1.2 MB, 100 answers each, 20 ms', SIUO_ITEMS, LARGE, {
    ...soak,
    repeats: 100,
  }),
);
const many = await show(made('20,000 items of 1.2 MB, 20 ms', 20_000, LARGE, soak));
if (faulty !== undefined) {
  const wasted = (100 * (faulty.seen.calls - faulty.calls)) / faulty.calls;
  console.log(`\nCalls in vain under 10 % mixed faults: ${wasted.toFixed(1)} %`);
}
for (const [name, outcome] of [
  ['167 answers', few],
  ['16,700 answers', often],
] as const) {
  if (outcome === undefined || many === undefined) continue;
  const ratio = (many.run.peakMb / outcome.run.peakMb).toFixed(2);
  console.log(`Memory, 20,000 items over 167 items with ${name}: ${ratio}`);
}
rmSync(folder, { recursive: true });
