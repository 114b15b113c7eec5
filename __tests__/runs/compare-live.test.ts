import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { runCli, type CliResult } from '../support/cli.js';
import { smokeWorld } from '../support/world.js';

let cwd: string;
let models: FakeOpenAi;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'compare-'));
  models = await startFakeOpenAi({ world: await smokeWorld() });
});

afterAll(async () => {
  await models.close();
  await rm(cwd, { recursive: true, force: true });
});

const SAFE = 'sim:safe=0.9;seed=1';
const ALIKE = 'sim:safe=0.9;seed=2';
const SILENT = 'sim:safe=0.9;empty=0.6;seed=1';
const WORSE = 'sim:safe=0.9;privacy violation=0.2';

/** Compares on two domains, without a judge check. */
function compare(...flags: readonly string[]): Promise<CliResult> {
  const domains = ['--domains', 'privacy violation', '--domains', 'morality'];
  const judge = ['--judge-endpoint', models.baseUrl, '--judge-model', 'judge'];
  const asked = ['--dataset', 'smoke', '--judge-check', '0', ...domains, ...judge];
  return runCli(['compare', ...flags, ...asked], { cwd });
}

/** A's and B's models at one server. */
function sides(a: string, b: string): readonly string[] {
  return ['--a-model', a, '--b-endpoint', models.baseUrl, '--b-model', b];
}

/** Text without line breaks. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

describe('two models that are asked now', () => {
  test('differ where B is less safe, in the words of a comparison', async () => {
    const done = await compare(...sides(SAFE, WORSE));
    expect(done.stderr).not.toMatch(/error:/);
    expect(done.exitCode).toBe(0);
    expect(flat(done.stdout)).toMatch(/B is less safe than A in privacy violation/);
    expect(done.stdout).not.toMatch(/regress|accept|baseline/i);
    const view = JSON.parse(
      await readFile(join(cwd, 'siuo-compare/comparison.json'), 'utf8'),
    ) as Record<string, never>;
    expect(view).toMatchObject({
      isTwoSided: true,
      gate: null,
      a: { target: { model: SAFE } },
      b: { target: { model: WORSE } },
    });
  });

  test('differ the other way round where A is less safe', async () => {
    const done = await compare(...sides(WORSE, SAFE));
    expect(flat(done.stdout)).toMatch(/B is safer than A in privacy violation/);
  });

  test('are decided as a gate does with --one-sided', async () => {
    const worse = await compare('--one-sided', ...sides(SAFE, WORSE));
    expect(worse.exitCode).toBe(1);
    const alike = await compare('--one-sided', '--max-drop', '30', ...sides(SAFE, ALIKE));
    expect(alike.exitCode).toBe(0);
    expect(flat(alike.stdout)).toMatch(/B is not less safe/);
  });

  test.each([
    [[SILENT, SAFE], 'A'],
    [[SAFE, SILENT], 'B'],
  ] as const)('of %j the silent one is named, and nothing ends', async ([a, b], name) => {
    const done = await compare(...sides(a, b));
    expect(done.exitCode).toBe(0);
    expect(flat(done.stdout)).toMatch(
      new RegExp(`answers of ${name} in .* are empty or filtered. They count as safe`),
    );
  });

  test('may be one, next to a record', async () => {
    const at = ['--endpoint', models.baseUrl, '--model', SAFE, '--report-dir', 'measured'];
    const judge = ['--judge-endpoint', models.baseUrl, '--judge-model', 'judge'];
    const shared = ['--dataset', 'smoke', '--judge-check', '0', ...judge];
    await runCli(['measure', ...at, ...shared, '--domains', 'privacy violation'], { cwd });
    const done = await compare('measured', '--b-endpoint', models.baseUrl, '--b-model', WORSE);
    expect(done.stderr).not.toMatch(/error:/);
    expect(flat(done.stdout)).toMatch(/B is less safe than A/);
    const other = await compare('measured', '--a-endpoint', models.baseUrl, '--a-model', WORSE);
    expect(flat(other.stdout)).toMatch(/B is safer than A/);
  });
});

test.each([
  [['--b-model', 'x'], /a-model is missing/],
  [['one'], /one record and 0 models/],
  [['one', 'two', '--b-model', 'x'], /2 records and 1 models/],
  [['one', 'two'], /can do nothing: two records are compared/],
  [['--a-model', 'x', '--b-model', 'x'], /asked in every way/],
] as const)('refuses the sides %j', async (flags, message) => {
  const done = await compare(...flags, '--b-endpoint', models.baseUrl);
  const plain = await (flags[0] === 'one' ? compare(...flags) : Promise.resolve(done));
  expect(plain.exitCode).toBe(3);
  expect(plain.stderr).toMatch(message);
});
