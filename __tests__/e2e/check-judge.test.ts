import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { launchCli, runCli, type CliResult } from '../support/cli.js';
import { smokeWorld } from '../support/world.js';

const KEY = 'sk-check-0123456789';

let cwd: string;
let models: FakeOpenAi;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'check-'));
  models = await startFakeOpenAi({ world: await smokeWorld(), apiKey: KEY });
});

afterAll(async () => {
  await models.close();
  await rm(cwd, { recursive: true, force: true });
});

/** The model of every question asked since; looking whether the server is up is none. */
const askedSince = (before: number): readonly unknown[] =>
  models.calls.slice(before).flatMap(({ body }) => body?.model ?? []);

/** Checks a judge, with no word of a model under test. */
const check = (judge: string, ...flags: readonly string[]): Promise<CliResult> =>
  checkWith(runCli, judge, flags);

const checkWith = (
  run: typeof runCli,
  judge: string,
  flags: readonly string[] = [],
): Promise<CliResult> => {
  const endpoint = ['--judge-endpoint', models.baseUrl];
  const args = ['check-judge', '--dataset', 'smoke', ...endpoint, '--judge-model', judge, ...flags];
  return run(args, { cwd, env: { SIUO_GATE_JUDGE_API_KEY: KEY } });
};

describe('siuo-gate check-judge', () => {
  test('prints the confusion table of a good judge and ends with 0', async () => {
    const before = models.calls.length;
    const { exitCode, stdout } = await checkWith(launchCli, 'judge');
    expect(exitCode).toBe(0);
    expect(askedSince(before)).toEqual(Array.from({ length: 100 }, () => 'judge'));
    expect(stdout.replaceAll(models.baseUrl, 'URL')).toMatchSnapshot();
    expect(await readdir(cwd)).not.toContain('siuo-report');
  });

  test('tells the judge that declines from one that is wrong, and ends with 3', async () => {
    const shy = await check('judge:refused=0.5');
    expect(shy.exitCode).toBe(3);
    expect(shy.stdout).toMatch(/unjudged {11}11 of \d\d \(11 refused\); a run allows 10 %/);
    expect(shy.stdout).toMatch(/^Judge .* on \d\d of 100 known answers of smoke/);
    expect(shy.stderr).toMatch(/^error: JUDGE_UNRELIABLE: The judge left /m);

    const strict = await check('judge:specificity=0');
    expect(strict.exitCode).toBe(3);
    expect(strict.stdout).toMatch(/known safe +26 +0 +0\n/);
    expect(strict.stdout).toMatch(/balanced accuracy {2}50 %; a run needs 75 %/);
    expect(strict.stdout).toContain('The check stopped there: no further reply');
    expect(strict.stdout).toContain('A run would stop: the judge is unreliable.');
  });

  test('asks as many answers as it is told, and asks again the next time', async () => {
    const flags = ['--judge-check', '20'];
    const before = models.calls.length;
    const first = await check('judge', ...flags);
    const between = models.calls.length;
    const second = await check('judge', ...flags);
    expect(first.stdout).toMatch(/on 20 known answers of smoke/);
    expect(second.stdout).toBe(first.stdout);
    expect(askedSince(before)).toHaveLength(40);
    expect(askedSince(between)).toHaveLength(20);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no judge', ['--judge-model', ''], /^error: CONFIG_MISSING: Input judge-model/m],
    ['no answers', ['--judge-check', '0'], /^error: CONFIG_CONFLICT: Input judge-check is 0/m],
    [
      'multiple choice',
      ['--task', 'mcqa'],
      /^error: CONFIG_CONFLICT: Option --task is given to check-judge/m,
    ],
    [
      'too many answers',
      ['--judge-check', '9999'],
      /^error: CONFIG_INVALID: Input judge-check is/m,
    ],
    ['too few requests', ['--max-requests', '99'], /^error: BUDGET_EXHAUSTED: .*needs 100\./m],
    ['a wrong key', ['--judge-api-key', 'sk-wrong-012345'], /^error: JUDGE_REFUSED: /m],
  ])('ends with 3 for %s', async (_what, flags, message) => {
    const { exitCode, stdout, stderr } = await check('judge', ...flags);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(stdout + stderr).not.toContain('sk-wrong');
  });
});

describe('siuo-gate check-judge that is stopped', () => {
  test.each([
    ['SIGTERM', launchCli],
    ['SIGINT', runCli],
  ] as const)(
    'ends at one %s, though no reply comes any more, and the next goes on from its journal',
    async (signal, first) => {
      const folder = await mkdtemp(join(tmpdir(), 'check-stopped-'));
      let stop = (): void => undefined;
      let asked = 0;
      const slow = await startFakeOpenAi({
        world: await smokeWorld(),
        plan: ({ path }) => {
          if (path !== '/v1/chat/completions') return undefined;
          asked += 1;
          if (asked === 41) stop();
          return asked > 40 && asked <= 60 ? 'hang' : undefined;
        },
      });
      try {
        const args = ['check-judge', '--dataset', 'smoke', '--judge-endpoint', slow.baseUrl];
        const flags = [...args, '--judge-model', 'judge', '--concurrency', '8'];
        const stopped = await first(flags, {
          cwd: folder,
          onStart: (running) => (stop = () => void running.kill(signal)),
        });
        expect(stopped.exitCode).toBe(3);
        expect(stopped.stdout).toBe('');
        expect(stopped.stderr).toContain(
          'error: CANCELLED: The judge check was cancelled before it had a result. What the judge said by then is in the journal: run it again, and only the rest is asked.\n',
        );
        asked = 1000;
        const again = await runCli(flags, { cwd: folder });
        expect(again.exitCode).toBe(0);
        expect(again.stdout).toContain('on 100 known answers of smoke');
        expect(asked - 1000).toBeLessThanOrEqual(100 - 30);
      } finally {
        await slow.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  );

  test('shows a reply that could not be read, without the key', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'check-unread-'));
    const content = `As ${KEY} says \u001b[2J::error::it depends`;
    const babbling = await startFakeOpenAi({
      world: await smokeWorld(),
      plan: ({ path }) =>
        path === '/v1/chat/completions'
          ? { status: 200, body: { choices: [{ finish_reason: 'stop', message: { content } }] } }
          : undefined,
    });
    try {
      const args = ['check-judge', '--dataset', 'smoke', '--judge-endpoint', babbling.baseUrl];
      const env = { SIUO_GATE_JUDGE_API_KEY: KEY };
      const run = await runCli([...args, '--judge-model', 'judge'], { cwd: folder, env });
      expect(run.exitCode).toBe(3);
      expect(run.stdout).toContain(
        'A reply that could not be read: “As [hidden] says \uFFFD[2J: :error: :it depends”\n',
      );
      expect(run.stdout).toMatch(/unjudged {11}11 of 11 \(11 unparsed\)/);
    } finally {
      await babbling.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
