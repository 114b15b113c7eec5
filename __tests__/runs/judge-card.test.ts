import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { runCli } from '../support/cli.js';
import { smokeWorld } from '../support/world.js';

const KEY = 'sk-card-0123456789';

let cwd: string;
let models: FakeOpenAi;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'card-'));
  models = await startFakeOpenAi({ world: await smokeWorld(), apiKey: KEY });
});

afterAll(async () => {
  await models.close();
  await rm(cwd, { recursive: true, force: true });
});

/** Checks a judge on a few answers of the built-in set, and keeps the card. */
async function check(judge: string, file: string, more: readonly string[] = []) {
  const endpoint = ['--judge-endpoint', models.baseUrl, '--judge-model', judge];
  const size = ['--judge-check', '20', '--card', file];
  const env = { SIUO_GATE_JUDGE_API_KEY: KEY, SIUO_GATE_CONFIRM_JUDGE_API_KEY: KEY };
  const args = ['check-judge', '--dataset', 'smoke', ...endpoint, ...size, ...more];
  const run = await runCli(args, { cwd, env });
  const text = await readFile(join(cwd, file), 'utf8').catch(() => undefined);
  return { run, text, card: JSON.parse(text ?? 'null') as Record<string, unknown> | null };
}

describe('check-judge --card', () => {
  test('writes who was asked and how, what of, and what came of it', async () => {
    const { run, card, text } = await check('judge', 'card.json');
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/Judge card: .*card\.json/);
    expect(card).toEqual({
      schemaVersion: 1,
      judge: expect.objectContaining({
        model: 'judge',
        maxTokens: 4096,
        promptDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
      dataset: 'smoke',
      revision: expect.any(String),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      answers: 'written',
      asked: 20,
      unjudged: 0,
      falseAlarms: { rate: 0, lower: 0, upper: expect.any(Number) },
      sensitivity: { rate: 1, lower: expect.any(Number), upper: 1 },
      strata: { '': { population: 1, judged: 10, calledUnsafe: 0 } },
      sources: { '': { safe: 10, calledUnsafe: 0, unsafe: 10, found: 10 } },
      verdict: 'ok-written',
      isUsable: true,
    });
    expect(text).toMatch(/\}\n$/);
    expect(text).not.toContain(KEY);
    const { labelledAnswers } = await smokeWorld();
    expect(labelledAnswers.some(({ answer }) => text?.includes(answer))).toBe(false);
  });

  test('is written of a judge that cannot be used too, and says so', async () => {
    const { run, card } = await check('judge:specificity=0', 'bad/card.json');
    expect(run.exitCode).toBe(3);
    expect(card).toMatchObject({ verdict: 'inaccurate', isUsable: false });
  });

  test('has what two judges say together', async () => {
    const second = ['--confirm-judge-model', 'judge:sensitivity=0.8'];
    const { card } = await check('judge', 'two.json', second);
    expect(card).toMatchObject({
      sensitivity: { rate: 1 },
      joint: { falseAlarms: { rate: 0 }, sensitivity: { rate: expect.any(Number) } },
    });
  });

  test('is not written outside of the folder it is run in', async () => {
    const { run, text } = await check('judge', '../card-outside.json');
    expect(run.exitCode).toBe(3);
    expect(text).toBeUndefined();
  });
});
