import * as events from '../fakes/events.js';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import type { RunResult } from '../fakes/runner.js';
import {
  evaluated,
  KEY,
  readExample,
  usualValues,
  type ExampleJob,
  type Values,
  sharedConfig,
} from '../support/example.js';
import type { Inputs, World } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

const valuesOf = (world: World): Values => ({
  ...usualValues(world),
  'inputs.repeats': '3',
  'github.event.workflow_run.id': '5001',
  'github.token': 'ghs_token',
});

interface Play {
  readonly values?: Values;
  readonly inputs?: Inputs;
  readonly runId?: number;
}

/** Runs the gate of an example's job with its permissions; the judge is the world's, not OpenAI's. */
function play(
  world: World,
  { inputs: written, permissions }: ExampleJob,
  event: RunEvent,
  { values, inputs, runId }: Play = {},
): Promise<RunResult> {
  const given = evaluated(written, { ...valuesOf(world), ...values });
  const judge = { 'judge-endpoint': world.models.baseUrl };
  const run = runId === undefined ? {} : { run: { id: runId } };
  // What the example does not give is not given.
  const bare = { endpoint: '', model: '', 'judge-model': '', dataset: '' };
  return world.run(event, { ...bare, ...given, ...judge, ...inputs }, { permissions, ...run });
}

/** What a step of an action of GitHub's gives under `with`. */
function stepOf({ steps }: ExampleJob, action: string): Inputs {
  const step = steps.find(({ uses }) => uses?.startsWith(`actions/${action}@`));
  return step?.with ?? {};
}

/** Uploads as the one job's step says, and downloads as the other's does. */
async function handOver(
  world: World,
  run: RunResult,
  jobs: { readonly from: ExampleJob; readonly to: ExampleJob },
  values: Values = {},
): Promise<void> {
  const known = {
    ...valuesOf(world),
    'steps.gate.outputs.report-dir': run.outputs['report-dir'] ?? '',
    ...values,
  };
  const upload = stepOf(jobs.from, 'upload-artifact');
  const given = { name: upload.name ?? '', path: upload.path ?? '' };
  const { name = '', path = '' } = evaluated(given, known);
  const wanted = evaluated(stepOf(jobs.to, 'download-artifact'), known);
  const target = join(run.workspace, wanted.path ?? '');
  if (wanted.pattern === undefined) expect(wanted.name).toBe(name);
  else expect(name.startsWith(wanted.pattern.replace(/\*$/, ''))).toBe(true);
  // Artifacts found by a pattern get a folder each; one by its name none.
  await cp(path, wanted.pattern === undefined ? target : join(target, name), { recursive: true });
}

/** Makes the baseline that the examples compare with. */
async function worldWithBaselineRun(): Promise<World> {
  const world = await newWorld({ apiKey: KEY });
  world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  world.share(await sharedConfig());
  const baselineRun = await play(world, await readExample('nightly.yml'), events.schedule());
  expect(baselineRun.outputs).toMatchObject({ reason: 'baseline-created' });
  return world;
}

/** A run says nothing about a permission, an input or a baseline that it lacks. */
function expectQuiet(run: RunResult): void {
  expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
  expect(run.log).not.toMatch(/Unexpected input|Give the job|may not/);
}

test('sharded.yml sweeps in four jobs, and decides in a fifth', async () => {
  const world = await worldWithBaselineRun();
  const from = await readExample('sharded.yml', 'sweep');
  const to = await readExample('sharded.yml', 'report');
  for (const shard of ['1', '2', '3', '4']) {
    const values = { 'matrix.shard': shard };
    const swept = await play(world, from, events.pullRequest(), { values, runId: 700 });
    expect(swept.outputs).toMatchObject({ reason: 'swept', failed: 'false' });
    expectQuiet(swept);
    await handOver(world, swept, { from, to }, values);
  }
  const run = await play(world, to, events.pullRequest(), { runId: 700 });
  expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  expect(world.github.state.commentsOn(7)).toHaveLength(1);
  expectQuiet(run);
});

describe('fork-safe.yml and fork-safe-report.yml', () => {
  test.each([
    ['a fork', { fork: 'stranger/octo-repo' }, 'siuo-gate/default (fork answers)'],
    ['the repository itself', {}, 'siuo-gate/default'],
  ])('gate a pull request of %s', async (_, pull, context) => {
    const world = await worldWithBaselineRun();
    const from = await readExample('fork-safe.yml');
    const to = await readExample('fork-safe-report.yml');
    const served = { endpoint: world.models.baseUrl, model: 'base', 'api-key': KEY };
    const swept = await play(world, from, events.pullRequest(pull), { inputs: served });
    expect(swept.outputs).toMatchObject({ reason: 'swept', failed: 'false' });
    await handOver(world, swept, { from, to });
    const run = await play(world, to, events.workflowRun(pull));
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expectQuiet(run);
    const [status] = world.github.state.statusesOf(shaOf('head of PR 7'));
    expect(status).toMatchObject({ state: 'success', context });
    expect(world.github.state.commentsOn(7)).toHaveLength(1);
  });

  test('run nothing of the pull request where there are secrets', async () => {
    const { steps } = await readExample('fork-safe-report.yml');
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
    expect(steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
  });
});

test.each([
  ['sharded.yml', 'sweep'],
  ['sharded.yml', 'report'],
  ['fork-safe.yml', 'sweep'],
  ['fork-safe-report.yml', 'report'],
])('%s pins what %s uses by commit', async (name, job) => {
  const { steps } = await readExample(name, job);
  const others = steps
    .flatMap(({ uses }) => uses ?? [])
    .filter((uses) => uses !== 'siuo-gate/siuo-gate@v0');
  expect(others.filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  expect(others.length).toBeGreaterThan(0);
});
