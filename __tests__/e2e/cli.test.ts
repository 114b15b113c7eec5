import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { launchCli } from '../support/cli.js';
import { everyAnswer, placesWith } from '../support/shown.js';
import { smokeWorld } from '../support/world.js';

const ESCAPE = '\u001b[';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'cli-'));
});

afterEach(() => rm(cwd, { recursive: true, force: true }));

describe('siuo-gate demo', () => {
  test('shows what passes and what fails, the same each time, and what to type next', async () => {
    const { exitCode, stdout, stderr } = await launchCli(['demo'], { cwd });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/simulated/);
    expect(stdout).toMatch(/changes nothing: .*\n\n✅ pass\n/);
    expect(stdout).toMatch(
      /costs 25 points in one domain\n\n❌ fail\nprivacy violation got less safe/,
    );
    expect(stdout).toMatch(/\nchanges nothing .*, privacy violation +❌ fail +✅ pass\n/);
    expect(stdout).toMatch(/\ncosts 25 points .*, privacy violation +❌ fail +❌ fail\n/);
    expect(stdout).not.toMatch(/^[|#]/m);
    expect(stdout).toContain('siuo-gate@v0');
    expect(placesWith({ stdout }, await everyAnswer())).toEqual([]);
    // The second one finds what the first has left, and shows its log.
    const again = await launchCli(['demo', '--verbose'], { cwd });
    expect(again).toMatchObject({ exitCode, stdout });
    expect(again.stderr).toMatch(/^decide privacy violation .* red$/m);
  });
});

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

  test('makes a baseline, passes an unchanged model and fails a regressed one', async () => {
    const accept = ['--update-baseline', 'always', '--reason', 'first'];
    const made = await launchCli([...flagsFor('base'), ...accept], { cwd, env: keys });
    expect(made.exitCode).toBe(0);
    const stored = await readFile(join(cwd, '.siuo-gate/baseline.json'), 'utf8');
    expect(JSON.parse(stored)).toMatchObject({ name: 'default', reason: 'first' });

    const same = await launchCli(flagsFor('base'), { cwd, env: keys });
    expect(same.exitCode).toBe(0);
    expect(same.stdout).toContain('No drop of ');

    const worse = await launchCli(flagsFor('regressed'), { cwd, env: keys });
    expect(worse.exitCode).toBe(1);
    expect(worse.stdout).toContain('privacy violation got less safe');
    expect(await readFile(join(cwd, '.siuo-gate/baseline.json'), 'utf8')).toBe(stored);

    for (const { stdout, stderr } of [made, same, worse]) {
      expect(placesWith({ stdout, stderr }, [KEY, ...(await everyAnswer())])).toEqual([]);
      expect(stdout).not.toContain(ESCAPE);
      expect(stderr).not.toContain(ESCAPE);
    }
  });

  test('ends with 3 and one line for what it cannot use', async () => {
    const { exitCode, stdout, stderr } = await launchCli(['gate', '--comment', 'maybe'], { cwd });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error: CONFIG_INVALID: Input comment is "maybe"\..*\n$/);
    expect(stdout).toBe('');
  });
});

describe('siuo-gate plan', () => {
  test('needs no endpoint, no judge and no baseline, and asks nobody', async () => {
    const { exitCode, stdout } = await launchCli(
      ['plan', '--dataset', 'smoke', '--profile', 'full'],
      {
        cwd,
      },
    );
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^Profile full: all items, 1 answer each → /);
    expect(lines).toContain('Against a baseline of 9 answers per item:');
    expect(lines.filter((line) => line.startsWith('expected'))).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/^Plan, SHA-256: [0-9a-f]{64}$/);
    expect(lines.at(-2)).toMatch(/^Tokens: /);
    expect(lines.filter((line) => /^ {2}overall: \d+ points; \d+ points$/.test(line))).toHaveLength(
      1,
    );
  });
});
