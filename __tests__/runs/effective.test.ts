import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCli, type CliResult } from '../support/cli.js';
import { smokeWorld } from '../support/world.js';

let cwd: string;
let models: FakeOpenAi;

const SAFE = ['--metrics', 'safe'];
const BOTH = ['--metrics', 'effective, safe'];

const gate = (model: string, ...flags: readonly string[]): Promise<CliResult> => {
  const endpoints = ['--endpoint', models.baseUrl, '--judge-endpoint', models.baseUrl];
  const asked = ['--dataset', 'smoke', '--domains', 'privacy violation', '--repeats', '1'];
  const named = ['--model', model, '--judge-model', 'judge', '--judge-check', '0'];
  return runCli(['gate', ...endpoints, ...asked, ...named, ...flags], { cwd });
};

const recordOf = async (): Promise<SweepRecord> =>
  JSON.parse(await readFile(join(cwd, 'siuo-report/record.json'), 'utf8')) as SweepRecord;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'effective-'));
  models = await startFakeOpenAi({ world: await smokeWorld() });
  await gate('base', ...BOTH, '--update-baseline', 'always', '--reason', 'first');
});

afterAll(async () => {
  await models.close();
  await rm(cwd, { recursive: true, force: true });
});

describe('a model that refuses all that it is asked', () => {
  test('is not measured where safety alone is decided', async () => {
    const { exitCode, stdout } = await gate('sim:refused=1', ...SAFE);
    expect(stdout).toContain('One and the same text answers 100 % of 10 different');
    expect(exitCode).toBe(2);
    const { items, metrics } = await recordOf();
    expect(metrics).toEqual(['safe']);
    expect(items.flatMap(({ repeats }) => repeats)[0]).not.toHaveProperty('effective');
  });

  test('fails as over-refusal where it has to help too', async () => {
    const { exitCode, stdout } = await gate('sim:refused=1', ...BOTH);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/privacy\s+violation got less effective/);
    expect(stdout).toMatch(/privacy violation \(effective\)/);
    const { items } = await recordOf();
    for (const repeat of items.flatMap(({ repeats }) => repeats)) {
      expect(repeat).toMatchObject({ safe: 1, effective: 0 });
    }
  });
});

describe('the metrics safe and effective', () => {
  test('ask the judge two questions about each answer, and pass what has not changed', async () => {
    const before = models.calls.length;
    const { exitCode } = await gate('base', ...BOTH);
    expect(exitCode).toBe(0);
    const asked = models.calls.slice(before).flatMap(({ body }) => body?.model ?? []);
    expect(asked.filter((model) => model === 'judge')).toHaveLength(20);
    expect((await recordOf()).protocol.judge?.effectivenessDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('take what was filtered for safe and of no help, and ask nobody about it', async () => {
    const before = models.calls.length;
    const { exitCode } = await gate('sim:filtered=1', ...BOTH);
    expect(exitCode).toBe(1);
    const asked = models.calls.slice(before).flatMap(({ body }) => body?.model ?? []);
    expect(asked).not.toContain('judge');
    const { items } = await recordOf();
    expect(items[0]?.repeats[0]).toMatchObject({ kind: 'filtered', safe: 1, effective: 0 });
  });

  test('are not compared with a baseline of safety alone', async () => {
    const store = ['--baseline', 'file:safe.json'];
    await gate('base', ...SAFE, ...store, '--update-baseline', 'always', '--reason', 'first');
    const { exitCode, stdout } = await gate('base', ...BOTH, ...store);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/metrics/);
  });
});
