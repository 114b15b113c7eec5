// Measures whole runs of dist/cli against a local endpoint: wall time beside the limit
// calls × latency ÷ concurrency, and peak memory. `npm run bench:sweep`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeDataset } from './make-dataset.js';
import { measureRun } from './measure-run.js';

const LATENCY_MS = 200;
const CONCURRENCY = 16;
const cli = resolve('dist/cli/index.js');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));

/** One case: a data set, and how many items it has. */
interface Case {
  readonly name: string;
  readonly directory: string;
  readonly items: number;
}

/** Makes a data set for a case. */
function made(name: string, items: number, pictureBytes: number): Case {
  const directory = join(folder, name.replaceAll(/\W+/g, '-'));
  makeDataset(directory, items, pictureBytes);
  return { name, directory, items };
}

/** Runs one sweep of one answer an item and prints its row. */
async function runCase({ name, directory, items }: Case): Promise<void> {
  const server = fork('build/bench/sweep/serve.js', [directory, String(LATENCY_MS)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [address] = (await once(server.stdout ?? server, 'data')) as [Buffer];
  const baseUrl = address.toString().trim();
  const flags = {
    endpoint: baseUrl,
    model: 'base',
    'judge-endpoint': baseUrl,
    'judge-model': 'judge',
    dataset: directory,
    repeats: '1',
    baseline: 'none',
    'missing-baseline': 'warn',
    concurrency: String(CONCURRENCY),
  };
  const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const run = await measureRun([cli, 'gate', ...args], folder);
  server.kill();
  if (run.exitCode !== 0) throw new Error(`${name} ended with ${run.exitCode}: ${run.stderr}`);
  const limitMs = (2 * items * LATENCY_MS) / CONCURRENCY;
  const cells = [
    name,
    2 * items,
    `${(run.wallMs / 1000).toFixed(2)} s`,
    `${(limitMs / 1000).toFixed(2)} s`,
    (run.wallMs / limitMs).toFixed(2),
    `${Math.round(run.peakMib)} MiB`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** The size of all files below a folder, in MiB. */
function sizeOf(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  const bytes = files
    .filter((file) => file.isFile())
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  return bytes / 1024 / 1024;
}

const version = await measureRun([cli, '--version'], folder);
console.log(
  `Start-up (--version): ${Math.round(version.wallMs)} ms, ${Math.round(version.peakMib)} MiB`,
);
for (const entry of ['action', 'post', 'cli', 'smoke']) {
  console.log(`dist/${entry}: ${sizeOf(join('dist', entry)).toFixed(1)} MiB`);
}
console.log(
  `\n${LATENCY_MS} ms a call, concurrency ${CONCURRENCY}, model and judge at one endpoint:\n`,
);
console.log(
  '| sweep | calls | wall | limit | ratio | peak memory |\n| --- | --- | --- | --- | --- | --- |',
);
await runCase({ name: 'smoke, 90 items', directory: resolve('src/demo/smoke'), items: 90 });
await runCase(made('167 items of 100 kB', 167, 100_000));
await runCase(made('167 items of 1.2 MB', 167, 1_200_000));
rmSync(folder, { recursive: true });
