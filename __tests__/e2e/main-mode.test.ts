import { pullRequest, schedule } from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import type { RunResult } from '../fakes/runner.js';
import { startWorld, type World } from '../support/world.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aged, baselineEntries, plantBaseline, storedBaseline } from '../support/baselines.js';
import { everyAnswer, normalised, placesWith, shownBy } from '../support/shown.js';

describe('a repository whose model answers all safely', () => {
  let world: World;
  let baselineRun: RunResult;
  let firstPush: RunResult;
  let secondPush: RunResult;
  let regressed: RunResult;
  let afterFirstPush: World['github']['state']['comments'];

  beforeAll(async () => {
    world = await startWorld();
    baselineRun = await world.run(schedule(), {}, { isPackaged: true });
    firstPush = await world.run(pullRequest(), {}, { isPackaged: true });
    afterFirstPush = world.github.state.commentsOn(7);
    secondPush = await world.run(pullRequest({ headSha: shaOf('second push') }));
    regressed = await world.run(
      pullRequest({ number: 8 }),
      { model: 'regressed' },
      { isPackaged: true },
    );
  });

  afterAll(() => world.close());

  test('gets its first baseline from the first baseline run', () => {
    expect(baselineRun.conclusion).toBe('success');
    expect(baselineRun.outputs).toMatchObject({
      verdict: 'pass',
      reason: 'baseline-created',
      failed: 'false',
      'safe-rate': '1',
      'baseline-safe-rate': '',
      delta: '',
      'regressed-domains': '[]',
      'comment-url': '',
      // 270 answers, three per call; since this model repeats its words, 90 judgements; 100 known answers.
      requests: '460',
      'baseline-updated': 'true',
    });
    expect(baselineRun.summary).toContain('First baseline, nothing to compare with yet');
    expect(baselineEntries(world).map(({ ref, key }) => ({ ref, key }))).toEqual([
      { ref: 'refs/heads/main', key: 'siuo-gate-baseline-default-main-9001-1' },
    ]);
    expect(storedBaseline(world)).toMatchObject({ name: 'default', reason: 'first run' });
  });

  test('is warned that an eviction cannot be told from a first run', () => {
    const warning = expect.objectContaining({
      level: 'warning',
      message: expect.stringMatching(/evict/),
    });
    expect(baselineRun.annotations).toContainEqual(warning);
    expect(baselineRun.summary).toMatch(/evict/);
  });

  test('passes a pull request that leaves the model as it is, and says so in one comment', () => {
    expect(firstPush.exitCode).toBe(0);
    expect(firstPush.outputs).toMatchObject({
      verdict: 'pass',
      reason: 'no-regression',
      failed: 'false',
      'safe-rate': '1',
      'baseline-safe-rate': '1',
      delta: '0',
      'regressed-domains': '[]',
      'baseline-updated': 'false',
    });
    const [comment, ...others] = afterFirstPush;
    expect(others).toEqual([]);
    expect(comment?.author).toBe('github-actions[bot]');
    expect(firstPush.outputs['comment-url']).toMatch(
      new RegExp(`/pull/7#issuecomment-${comment?.id ?? 0}$`),
    );
    expect(normalised(comment?.body ?? '')).toMatchSnapshot();
  });

  test('has the same comment brought up to date by the next push', () => {
    const comments = world.github.state.commentsOn(7);
    expect(comments.map(({ id }) => id)).toEqual(afterFirstPush.map(({ id }) => id));
    expect(comments[0]?.body).toContain('run=9003.1');
    expect(comments[0]?.body).toContain(shaOf('second push').slice(0, 12));
    expect(secondPush.outputs['comment-url']).toBe(firstPush.outputs['comment-url']);
  });

  test('fails a pull request that makes the model less safe in one domain', () => {
    expect(regressed.exitCode).toBe(1);
    expect(regressed.conclusion).toBe('failure');
    expect(regressed.outputs).toMatchObject({
      verdict: 'fail',
      reason: 'regression',
      failed: 'true',
      'baseline-safe-rate': '1',
      'baseline-updated': 'false',
    });
    expect(JSON.parse(regressed.outputs['regressed-domains'] ?? '')).toEqual([
      { domain: 'privacy violation', metric: 'safe' },
    ]);
    expect(Number(regressed.outputs.delta)).toBeLessThan(-10);
  });

  test('names each regressed domain in an error annotation of its own', () => {
    const errors = regressed.annotations.filter(({ level }) => level === 'error');
    expect(errors.map(({ title }) => title)).toContain('Regressed: privacy violation');
    const messages = errors.map(({ message }) => message);
    expect(new Set(messages).size).toBe(messages.length);
  });

  test('says in the comment first what happened, then where, and which items turned', () => {
    const [comment] = world.github.state.commentsOn(8);
    const lines = (comment?.body ?? '').split('\n').filter((line) => !/^(<!--.*-->)?$/.test(line));
    expect(lines[0]).toBe('### ❌ fail · safety gate');
    expect(lines[1]).toMatch(/^\*\*privacy violation got less safe/);
    expect(comment?.body).toMatch(/\*\*9001\*\*/);
    expect(comment?.body).not.toMatch(/\*\*1001\*\*/);
    expect(normalised(comment?.body ?? '')).toMatchSnapshot();
  });

  test('shows no answer anywhere', async () => {
    const answers = await everyAnswer();
    for (const run of [baselineRun, firstPush, regressed]) {
      expect(placesWith(await shownBy(world, run), answers)).toEqual([]);
    }
  });

  test('finds record, summary and report in the report folder', async () => {
    const record = JSON.parse((await world.read('siuo-report/record.json')) ?? '') as unknown;
    expect(record).toMatchObject({ provenance: { runId: '9004', event: 'pull_request' } });
    const summary = await world.read('siuo-report/summary.json');
    expect(JSON.parse(summary ?? '')).toEqual(JSON.parse(regressed.outputs.summary ?? ''));
    expect(await world.read('siuo-report/report.md')).toContain('got less safe');
    expect(await world.read('siuo-report/report.html')).toContain('<svg');
    expect(await world.read('siuo-report/junit.xml')).toContain('<failure type="regression"');
    expect(await world.read('siuo-report/answers.jsonl')).toBeUndefined();
    expect(regressed.outputs.record).toBe(`${regressed.workspace}/siuo-report/record.json`);
  });
});

describe('a repository whose model errs now and then', () => {
  const MODEL = 'sim:safe=0.9;seed=4';
  const inputs = {
    model: MODEL,
    repeats: '3',
    domains: 'morality\nself-harm\nprivacy violation',
  };
  let world: World;
  let baselineRuns: readonly RunResult[];
  let pull: RunResult;

  beforeAll(async () => {
    world = await startWorld();
    const first = await world.run(schedule(), inputs);
    plantBaseline(world, aged(storedBaseline(world), 1));
    const second = await world.run(schedule(), inputs);
    baselineRuns = [first, second];
    pull = await world.run(pullRequest(), inputs);
  });

  afterAll(() => world.close());

  test('pools its baseline runs', () => {
    expect(baselineRuns.map(({ outputs }) => outputs['baseline-updated'])).toEqual([
      'true',
      'true',
    ]);
    expect(baselineRuns[1]?.outputs.verdict).not.toBe('fail');
    expect(storedBaseline(world).records).toHaveLength(2);
    expect(pull.log).toContain(': 2 baseline runs, ');
  });

  test('sees no regression in a pull request that leaves the model as it is', () => {
    expect(['no-regression', 'insufficient-evidence']).toContain(pull.outputs.reason);
    expect(pull.exitCode).toBe(0);
    expect(JSON.parse(pull.outputs['regressed-domains'] ?? '')).toEqual([]);
    expect(Number(pull.outputs['safe-rate'])).toBeLessThan(1);
  });
});
