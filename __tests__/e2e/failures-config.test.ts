import { expect, jest, test } from '@jest/globals';

import { pullRequest, schedule } from '../fakes/events.js';
import { runAsRunner } from '../fakes/runner.js';
import type { RunResult } from '../fakes/runner.js';
import type { Inputs } from './support/world.js';
import { worldsOfTests } from './support/worlds.js';

jest.setTimeout(60_000);

const newWorld = worldsOfTests();

/** The step fails with one line, and nothing else goes wrong. */
function expectOneError(run: RunResult, message: RegExp): void {
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
  expect(run.annotations.map(({ level }) => level)).toEqual(['error']);
  expect(run.annotations[0]?.message).toMatch(message);
  expect(run.annotations[0]?.message).not.toContain('\n');
  expect(run.stderr).toBe('');
  expect(run.log).not.toMatch(/^\s+at /m);
  expect(run.post?.exitCode).toBe(0);
}

test.each<[string, Inputs, RegExp]>([
  ['endpoint', { endpoint: '' }, /^CONFIG_MISSING: Input endpoint is missing\. .*http:/],
  ['model', { model: '' }, /^CONFIG_MISSING: Input model is missing\./],
  ['judge-model', { 'judge-model': ' ' }, /^CONFIG_MISSING: Input judge-model is missing\./],
])('a missing %s is named', async (_, inputs, message) => {
  const world = await newWorld();
  expectOneError(await world.run(pullRequest(), inputs), message);
  expect(world.models.calls).toEqual([]);
});

test.each<[string, Inputs, RegExp]>([
  [
    'a word',
    { comment: 'sometimes' },
    /Input comment is "sometimes"\. Give one of: always, on-failure, never\./,
  ],
  ['a number', { repeats: '-1' }, /Input repeats is "-1"\. Give a whole number from 1 to \d+/],
  ['a URL', { endpoint: 'localhost:8000' }, /Input endpoint is "localhost:8000"\. Give /],
  ['JSON', { 'request-body': '{a:1}' }, /Input request-body is "\{a:1\}"\. Give .*JSON/],
  ['a line break in it', { ladder: 'a\nb' }, /Input ladder is "a\\nb"\. Give one of: /],
  [
    'a part to come',
    { 'judge-check': '5' },
    /Input judge-check is "5"\. Give 0 \(this version does not have more yet\)/,
  ],
  ['a store to come', { baseline: 'branch:data' }, /Give cache, file:PATH or none .*branch:/],
])('an unusable value is an error with the input, the value and what is allowed: %s', async (_, inputs, message) => {
  const world = await newWorld();
  expectOneError(await world.run(pullRequest(), inputs), message);
});

test('an input that does not exist is an error with those that do', async () => {
  const world = await newWorld();
  const run = await world.run(pullRequest(), { modell: 'base' });
  const [ofRunner, ofAction] = run.annotations;
  expect(ofRunner).toMatchObject({ level: 'warning' });
  expect(ofAction?.message).toMatch(/Input modell does not exist\. The inputs are: mode, endpoint/);
  expect(run.exitCode).toBe(1);
});

test('a domain that the data set does not have is an error with those that it has', async () => {
  const world = await newWorld();
  const run = await world.run(schedule(), { domains: 'privacy' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
  expect(run.log).toMatch(/"?privacy"?.*privacy violation/);
  expect(world.models.calls).toEqual([]);
});

test('a model that would judge itself is an error', async () => {
  const world = await newWorld();
  const run = await world.run(pullRequest(), { 'judge-model': 'base' });
  expectOneError(run, /Input judge-model is "base" at the endpoint of the model under test/);
});

test.each([
  ['before the host', 'http://me:hunter2@127.0.0.1:1/v1'],
  ['in its query', 'https://gateway.example/v1?key=hunter2'],
])('a URL with a key %s is an error that does not show the key', async (_, endpoint) => {
  const world = await newWorld();
  const run = await world.run(pullRequest(), { endpoint });
  expectOneError(run, /Input endpoint is ".*\*\*\*.*"\. Give .*without credentials/);
  expect(run.stdout).not.toContain('hunter2');
});

test('headers that cannot be read are an error that does not show them', async () => {
  const world = await newWorld();
  const run = await world.run(pullRequest(), { headers: 'Authorization Bearer sk-hunter2' });
  expectOneError(run, /Input headers is a value that is not shown\. Give lines of the form/);
  expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('hunter2');
});

test('a step without any input ends with one clear error', async () => {
  const run = await runAsRunner({ event: pullRequest() });
  expectOneError(run, /^CONFIG_MISSING: Input endpoint is missing\./);
});

test('a step outside the runner, with nothing set at all, ends with one clear error', async () => {
  const run = await runAsRunner({
    event: pullRequest(),
    env: { GITHUB_EVENT_PATH: '', GITHUB_REPOSITORY: '', GITHUB_RUN_ID: '' },
  });
  expect(run.exitCode).toBe(1);
  expect(run.annotations).toHaveLength(1);
  expect(run.annotations[0]?.message).toMatch(/GITHUB_/);
});
