import * as events from '../fakes/events.js';
import { PERMISSIONS, SMALL, type World } from '../support/world.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { describe, expect, test } from '@jest/globals';
import { worldsOfTests } from '../support/worlds.js';

const DATA = 'refs/heads/siuo-gate-data';
const BRANCH = { ...SMALL, baseline: 'branch:siuo-gate-data' };
const WRITES = { permissions: { contents: 'write', actions: 'read' } } as const;

const newWorld = worldsOfTests();

/** A repository with code on main. */
async function repositoryOf(): Promise<World> {
  const world = await newWorld();
  world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  return world;
}

/** The stored file of a baseline. */
function stored(world: World, path = 'default.json'): Baseline {
  return JSON.parse(world.github.state.git.readFile(DATA, path)?.toString() ?? '') as Baseline;
}

test('a baseline run makes the branch, a pull request reads it, a release pins its pool', async () => {
  const world = await repositoryOf();
  const baselineRun = await world.run(events.schedule(), BRANCH, WRITES);
  expect(baselineRun.outputs).toMatchObject({
    reason: 'baseline-created',
    'baseline-updated': 'true',
  });
  expect(baselineRun.summary).toContain('file default.json of the branch siuo-gate-data at');
  const pull = await world.run(events.pullRequest(), BRANCH);
  expect(pull.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  expect(pull.log).toMatch(
    /default\.json .*: 1 baseline run, 1 answer per item; the newest of run 9001/,
  );
  expect(world.github.state.git.history(DATA)).toHaveLength(1);
  const release = await world.run(events.release({ tag: 'v1.0.0' }), BRANCH, WRITES);
  expect(release.outputs).toMatchObject({ verdict: 'pass', 'baseline-updated': 'true' });
  expect(stored(world).pinned).toMatchObject({ kind: 'release', label: 'v1.0.0' });
  expect(stored(world).records.map(({ provenance }) => provenance.runId)).toEqual(['9001']);
});

test('a baseline run that may not write is told so before anything is asked', async () => {
  const world = await repositoryOf();
  const run = await world.run(events.schedule(), BRANCH, { permissions: PERMISSIONS });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', requests: '0' });
  expect(run.annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(/siuo-gate-data.*cannot be written.*`contents: write`/),
  ]);
  expect(world.models.calls).toEqual([]);
});

test('a pull request that may not read is told so before anything is asked', async () => {
  const world = await newWorld({ isPrivate: true });
  const run = await world.run(events.pullRequest(), BRANCH, { permissions: {} });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', requests: '0' });
  expect(run.log).toContain('Give the job `contents: read`.');
});

describe('several gates in one repository', () => {
  test('keep a file and a comment each', async () => {
    const world = await repositoryOf();
    const legs = ['model-a', 'model-b'].map((name) => ({ ...BRANCH, 'baseline-name': name }));
    for (const leg of legs) await world.run(events.schedule(), leg, WRITES);
    expect(stored(world, 'model-a.json').name).toBe('model-a');
    expect(stored(world, 'model-b.json').name).toBe('model-b');
    for (const leg of legs) await world.run(events.pullRequest(), leg);
    const comments = world.github.state.commentsOn(7).map(({ body }) => body.split(' ', 2)[1]);
    expect(comments).toEqual(['siuo-gate:model-a', 'siuo-gate:model-b']);
  });
});

test.each([
  ['branch:main', /a branch that holds code.*branch:siuo-gate-data/],
  ['branch:refs/heads/x', /Give branch:NAME with the name of a branch, without refs\/heads\//],
])('baseline: %s is refused', async (baseline, why) => {
  const world = await newWorld();
  const run = await world.run(events.pullRequest(), { ...SMALL, baseline });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
  expect(run.log).toMatch(why);
});
