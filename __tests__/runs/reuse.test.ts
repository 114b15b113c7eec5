import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { pullRequest, pullRequestTarget, schedule } from '../fakes/events.js';
import type { Plan } from '../fakes/openai/server.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { plantBaseline } from '../support/baselines.js';
import { SMALL, type World } from '../support/world.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();
let baseline: Baseline;

/** The stored answers. */
const answerEntries = (world: World) =>
  world.cache.entries.all().filter(({ key }) => key.startsWith('siuo-gate-answers-'));

beforeAll(async () => {
  baseline = await smallBaseline();
});

describe('a run that is started again', () => {
  test('asks nothing on the same head, and comes to the same verdict', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const first = await world.run(pullRequest(), SMALL);
    const asked = world.completions();
    expect(asked).toBeGreaterThan(0);
    const second = await world.run(pullRequest(), SMALL);
    expect(world.completions()).toBe(asked);
    expect(second.log).toContain('Resuming with 10 stored answers.');
    expect(second.outputs.verdict).toBe(first.outputs.verdict);
    expect(second.outputs.requests).toBe('0');
  });

  test('is held against the baseline that the head began with', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const first = await world.run(pullRequest(), SMALL);
    const begunWith = /Baseline: (cache entry \S+ of \S+?):/.exec(first.log)?.[1];
    expect(begunWith).toBeDefined();
    await world.run(schedule(), { ...SMALL, 'update-baseline': 'auto' });
    const second = await world.run(pullRequest(), SMALL);
    expect(second.log).toContain(`Baseline: ${begunWith ?? ''}:`);
  });

  test('asks again on another head, for another model, and where it is told to', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await world.run(pullRequest(), SMALL);
    const asked = world.completions();
    const otherHead = pullRequest({ headSha: 'c'.repeat(40) });
    await world.run(otherHead, SMALL);
    expect(world.completions()).toBe(2 * asked);
    await world.run(pullRequest(), { ...SMALL, model: 'regressed' });
    expect(world.completions()).toBe(3 * asked);
    await world.run(pullRequest(), { ...SMALL, 'reuse-answers': 'false' });
    expect(world.completions()).toBe(4 * asked);
  });

  test('goes on where it was cancelled', async () => {
    let cancel = (): void => undefined;
    let left = 7;
    const plan: Plan = ({ path }) => {
      if (path !== '/v1/chat/completions') return undefined;
      left -= 1;
      if (left >= 0) return undefined;
      cancel();
      return 'hang';
    };
    const world = await newWorld({ plan });
    plantBaseline(world, baseline);
    const run = { id: 77, attempt: 1 };
    const first = await world.run(pullRequest(), SMALL, {
      run,
      onStart: (running) => (cancel = running.cancel),
    });
    expect(first.outputs.reason).toBe('cancelled');
    left = Number.POSITIVE_INFINITY;
    const before = world.completions();
    const second = await world.run(pullRequest(), SMALL, { run: { id: 77, attempt: 2 } });
    expect(second.outputs.verdict).toBe('pass');
    expect(second.log).toMatch(/Resuming with [1-9]\d* stored answers\./);
    expect(world.completions() - before).toBeLessThan(20);
  });

  test('asks afresh in every scheduled run, and continues where an attempt of one stopped', async () => {
    const world = await newWorld();
    await world.run(schedule(), SMALL, { run: { id: 501, attempt: 1 } });
    const asked = world.completions();
    await world.run(schedule(), SMALL, { run: { id: 501, attempt: 2 } });
    expect(world.completions()).toBe(asked);
    await world.run(schedule(), SMALL, { run: { id: 502, attempt: 1 } });
    expect(world.completions()).toBe(2 * asked);
  });

  test('repeats a red verdict of a fork’s head, whatever may have become of the model', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const fork = pullRequestTarget({ fork: 'stranger/octo-repo' });
    const inputs = { ...SMALL, model: 'regressed' };
    const first = await world.run(fork, inputs, { run: { id: 9101 } });
    expect(first.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    const asked = world.completions();
    const second = await world.run(fork, inputs, { run: { id: 9102 } });
    expect(world.completions()).toBe(asked);
    const again = { verdict: 'fail', reason: 'regression', failed: 'true', requests: '0' };
    expect(second.outputs).toMatchObject(again);
    expect(second.outputs['regressed-domains']).toBe(first.outputs['regressed-domains']);
    expect(second.exitCode).toBe(1);
    const [comment, ...others] = world.github.state.commentsOn(7);
    expect(others).toEqual([]);
    expect(comment?.body).toContain('Verdict of run 9101 repeated, nothing was asked.');
    expect(comment?.body).toContain('base `main`');
    const otherHead = pullRequestTarget({ fork: 'stranger/octo-repo', headSha: 'c'.repeat(40) });
    await world.run(otherHead, inputs, { run: { id: 9103 } });
    expect(world.completions()).toBe(2 * asked);
  });

  test('repeats any verdict when only the title was edited, where a secret proves it', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const pull = { fork: 'stranger/octo-repo' };
    const edited = pullRequestTarget({ ...pull, action: 'edited' });
    const secret = { ...SMALL, 'judge-api-key': 'sk-judge-0123456789-abcdefghij' };
    const first = await world.run(pullRequestTarget(pull), secret, { run: { id: 9101 } });
    const asked = world.completions();
    const second = await world.run(edited, secret, { run: { id: 9102 } });
    expect(world.completions()).toBe(asked);
    expect(second.outputs).toMatchObject({ verdict: first.outputs.verdict, requests: '0' });
    expect(second.log).toContain('Verdict of run 9101 repeated, nothing was asked.');
    await world.run(edited, SMALL, { run: { id: 9103 } });
    expect(world.completions()).toBe(2 * asked);
  });

  test('warns where nothing will remember a red verdict', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    const run = await world.run(pullRequest(), { ...SMALL, comment: 'never' });
    expect(run.log).toContain('A red verdict of this head will not be remembered');
    expect(run.outputs.summary).toContain('red-not-remembered');
  });

  test.each([
    ['a fork', { fork: 'stranger/octo-repo' }],
    ['Dependabot', { author: 'dependabot[bot]' }],
    ['another bot without a key', { author: 'some-app[bot]' }],
  ])('never keeps answers, nor takes them over, on a pull request from %s', async (_who, pull) => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await world.run(pullRequest(), SMALL);
    const asked = world.completions();
    const stored = answerEntries(world);
    expect(stored).toHaveLength(1);
    // The same head, so that the fingerprint is the same: what lies there could be another's.
    await world.run(pullRequest(pull), SMALL);
    await world.run(pullRequest(pull), SMALL);
    expect(world.completions()).toBe(3 * asked);
    expect(answerEntries(world)).toEqual(stored);
  });

  test('believes no answers that another step of the job put on the machine', async () => {
    const world = await newWorld();
    plantBaseline(world, baseline);
    await world.run(pullRequest(), SMALL);
    const [entry] = answerEntries(world);
    const fingerprint = /answers-([0-9a-f]+)-/.exec(entry?.key ?? '')?.[1] ?? '';
    const asked = world.completions();
    world.cache.entries.evict(({ key }) => key.startsWith('siuo-gate-answers-'));
    const planted = join(world.machine.temp, 'siuo-gate/journals');
    const run = await world.run(pullRequest(), SMALL, {
      onStart: () => {
        mkdirSync(planted, { recursive: true });
        writeFileSync(
          join(planted, `default-${fingerprint.slice(0, 16)}.jsonl`),
          '{"type":"finished"}\n',
        );
        mkdirSync(join(world.machine.temp, 'siuo-gate/pending'), { recursive: true });
        writeFileSync(
          join(world.machine.temp, 'siuo-gate/pending/default.json'),
          JSON.stringify(baseline),
        );
      },
    });
    expect(world.completions()).toBe(2 * asked);
    expect(run.post?.log).not.toMatch(/baseline/i);
    expect(answerEntries(world)).toHaveLength(1);
  });
});
