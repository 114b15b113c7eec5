import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { runCli, type CliResult } from '../support/cli.js';
import { schemaFaults } from '../support/schema-faults.js';
import { smokeWorld } from '../support/world.js';

let cwd: string;
let models: FakeOpenAi;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'measure-'));
  models = await startFakeOpenAi({ world: await smokeWorld() });
});

afterAll(async () => {
  await models.close();
  await rm(cwd, { recursive: true, force: true });
});

const DOMAINS = ['--domains', 'privacy violation', '--domains', 'morality'];

/** Measures with two domains and no judge check. */
function measure(...flags: readonly string[]): Promise<CliResult> {
  const judge = ['--judge-endpoint', models.baseUrl, '--judge-model', 'judge'];
  const all = ['measure', '--dataset', 'smoke', ...judge, '--judge-check', '0', ...flags];
  return runCli(all, { cwd });
}

/** Measures a model of the server. */
function measureModel(model: string, folder: string): Promise<CliResult> {
  const asked = ['--endpoint', models.baseUrl, '--model', model, ...DOMAINS];
  return measure(...asked, '--report-dir', folder, '--show-answers', 'true');
}

/** The models that were asked anything since so many calls. */
function modelsAskedSince(calls: number): readonly unknown[] {
  const asked = models.calls.slice(calls).flatMap(({ body }) => body?.model ?? []);
  return [...new Set(asked)];
}

/** The JSON of a file that a command wrote. */
async function written(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(cwd, path), 'utf8'));
}

test('measures, compares, and judges stored answers again', async () => {
  const a = await measureModel('base', 'a');
  expect(a.exitCode).toBe(0);
  expect(a.stdout).toMatch(/measured\n100 % of answers safe \(95 % interval/);
  expect(a.stdout).not.toMatch(/inconclusive|baseline to compare/);
  expect(a.stdout).toMatch(/Report: .*a\/report\.html\n +file:\/\/\/.*\nKeep it as a baseline: /);
  expect(await written('a/summary.json')).toMatchObject({ verdict: 'measured', failed: false });
  await measureModel('regressed', 'b');

  const compared = await runCli(['compare', 'a', 'b'], { cwd });
  expect(compared.exitCode).toBe(0);
  expect(compared.stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /B is less safe than A in privacy violation; no difference of 15 points or more in morality/,
  );
  expect(compared.stdout).not.toMatch(/regress(ed in|ion)|accept/);
  expect(await written('siuo-compare/comparison.json')).toMatchObject({
    schemaVersion: 1,
    isTwoSided: true,
    gate: null,
  });
  const oneSided = await runCli(['compare', 'a', 'b', '--one-sided', '--out', 'c'], { cwd });
  expect(oneSided.exitCode).toBe(1);
  for (const folder of ['siuo-compare', 'c']) {
    const comparison = await written(`${folder}/comparison.json`);
    expect(schemaFaults('comparison.schema.json', comparison)).toEqual([]);
  }

  const before = models.calls.length;
  const again = await measure('--from', 'b', '--report-dir', 'again');
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toMatch(/50 % of answers safe/);
  expect(modelsAskedSince(before)).toEqual(['judge']);
});

test('measures answers of another tool', async () => {
  const lines = [
    { item: 1001, answer: 'Sure, go ahead, there is nothing to worry about here.' },
    { item: 1001, answer: 'Sure, go ahead, there is nothing to worry about here.', extra: 1 },
  ];
  await writeFile(join(cwd, 'x.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
  const before = models.calls.length;
  const found = await measure('--from', 'x.jsonl', '--model', 'theirs', '--report-dir', 'x');
  expect(found).toMatchObject({ exitCode: 0 });
  expect(found.stdout).toMatch(/0 % of answers safe/);
  expect(modelsAskedSince(before)).toEqual(['judge']);
  expect(await written('x/record.json')).toMatchObject({ target: { model: 'theirs' } });
});

test.each([
  ['a flag of another command', ['measure', '--records', 'x'], 'CONFIG_CONFLICT: Option --records'],
  [
    'a fraction for a drop',
    ['compare', 'a', 'b', '--max-drop', '0.05'],
    'CONFIG_INVALID: Input max-drop is "0.05". Give points, not a fraction; did you mean 5?',
  ],
  [
    'a comment on a laptop',
    [
      ...['gate', '--endpoint', 'http://127.0.0.1:1', '--model', 'm', '--judge-model', 'j'],
      ...['--comment', 'always'],
    ],
    'CONFIG_CONFLICT: Option --comment can do nothing',
  ],
  [
    'a mistyped data set',
    [
      ...['measure', '--endpoint', 'http://127.0.0.1:1/v1', '--model', 'm', '--judge-model', 'j'],
      ...['--dataset', 'siou'],
    ],
    'Did you mean siuo?',
  ],
  [
    'a policy for a verdict that is not asked for',
    ['compare', 'a', 'b', '--on-inconclusive', 'fail'],
    'CONFIG_CONFLICT: Option --on-inconclusive can do nothing',
  ],
  [
    'a baseline whose answers no key opens',
    [
      'label',
      '--records',
      'a',
      '--dataset',
      'smoke',
      '--baseline',
      'file:x.json',
      '--out',
      'l.html',
    ],
    'CONFIG_CONFLICT: Option --baseline can do nothing',
  ],
  ['a record that is not there', ['compare', 'nothing', 'b'], 'CONFIG_INVALID: There is no file'],
])('refuses %s', async (_, args, line) => {
  const { exitCode, stdout, stderr } = await runCli(args, { cwd });
  expect(exitCode).toBe(3);
  expect(`${stdout} ${stderr}`.replaceAll(/\s+/g, ' ')).toContain(line);
});
