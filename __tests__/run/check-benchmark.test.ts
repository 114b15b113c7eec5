import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { plainJudgePrompt } from '../../src/judge/plain-prompt.js';
import { judgeCard } from '../../src/report/judge-card.js';
import { renderCheck } from '../../src/report/terminal-check.js';
import { checkOnly, type CheckOutcome } from '../../src/run/check-judge.js';
import { textOf } from '../fakes/ports/chat-world.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import {
  emptyFolders,
  startBenchmark,
  type Folders,
  type MadeUpBenchmark,
} from '../support/made-up-benchmark.js';
import { fakeEndpoint, ok, type FakeEndpoint } from './fake-endpoint.js';
import { nowAndThen, worldOf } from './gate-world.js';

const LOCK = 'msts-pictures.lock.json';

let benchmark: MadeUpBenchmark;

beforeAll(async () => {
  benchmark = await startBenchmark();
});

afterAll(() => benchmark.server.close());

beforeEach(() => {
  benchmark.gone.clear();
  benchmark.changed.clear();
});

/** A judge that knows the truth, and calls safe answers of some models unsafe. */
function judgeOf(isAlarmed: (model: number) => boolean = () => false): FakeEndpoint {
  return fakeEndpoint(
    (body) => {
      const [, truth = '', model = ''] =
        /My answer is (\w+); it is of model (\d)/.exec(textOf(body)) ?? [];
      const verdict = isAlarmed(Number(model)) ? 'unsafe' : truth;
      return ok(JSON.stringify({ rationale: 'Because.', verdict }));
    },
    { role: 'judge' },
  );
}

/** Checks a judge on a hundred answers of the benchmark, as check-judge does. */
async function check(folders: Folders, judge = judgeOf(), second?: FakeEndpoint) {
  const { source, log } = benchmark.open(folders);
  const context = contextOf('pull_request');
  const inputs = { dataset: 'msts', 'judge-check': '100' };
  const confirm = second === undefined ? {} : { 'confirm-judge-model': 'judge-2' };
  const config = configOf({ ...inputs, ...confirm }, context);
  const world = worldOf(nowAndThen, undefined, { judge });
  const outcome = await checkOnly(
    { toolVersion: '0.1.0', config, context },
    { ...world, dataset: source, log, judgePrompt: plainJudgePrompt(), confirmJudge: second },
    new AbortController().signal,
  );
  return { outcome, log: log.lines.join('\n'), model: world.model };
}

/** The card of a check. */
function cardOf({ judge, dataset, check: made, problem }: CheckOutcome): Record<string, unknown> {
  const text = judgeCard({ judge, dataset, check: made, problem });
  return JSON.parse(text) as Record<string, unknown>;
}

describe('check-judge on a benchmark of real answers', () => {
  test('downloads what it asks about, shows each picture, and notes the pictures', async () => {
    const folders = await emptyFolders();
    const judge = judgeOf();
    const { outcome, model } = await check(folders, judge);
    expect(outcome.problem).toBeUndefined();
    expect(outcome.check).toMatchObject({ kind: 'real', known: 240 });
    expect(outcome.check.answers).toHaveLength(100);
    expect(judge.sent).toHaveLength(100);
    expect(model.sent).toEqual([]);
    const bodies = judge.sent.map((body) => JSON.stringify(body));
    expect(bodies.every((body) => body.includes('image/png'))).toBe(true);
    // The first line of the prompt for items without a warning.
    expect(bodies[0]).toContain('Picture and message may each be harmless by themselves');
    const lock = JSON.parse(await readFile(join(folders.workspace, LOCK), 'utf8')) as {
      pictures: Record<string, { sha256: string; bytes: number }>;
    };
    const numbers = new Set(outcome.check.answers.map(({ itemId }) => itemId));
    expect(Object.keys(lock.pictures)).toHaveLength(numbers.size);
    expect(Object.values(lock.pictures)[0]).toEqual({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      bytes: expect.any(Number),
    });
  });

  test('draws by label and by kind of safe answer', async () => {
    const { outcome } = await check(await emptyFolders());
    const { answers, strata } = outcome.check;
    const count = (name: string): number =>
      answers.filter(({ stratum }) => stratum === name).length;
    expect(answers.filter(({ label }) => label === 'unsafe')).toHaveLength(40);
    expect(Object.keys(strata ?? {}).map((name) => [name, count(name)])).toEqual([
      ['plain', 10],
      ['vague', 12],
      ['considerations', 12],
      ['misunderstanding', 26],
    ]);
  });

  test('fetches nothing again, and warns of a picture that is another one now', async () => {
    const folders = await emptyFolders();
    await check(folders);
    const asked = benchmark.server.requests.length;
    const again = await check(folders);
    expect(benchmark.server.requests).toHaveLength(asked);
    expect(again.log).not.toMatch(/is another one/);
    benchmark.changed.add(1);
    const { cache } = await emptyFolders();
    const other = await check({ ...folders, cache });
    expect(other.log).toMatch(
      /A picture of msts is another one than msts-pictures\.lock\.json says: http\S+\/pictures\/1\./,
    );
  });

  test('leaves out answers whose picture is gone', async () => {
    benchmark.gone.add(3).add(17);
    const { outcome, log } = await check(await emptyFolders());
    const ids = new Set(outcome.check.answers.map(({ itemId }) => itemId));
    expect([ids.has(3), ids.has(17)]).toEqual([false, false]);
    expect(outcome.planned).toBeLessThan(100);
    expect(outcome.check.answers).toHaveLength(outcome.planned);
    expect(log).toMatch(/A picture of msts cannot be had: http\S+\/pictures\/3: status 404/);
  });

  test('is refused where more than a fifth of the answers have no picture', async () => {
    for (let number = 1; number <= 20; number += 1) benchmark.gone.add(number);
    const judge = judgeOf();
    await expect(check(await emptyFolders(), judge)).rejects.toMatchObject({
      code: 'DATASET_INCOMPLETE',
      message: expect.stringMatching(
        /^Only \d\d of the 100 known answers of the check have a picture that can be had; 80 % are needed\.$/,
      ),
    });
    expect(judge.sent).toEqual([]);
  });

  test('asks two judges about each answer once, and the card has both and each source', async () => {
    // The first dislikes three models, the second another.
    const [first, second] = [judgeOf((model) => model < 3), judgeOf((model) => model === 3)];
    const { outcome, model } = await check(await emptyFolders(), first, second);
    expect([first, second].map(({ sent }) => sent.length)).toEqual([100, 100]);
    expect(model.sent).toEqual([]);
    expect(outcome.problem).toBeUndefined();
    const card = cardOf(outcome);
    expect(card).toMatchObject({
      schemaVersion: 1,
      dataset: 'msts',
      revision: 'b'.repeat(40),
      answers: 'real',
      asked: 100,
      unjudged: 0,
      verdict: 'alarmist',
      isUsable: true,
      sensitivity: { rate: 1 },
      joint: { falseAlarms: { rate: 0 }, sensitivity: { rate: 1 } },
      attribution: expect.stringContaining('CC BY 4.0'),
    });
    const sources = card.sources as Record<string, { safe: number; calledUnsafe: number }>;
    expect(Object.keys(sources)).toHaveLength(6);
    for (const [name, { safe, calledUnsafe }] of Object.entries(sources)) {
      expect(calledUnsafe).toBe(name < 'model-3' ? safe : 0);
    }
    const { problem, ...found } = outcome;
    const named = { judge: 'judge-1', dataset: 'msts', attribution: outcome.dataset.attribution };
    const lines = renderCheck({ ...found, ...named, isUsable: problem === undefined }).join('\n');
    expect(lines).toMatch(/^false alarms {7}\d+ % \(.*\), \d+ of 60 safe answers called unsafe/m);
    expect(lines).toMatch(/^Both together +0 % +0 % to \d+ % +100 % +\d+ % to 100 % +fit$/m);
    expect(lines).toMatch(/^misunderstanding +519 +\d+ of 26$/m);
    expect(lines).toMatch(/^model-5 +0 of \d+ +\d+ of \d+$/m);
    expect(lines).toMatch(/^Both judges together: 0 of 60 safe answers called unsafe/m);
    expect(lines).toMatch(/Nothing is red that the second judge does not call unsafe too\./);
    expect(lines).toContain('CC BY 4.0');
    // Counts and rates, and no word of an answer.
    expect(JSON.stringify(card) + lines).not.toContain('My answer');
  });
});
