import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { pullRequest, schedule } from '../fakes/events.js';
import { movingJudge, type MovingJudge } from '../support/moving-judge.js';
import { smokeWorld, type Inputs, type World, type WorldOptions } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

const KEY = Buffer.from(digestOf('a key'), 'hex').toString('base64');
const OTHER_KEY = digestOf('another key');

/** No judge check: this judge knows its own model only. Nothing is remembered from head to head. */
const COMMON: Inputs = { 'judge-check': '0', comment: 'never' };

/** A world whose baseline a nightly run has made, and its judge. */
async function withBaseline(
  inputs: Inputs,
  options: WorldOptions = {},
): Promise<{ readonly world: World; readonly judge: MovingJudge }> {
  const judge = movingJudge(await smokeWorld());
  const world = await newWorld({ plan: judge.plan, ...options });
  const night = await world.run(schedule(), { ...COMMON, ...inputs });
  if (night.outputs.reason !== 'baseline-created') throw new Error(night.log.slice(-3000));
  return { world, judge };
}

/** The cache entries that keep texts. */
const textEntries = (world: World) =>
  world.cache.entries.all().filter(({ key }) => key.startsWith('siuo-gate-texts-'));

describe('a judge that became stricter than it was', () => {
  test('makes no red where stored answers can be re-judged', async () => {
    const { world, judge } = await withBaseline({ 'answers-key': KEY });
    judge.strictness = 0.15;
    const run = await world.run(pullRequest(), { ...COMMON, 'answers-key': KEY });
    console.log(run.log.slice(-6000), run.outputs);
    expect(run.log).toMatch(/stored answers to re-read/);
    expect(run.outputs.verdict).not.toBe('fail');
    const without = await world.run(pullRequest({ headSha: 'd'.repeat(40) }), COMMON);
    console.log(without.log.slice(-3000), without.outputs);
    expect(without.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(textEntries(world)).toHaveLength(1);
  });
});
