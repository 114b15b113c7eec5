import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { COMMAND_INPUTS } from '../../src/config/command-inputs.js';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { runCli } from '../support/cli.js';
import { placesWith } from '../support/shown.js';
import { smokeWorld } from '../support/world.js';

const ESCAPE = '\u001b[';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'cli-'));
});

afterEach(() => rm(cwd, { recursive: true, force: true }));

describe('siuo-gate gate', () => {
  const KEY = 'sk-cli-0123456789';
  let models: FakeOpenAi;

  beforeEach(async () => {
    models = await startFakeOpenAi({ world: await smokeWorld(), apiKey: KEY });
  });

  afterEach(() => models.close());

  const flagsFor = (model: string): readonly string[] => [
    ...['gate', '--endpoint', models.baseUrl, '--model', model, '--dataset', 'smoke'],
    ...['--judge-endpoint', models.baseUrl, '--judge-model', 'judge'],
    ...['--domains', 'privacy violation', '--repeats', '1'],
  ];
  const keys = { SIUO_GATE_API_KEY: KEY, SIUO_GATE_JUDGE_API_KEY: KEY };

  test('shows no key that stands behind a misspelt flag, or where it does not belong', async () => {
    const misspelt = await runCli(['gate', `--apikey=${KEY}`], { cwd });
    expect(misspelt.stderr).toBe("error: unknown option '--apikey=[hidden]'\n");
    expect(misspelt.exitCode).toBe(3);
    const misplaced = await runCli(['plan', '--endpoint', `http://h/?key=${KEY}`, '--seed', KEY], {
      cwd,
      env: keys,
    });
    expect(misplaced.exitCode).toBe(3);
    expect(placesWith({ ...misplaced, exitCode: '' }, [KEY])).toEqual([]);
    const help = await runCli(['gate', '--help'], { cwd, env: keys });
    expect(placesWith({ ...help, exitCode: '' }, [KEY])).toEqual([]);
  });

  test('colours what it says where that is asked for, and tells how far it is', async () => {
    const env = { ...keys, FORCE_COLOR: '1' };
    const { stdout, stderr } = await runCli([...flagsFor('base'), '--missing-baseline', 'warn'], {
      cwd,
      env,
    });
    expect(stdout).toContain(`${ESCAPE}1;3`);
    expect(stderr).toMatch(/\d+ of \d+ answers \(100 %\), .*\d+ requests, \d+ s/);
  });

  test('ends with 2 where there is no baseline and that fails, and asks the model nothing', async () => {
    const { exitCode, stdout } = await runCli(flagsFor('base'), { cwd, env: keys });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/There is no baseline/);
    expect(stdout).toMatch(/update-baseline: always|--update-baseline always/);
    expect(models.calls).toEqual([]);
  });

  test('ends with 0 where there is no baseline and that is only to be warned of', async () => {
    const flags = [...flagsFor('base'), '--missing-baseline', 'warn'];
    const { exitCode, stdout } = await runCli(flags, { cwd, env: keys });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/100 % of answers\s+safe/);
  });

  test('ends with 3 for a key that is not taken, which it does not show', async () => {
    const flags = [...flagsFor('base'), '--missing-baseline', 'warn'];
    const env = { ...keys, SIUO_GATE_API_KEY: 'sk-wrong-0123456789' };
    const { exitCode, stdout, stderr } = await runCli(flags, { cwd, env });
    expect(exitCode).toBe(3);
    expect(stdout + stderr).toMatch(/Check the input api-key/);
    expect(stdout + stderr).not.toContain('sk-wrong');
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'a missing endpoint',
      ['gate', '--model', 'base'],
      /^error: CONFIG_MISSING: Input endpoint is missing\..*\n$/,
    ],
    [
      'an unusable value',
      ['gate', '--comment', 'maybe'],
      /^error: CONFIG_INVALID: Input comment is "maybe"\. Give one of: always, on-failure, never\.\n$/,
    ],
    [
      'the cache as baseline',
      [
        'gate',
        '--endpoint',
        'http://127.0.0.1:1',
        '--model',
        'a',
        '--judge-model',
        'b',
        '--baseline',
        'cache',
      ],
      /^error: CONFIG_CONFLICT: Input baseline is "cache" outside GitHub Actions\..*\n$/,
    ],
    ['an unknown flag', ['gate', '--modle', 'base'], /^error: unknown option '--modle'/],
    [
      'a flag without its value',
      ['gate', '--model'],
      /^error: option '--model <text>' argument missing/,
    ],
    ['an unknown command', ['gaet'], /^error: unknown command 'gaet'/],
  ])('ends with 3 and one line for %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await runCli(args, { cwd });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });

  test('lists every input that it uses and the exit codes in its help', async () => {
    const { exitCode, stdout } = await runCli(['gate', '--help'], { cwd });
    expect(exitCode).toBe(0);
    const listed = [...stdout.matchAll(/^ +--([a-z-]+) </gm)].map(([, name]) => name);
    expect(listed).toEqual(COMMAND_INPUTS.gate);
    expect(stdout).toContain('0 not failed, 1 fail, 2 inconclusive that fails, 3 error');
  });

  test.each([['gate'], ['measure'], ['plan'], []])(
    '%s --help says where things are kept',
    async (...words) => {
      const { stdout } = await runCli([...words, '--help'], { cwd });
      expect(stdout).toContain('.siuo-gate/baseline.json');
      expect(stdout).toContain('~/.cache/siuo-gate');
    },
  );

  test('writes no colours where NO_COLOR is set', async () => {
    const env = { ...keys, NO_COLOR: '1', FORCE_COLOR: '1', TERM: 'xterm-256color' };
    const { stdout, stderr } = await runCli(flagsFor('base'), { cwd, env });
    expect(stdout + stderr).not.toContain(ESCAPE);
  });
});

test('siuo-gate prints its version', async () => {
  const { exitCode, stdout } = await runCli(['--version'], { cwd });
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('siuo-gate plan', () => {
  test('says what is wrong with what it was given', async () => {
    const { exitCode, stderr } = await runCli(['plan', '--profile', 'steep'], { cwd });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/CONFIG_INVALID: Input profile is "steep"\./);
  });
});
