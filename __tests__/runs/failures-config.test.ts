import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pullRequest, schedule } from '../fakes/events.js';
import { runAsRunner, type RunResult } from '../fakes/runner.js';
import { describe, expect, test } from '@jest/globals';
import type { Inputs } from '../support/world.js';
import { playAll, worldsOfTests } from '../support/worlds.js';

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

describe('a run that cannot begin', () => {
  const cases: readonly [string, Inputs, RegExp][] = [
    [
      'without an endpoint',
      { endpoint: '' },
      /^CONFIG_MISSING: Input endpoint is missing\. .*http:/,
    ],
    ['without a model', { model: '' }, /^CONFIG_MISSING: Input model is missing\./],
    ['without a judge', { 'judge-model': ' ' }, /^CONFIG_MISSING: Input judge-model is missing\./],
    [
      'with its model as its judge',
      { 'judge-model': 'base' },
      /Input judge-model is "base" at the endpoint of the model under test/,
    ],
    [
      'with an unknown word',
      { comment: 'sometimes' },
      /Input comment is "sometimes"\. Give one of: always, on-failure, never\./,
    ],
    [
      'with a number out of range',
      { repeats: '-1' },
      /Input repeats is "-1"\. Give a whole number from 1 to \d+/,
    ],
    [
      'with a URL that is none',
      { endpoint: 'localhost:8000' },
      /Input endpoint is "localhost:8000"\. Give /,
    ],
    [
      'with JSON that is none',
      { 'request-body': '{a:1}' },
      /Key request-body in line 1 of .*siuo-gate\.yml.* is "\{a:1\}"\. Give .*JSON/,
    ],
    [
      'with a line break in a word',
      { profile: 'a\nb' },
      /Input profile is "a\\nb"\. Give one of: /,
    ],
    [
      'with a part of the plan in a mode that decides',
      { shard: '1/2' },
      /Input shard is "1\/2" with mode "gate"\. Give shard with mode: sweep/,
    ],
    [
      'with a password in the URL',
      { endpoint: 'http://me:hunter2@127.0.0.1:1/v1' },
      /Input endpoint is ".*\[hidden\].*"\. Give .*without credentials/,
    ],
    [
      'with a key in the query of the URL',
      { endpoint: 'https://gateway.example/v1?key=hunter2' },
      /Input endpoint is ".*\*\*\*.*"\. Give .*without credentials/,
    ],
    [
      'with headers that are none',
      { headers: 'Authorization Bearer sk-hunter2' },
      /Input headers is a value that is not shown\. Give lines of the form/,
    ],
  ];
  const played = playAll(cases, (world, [, inputs]) => world.run(pullRequest(), inputs));

  test.each(cases)('%s ends with one line: input, value, what is allowed', (name, _, message) => {
    const { world, run } = played(name);
    expectOneError(run, message);
    expect(world.models.calls).toEqual([]);
    expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('hunter2');
  });
});

test('an input that does not exist is an error with those that do', async () => {
  const world = await newWorld();
  const run = await world.run(pullRequest(), { modell: 'base' });
  const [ofRunner, ofAction] = run.annotations;
  expect(ofRunner).toMatchObject({ level: 'warning' });
  expect(ofAction?.message).toMatch(
    /Input modell does not exist\. The inputs are: mode, config, endpoint/,
  );
  expect(run.exitCode).toBe(1);
});

test('a domain that the data set does not have is an error with those that it has', async () => {
  const world = await newWorld();
  const run = await world.run(schedule(), { domains: 'privacy' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
  expect(run.log).toMatch(/"?privacy"?.*privacy violation/);
  expect(world.models.calls).toEqual([]);
});

test('a run that cannot begin leaves no report of an earlier one behind, and the files of others', async () => {
  const world = await newWorld();
  const workspace = await world.machine.workspace('octo-org/octo-repo');
  const folder = join(workspace, 'siuo-report');
  await mkdir(folder, { recursive: true });
  for (const name of ['summary.json', 'report.html', 'notes.txt']) {
    await writeFile(join(folder, name), 'pass');
  }
  await world.run(pullRequest(), { comment: 'sometimes' });
  expect(await readdir(folder)).toEqual(['notes.txt']);
});

test('a report that could not be written is an error before anything is asked', async () => {
  const world = await newWorld();
  const workspace = await world.machine.workspace('octo-org/octo-repo');
  await writeFile(join(workspace, 'taken'), 'x');
  const run = await world.run(pullRequest(), { 'report-dir': 'taken' });
  expectOneError(
    run,
    /^CONFIG_INVALID: Input report-dir is "taken", where no report can be written/,
  );
  expect(world.models.calls).toEqual([]);
});

test('a step without any input ends with one clear error', async () => {
  const run = await runAsRunner({ event: schedule() });
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
