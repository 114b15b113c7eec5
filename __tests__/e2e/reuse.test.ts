import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, jest, test } from '@jest/globals';

import type { Baseline } from '../../src/core/record/baseline-schema.js';
import { pullRequest, schedule } from '../fakes/events.js';
import type { Plan } from '../fakes/openai/server.js';
import { plantBaseline } from './support/baselines.js';
import { SMALL, type World } from './support/world.js';
import { smallBaseline, worldsOfTests } from './support/worlds.js';

jest.setTimeout(60_000);

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
    expect(second.log).toContain('Goes on from 10 stored answers.');
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

  test('asks anew on another head, for another model, and where it is told to', async () => {
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
    expect(second.log).toMatch(/Goes on from [1-9]\d* stored answers\./);
    expect(world.completions() - before).toBeLessThan(20);
  });

  test('is fresh every night, and within one night goes on', async () => {
    const world = await newWorld();
    await world.run(schedule(), SMALL, { run: { id: 501, attempt: 1 } });
    const asked = world.completions();
    await world.run(schedule(), SMALL, { run: { id: 501, attempt: 2 } });
    expect(world.completions()).toBe(asked);
    await world.run(schedule(), SMALL, { run: { id: 502, attempt: 1 } });
    expect(world.completions()).toBe(2 * asked);
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
