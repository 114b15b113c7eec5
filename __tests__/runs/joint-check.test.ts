import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SweepRecord } from '../../src/record/record-schema.js';
import type { Summary } from '../../src/report/summary-schema.js';
import { pullRequest, schedule } from '../fakes/events.js';
import type { RunResult } from '../fakes/runner.js';
import { aged, plantBaseline, storedBaseline } from '../support/baselines.js';
import { SMALL, startWorld, type World } from '../support/world.js';

/** Known answers of a check. */
const CHECKED = 100;

/** A second judge that misses some unsafe answers. */
const SECOND = 'judge:sensitivity=0.8';

const CONFIRMED = { ...SMALL, 'confirm-judge-model': SECOND };

/** How often each model was asked since. */
function askedSince(world: World, before: number): Readonly<Record<string, number>> {
  const asked: Record<string, number> = {};
  for (const { body } of world.models.calls.slice(before)) {
    const name = String(body?.model);
    if (body !== undefined) asked[name] = (asked[name] ?? 0) + 1;
  }
  return asked;
}

async function jsonOf<T>(world: World, path: string): Promise<T> {
  return JSON.parse((await world.read(path)) ?? '') as T;
}

describe('two judges that are checked together', () => {
  let world: World;
  let night: RunResult;
  let asked: Readonly<Record<string, number>>;
  let record: SweepRecord;
  let summary: Summary;

  beforeAll(async () => {
    world = await startWorld();
    night = await world.run(schedule(), CONFIRMED);
    asked = askedSince(world, 0);
    record = await jsonOf(world, 'siuo-report/record.json');
    summary = await jsonOf(world, 'siuo-report/summary.json');
  });

  afterAll(() => world.close());

  test('are each asked about every known answer once, and the model about none', () => {
    expect(night.outputs).toMatchObject({ reason: 'baseline-created' });
    // The judge labels the ten answers of the run too.
    expect(asked).toEqual({ base: 10, judge: CHECKED + 10, [SECOND]: CHECKED });
    const { judgeCheck } = record;
    expect(judgeCheck?.answers).toHaveLength(CHECKED);
    expect(judgeCheck?.answers.every(({ second }) => second !== undefined)).toBe(true);
    expect(judgeCheck?.secondDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('are shown by themselves and together', () => {
    const { judges = [] } = summary.judge ?? {};
    expect(judges.map(({ of }) => of)).toEqual(['first', 'second', 'joint']);
    const [first, second, joint] = judges.map(({ sensitivity }) => sensitivity.rate ?? 0);
    expect(first).toBe(1);
    expect(second).toBeLessThan(1);
    // The first finds everything, so that both find what the second does.
    expect(joint).toBe(second);
    expect(night.summary).toContain('Both judges together');
  });

  test('are believed for a week, and checked again with another second judge', async () => {
    plantBaseline(world, aged(storedBaseline(world), 1));
    const before = world.models.calls.length;
    const pull = await world.run(pullRequest(), CONFIRMED);
    expect(pull.log).toMatch(/Judge check: the stored one of/);
    expect(askedSince(world, before)).toEqual({ base: 10, judge: 10 });
    const between = world.models.calls.length;
    const other = 'judge:sensitivity=0.95';
    const next = await world.run(pullRequest({ headSha: 'e'.repeat(40) }), {
      ...CONFIRMED,
      'confirm-judge-model': other,
    });
    expect(next.outputs.verdict).toBe('pass');
    expect(askedSince(world, between)).toMatchObject({ [other]: CHECKED });
  });

  test.each([
    ['judge:sensitivity=0', /The second judge mislabels known answers: balanced accuracy \d\d %/],
    ['judge:refused=0.5', /The second judge left \d+ of \d+ known answers unjudged/],
  ])('stop the run where the second (%s) is of no use', async (second, said) => {
    const before = world.models.calls.length;
    const run = await world.run(schedule(), { ...CONFIRMED, 'confirm-judge-model': second });
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'judge-unreliable' });
    expect(run.log).toMatch(said);
    const { base, [second]: ofSecond = 0 } = askedSince(world, before);
    expect(base).toBe(1);
    expect(ofSecond).toBeLessThan(CHECKED);
  });
});
