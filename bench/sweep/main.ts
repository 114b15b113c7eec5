// Measures whole runs of dist/cli against a local endpoint, beside what the goals for the sweep are:
// wall time over the limit calls × latency ÷ concurrency, memory, calls made in vain, and the time
// before the first call and after the last answer. `npm run bench:sweep`, some four minutes.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataset } from './make-dataset.js';
import { measureRun } from './measure-run.js';
import { CLI, runCase, type Case, type Outcome } from './run-case.js';

const folder = mkdtempSync(join(tmpdir(), 'bench-'));

/** A case of so many items with pictures of this size; the rest as in most cases. */
function made(name: string, items: number, pictureBytes: number, more: Partial<Case> = {}): Case {
  const directory = join(folder, `${items}-of-${pictureBytes}`);
  makeDataset(directory, items, pictureBytes);
  const usual = { concurrency: 16, latencyMs: 200, faultRate: 0, isJudged: true };
  return { name, directory, items, ...usual, ...more };
}

/** One line of the table. */
function row(cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

/** Runs a case, prints its line and clears up. */
async function show(each: Case): Promise<Outcome> {
  const outcome = await runCase(each, folder);
  const { run, seen, calls, limitMs } = outcome;
  row([
    each.name,
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

const version = await measureRun([CLI, '--version'], folder);
console.log(`Start-up (--version): ${Math.round(version.wallMs)} ms`);
for (const entry of ['action', 'post', 'cli', 'smoke']) {
  console.log(`dist/${entry}: ${sizeOf(join('dist', entry)).toFixed(1)} MiB`);
}
console.log(
  '\nModel and judge at one endpoint, one answer an item; 200 ms a call but for the soak:\n',
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
await show(made('167 items of 100 kB', 167, 100_000));
await show(made('16 at once', 480, 100_000));
await show(made('64 at once', 1920, 100_000, { concurrency: 64 }));
await show(made('256 at once', 7680, 100_000, { concurrency: 256 }));
const faulty = await show(made('10 % mixed faults', 480, 100_000, { faultRate: 0.1 }));
const few = await show(
  made('167 items of 1.2 MB', 167, 1_200_000, { isJudged: false, latencyMs: 20 }),
);
const many = await show(
  made('20,000 items of 1.2 MB', 20_000, 1_200_000, { isJudged: false, latencyMs: 20 }),
);
const wasted = (100 * (faulty.seen.calls - faulty.calls)) / faulty.calls;
console.log(`\nCalls in vain under 10 % mixed faults: ${wasted.toFixed(1)} %`);
console.log(`Memory, 20,000 items over 167: ${(many.run.peakMb / few.run.peakMb).toFixed(2)}`);
rmSync(folder, { recursive: true });
