import { describe, expect, test } from '@jest/globals';

import { pullRequest, schedule } from '../fakes/events.js';
import { baselineEntries } from '../support/baselines.js';
import { SMALL } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

describe('a pull request without a baseline', () => {
  test('is inconclusive and fails, says how to make one, and asks the model nothing', async () => {
    const world = await newWorld();
    const run = await world.run(pullRequest(), {}, { isPackaged: true });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no-baseline',
      failed: 'true',
      requests: '0',
      record: '',
    });
    expect(world.models.calls).toEqual([]);
    const [comment] = world.github.state.commentsOn(7);
    const remedy = /Make one on main: .*repeats/;
    expect(comment?.body).toMatch(remedy);
    expect(run.summary).toMatch(remedy);
    const errors = run.annotations.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(remedy)]);
    expect(run.post?.annotations).toEqual([]);
  });
});

describe('a nightly whose baseline is not saved', () => {
  test('is saved by the post step where the refusal was for a moment', async () => {
    const world = await newWorld();
    const refused = { ok: false, signed_upload_url: '', message: 'try later' };
    world.cache.faults.failNext({ path: /CreateCacheEntry$/ }, { status: 200, body: refused });
    const run = await world.run(schedule(), SMALL, { isPackaged: true });
    expect(run.exitCode).toBe(1);
    expect(run.post?.exitCode).toBe(0);
    expect(run.post?.log).toMatch(/The baseline that the main step left was saved/);
    expect(baselineEntries(world)).toHaveLength(1);
  });
});
