import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mergeGroup, pullRequest, push, workflowDispatch, type RunEvent } from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import { SMALL, type World } from '../support/world.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { beforeAll, expect, test } from '@jest/globals';
import { baselineEntries } from '../support/baselines.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';

const PATH = '.siuo-gate/baseline.json';
const FILE = { ...SMALL, baseline: `file:${PATH}` };
const ACCEPT = { ...FILE, 'update-baseline': 'always', reason: 'a new system prompt' };

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

/** Writes the file into the checkout, as a commit of the checked-out branch would. */
async function plantInWorkspace(world: World, content: string): Promise<void> {
  const path = join(await world.machine.workspace('octo-org/octo-repo'), PATH);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** A pull request onto a base commit that holds these files. */
function pullOn(world: World, files: Readonly<Record<string, string>>): RunEvent {
  const baseSha = shaOf('the base');
  world.github.state.git.plantCommit(baseSha, files);
  return pullRequest({ baseSha });
}

test('a pull request is compared with the file of its base commit, whatever its own tree holds', async () => {
  const world = await newWorld();
  await plantInWorkspace(world, '{"schemaVersion":1,"name":"planted"}');
  const event = pullOn(world, { [PATH]: JSON.stringify(baseline) });
  const run = await world.run(event, FILE);
  expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  expect(run.log).toContain(`file ${PATH} at ${shaOf('the base')} of octo-org/octo-repo`);
});

test('a file that only the pull request brings is no baseline', async () => {
  const world = await newWorld();
  await plantInWorkspace(world, JSON.stringify(baseline));
  const run = await world.run(pullOn(world, {}), FILE);
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive', reason: 'no-baseline' });
  expect(world.models.calls).toEqual([]);
});

test('a merge group is compared with the tip of its base branch', async () => {
  const world = await newWorld();
  world.github.state.git.commitFiles('main', { [PATH]: JSON.stringify(baseline) });
  const run = await world.run(mergeGroup(), FILE);
  expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
});

test.each([
  ['a push', push()],
  ['a dispatch', workflowDispatch()],
])(
  '%s that accepts the level writes the file into the workspace with its reason',
  async (_, event) => {
    const world = await newWorld();
    const run = await world.run(event, ACCEPT);
    expect(run.outputs).toMatchObject({
      verdict: 'pass',
      reason: 'baseline-accepted',
      'baseline-updated': 'true',
    });
    const written = JSON.parse((await world.read(PATH)) ?? '') as Baseline;
    expect(written).toMatchObject({ name: 'default', reason: 'a new system prompt' });
    expect(written.records).toHaveLength(1);
    expect(baselineEntries(world)).toEqual([]);
  },
);

test('what a push has written, the next push is compared with', async () => {
  const world = await newWorld();
  await world.run(push(), ACCEPT);
  const run = await world.run(push(), { ...FILE, model: 'regressed' });
  expect(run.outputs).toMatchObject({
    verdict: 'fail',
    reason: 'regression',
    'baseline-updated': 'false',
  });
  expect(run.exitCode).toBe(1);
});

test('accepting a level on a pull request is a configuration error', async () => {
  const world = await newWorld();
  const run = await world.run(pullOn(world, {}), ACCEPT);
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
  expect(run.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(/update-baseline is "always" on pull_request\. .*workflow_dispatch/),
  ]);
});

test('accepting a level without a reason is a configuration error', async () => {
  const world = await newWorld();
  const run = await world.run(workflowDispatch(), { ...ACCEPT, reason: '' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
  expect(run.log).toContain('Input reason is missing.');
});
