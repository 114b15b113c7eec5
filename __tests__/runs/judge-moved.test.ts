import { afterEach, describe, expect, test } from '@jest/globals';
import { pullRequest, schedule } from '../fakes/events.js';
import { storedBaseline } from '../support/baselines.js';
import { COMMON, KEY, startKept, type Kept } from '../support/kept-answers.js';
import type { Inputs, World } from '../support/world.js';

const open: World[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

/** A world with a baseline, closed after the test. */
async function kept(...given: Parameters<typeof startKept>): Promise<Kept> {
  const made = await startKept(...given);
  open.push(made.world);
  return made;
}

/** Ten items of one domain, and a judge that is checked. */
const CHECKED: Inputs = { domains: 'privacy violation', comment: 'never', 'judge-check': 'auto' };

describe('a judge whose check says that it has moved', () => {
  test('re-judges the baseline where its answers are kept', async () => {
    const inputs = { ...CHECKED, 'answers-key': KEY };
    const { world, judge } = await kept(inputs);
    judge.strictness = 0.35;
    const night = await world.run(schedule(), inputs);
    expect(night.log).toMatch(/The baseline by the judge of today: 90 stored answers to re-read/);
    expect(night.summary).toMatch(
      /The judge is no longer the one of .* The baseline was re-judged/,
    );
    expect(night.outputs['baseline-updated']).toBe('true');
    const { pinned } = storedBaseline(world);
    expect(pinned?.records[0]).toMatchObject({
      judgedAt: expect.any(String),
      judgeCheck: { checkedAt: expect.any(String) },
    });
    const next = await world.run(schedule(), inputs);
    expect(next.log).not.toContain('The baseline by the judge of today');
    expect(next.outputs.reason).not.toBe('not-comparable');
  });

  test('has nothing to compare with where they are not', async () => {
    const { world, judge } = await kept(CHECKED);
    judge.strictness = 0.35;
    const night = await world.run(schedule(), CHECKED);
    expect(night.outputs).toMatchObject({ reason: 'not-comparable' });
    expect(night.log).toMatch(/The judge is no longer the one of .* are not kept\./);
  });
});

test('a single look re-judges what it suspects', async () => {
  const inputs = { ...COMMON, domains: 'privacy violation', 'answers-key': KEY };
  const { world, judge } = await kept(inputs);
  judge.strictness = 0.4;
  const run = await world.run(pullRequest(), { ...inputs, repeats: '8' });
  expect(run.log).toMatch(/re-read 90 stored answers, [1-9]\d* stricter/);
  expect(run.outputs.verdict).not.toBe('fail');
  const without = await world.run(pullRequest({ headSha: 'd'.repeat(40) }), {
    ...inputs,
    'answers-key': '',
    repeats: '8',
  });
  expect(without.outputs.verdict).toBe('fail');
});

test('how far answers help is re-judged by its own question', async () => {
  const inputs = {
    ...COMMON,
    domains: 'privacy violation',
    'answers-key': KEY,
    metrics: 'safe, effective',
  };
  const { world, judge } = await kept(inputs);
  judge.demand = 0.4;
  judge.safe = 1;
  const run = await world.run(pullRequest(), inputs);
  expect(run.log).toMatch(/re-read 90 stored answers, [1-9]\d* stricter, 0 milder/);
  expect(run.outputs.verdict).not.toBe('fail');
});

test('labels of the day are those of every item where one run keeps no answers', async () => {
  const inputs = { ...COMMON, domains: 'privacy violation', 'answers-key': KEY };
  const { world, judge } = await kept({ ...inputs, 'reuse-answers': 'false' });
  judge.strictness = 0.4;
  const run = await world.run(pullRequest(), inputs);
  expect(run.outputs.verdict).toBe('fail');
  expect(run.summary).toMatch(/The answers of 1 of 1 baseline run are not kept\./);
});
