import { expect, test } from '@jest/globals';
import { pullRequest, workflowRun } from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import { RECORDS } from '../support/artifacts.js';
import { PERMISSIONS } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

test('a run that cannot begin over its inputs says failed: outputs, exit code, conclusion', async () => {
  const world = await newWorld();
  const run = await world.run(pullRequest(), { profile: 'best' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
  expect([run.exitCode, run.conclusion]).toEqual([1, 'failure']);
  expect(world.models.calls).toEqual([]);
});

test('a run that cannot begin over its records says failed on the commit, too', async () => {
  const world = await newWorld();
  world.github.state.addEvent(pullRequest());
  const inputs = { mode: 'report', records: RECORDS, endpoint: '', model: '' };
  const permissions = { ...PERMISSIONS, statuses: 'write' } as const;
  const run = await world.run(workflowRun(), inputs, { permissions });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
  expect([run.exitCode, run.conclusion]).toEqual([1, 'failure']);
  const statuses = world.github.state.statusesOf(shaOf('head of PR 7'));
  expect(statuses.map(({ state }) => state)).toEqual(['error', 'pending']);
  expect(world.models.calls).toEqual([]);
});
