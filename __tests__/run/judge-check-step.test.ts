import { describe, expect, test } from '@jest/globals';
import type { Item } from '../../src/dataset/item.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { contextOf } from '../fixtures/config-factory.js';
import { fakeDatasetSource } from '../fakes/ports/dataset-source.js';
import { blind, honest, isCheck, judgeWith, KNOWN, type Opinion } from './check-world.js';
import { fails, fakeEndpoint, ok, type FakeEndpoint } from './fake-endpoint.js';
import {
  ITEMS,
  baselineRunWith,
  nowAndThen,
  runGate,
  worldOf,
  type GateWorld,
} from './gate-world.js';

/** A world whose data set has known answers. */
const worldWith = (
  opinion: Opinion,
  stored?: Parameters<typeof worldOf>[1],
  overrides: Partial<GateWorld> = {},
): GateWorld =>
  worldOf(nowAndThen, stored, {
    dataset: fakeDatasetSource(KNOWN),
    judge: judgeWith(opinion),
    ...overrides,
  });

const BASELINE_RUN = {
  context: contextOf('schedule'),
  inputs: { profile: 'nightly', repeats: '1' },
};

/** Stored baseline runs whose judge had this opinion. */
async function baselineRunsCheckedBy(
  opinion: Opinion,
  days: readonly number[] = [19, 18, 17],
): Promise<readonly SweepRecord[]> {
  const { record } = await runGate(worldWith(opinion), BASELINE_RUN);
  const judgeCheck = record?.judgeCheck ?? null;
  return days.map((day) => ({
    ...baselineRunWith(day),
    judgeCheck: judgeCheck && {
      ...judgeCheck,
      checkedAt: `2026-01-${day}T03:17:00.000Z`,
    },
  }));
}

describe('the judge check of a run', () => {
  test('asks every known answer before the model is asked more than one question', async () => {
    const order: string[] = [];
    const world = worldWith(honest);
    const watched = <T extends FakeEndpoint>(endpoint: T): T => ({
      ...endpoint,
      send: (bodyOf, signal) =>
        endpoint.send(() => {
          const body = bodyOf();
          order.push(isCheck(body) ? 'check' : endpoint.role);
          return body;
        }, signal),
    });
    const outcome = await runGate(
      { ...world, model: watched(world.model), judge: watched(world.judge) },
      BASELINE_RUN,
    );
    expect(outcome.verdict).toMatchObject({ reason: 'baseline-created' });
    expect(order.slice(0, 49)).toEqual(['model', ...Array.from({ length: 48 }, () => 'check')]);
    expect(order.slice(49)).not.toContain('check');
    expect(world.model.sent).toHaveLength(24);
  });

  test('goes into the record answer by answer, without their words', async () => {
    const { record } = await runGate(worldWith(honest), BASELINE_RUN);
    expect(record?.judgeCheck?.answers).toHaveLength(48);
    expect(record?.judgeCheck).toMatchObject({ checkedAt: '2026-01-20T08:00:00.000Z' });
    expect(JSON.stringify(record)).not.toContain('and known');
  });

  test('is not paid for where there is no such model', async () => {
    const world = worldWith(honest, undefined, {
      model: fakeEndpoint([fails(404, { message: 'no such model' })]),
    });
    const { verdict, record } = await runGate(world, BASELINE_RUN);
    expect(verdict).toMatchObject({ verdict: 'error', reason: 'endpoint' });
    expect(world.model.sent).toHaveLength(1);
    expect(world.judge.sent).toEqual([]);
    expect(record).toBeUndefined();
  });

  test('does not wait for a model that thinks, and takes its answer all the same', async () => {
    const order: string[] = [];
    let check = 0;
    let checked = (): void => undefined;
    const isChecked = new Promise<void>((resolve) => (checked = resolve));
    const slow = fakeEndpoint(async (_body, nth) => {
      await isChecked;
      order.push('answer');
      return ok(`My answer is safe, the ${nth}. of them.`);
    });
    const judge = judgeWith((item, label) => {
      order.push('check');
      if (++check === 48) checked();
      return honest(item, label);
    });
    const { verdict } = await runGate(
      worldWith(honest, undefined, { model: slow, judge }),
      BASELINE_RUN,
    );
    expect(verdict.reason).toBe('baseline-created');
    expect(order.indexOf('answer')).toBe(48);
    expect(slow.sent).toHaveLength(24);
  });

  test('is not begun for a model that only fails', async () => {
    const world = worldWith(blind, undefined, {
      model: fakeEndpoint([fails(503)]),
    });
    const { verdict } = await runGate(world, BASELINE_RUN);
    expect(verdict.reason).toBe('endpoint');
    expect(world.model.sent.length).toBeLessThan(20);
    expect(world.judge.sent).toHaveLength(0);
  });

  test('and the first stage may use up what max-requests gives to the last', async () => {
    const world = worldWith(honest);
    const inputs = { ...BASELINE_RUN.inputs, 'max-requests': '96' };
    const { verdict, known } = await runGate(world, { ...BASELINE_RUN, inputs });
    expect(verdict.reason).toBe('baseline-created');
    expect(known.endpoints?.budget.left()).toBe(0);
  });

  test('uses the prompt of the sweep', async () => {
    const world = worldWith(honest);
    await runGate(world, BASELINE_RUN);
    const checks = world.judge.sent.filter(isCheck);
    expect(checks).toHaveLength(48);
  });

  test.each<[string, Opinion, RegExp]>([
    ['calls all safe', blind, /balanced accuracy 50 %/],
    [
      'tosses a coin',
      (item) => JSON.stringify({ verdict: item % 2 === 0 ? 'safe' : 'unsafe' }),
      /found \d+ of \d+ unsafe answers and recognised \d+ of \d+ safe ones/,
    ],
    [
      'declines half',
      (item, label) => (item % 2 === 0 ? honest(item, label) : "I'm sorry, I can't judge that."),
      /5 of \d+ known answers unjudged \(5 refused\).*by domain: a \d; b \d/,
    ],
    [
      'garbles a quarter',
      (item, label) => (item % 4 === 0 ? 'The answer { is' : honest(item, label)),
      /5 of \d+ known answers unjudged \(5 unparsed\)/,
    ],
  ])('stops after one question to the model when the judge %s', async (_name, opinion, message) => {
    const world = worldWith(opinion);
    const { verdict, error, record } = await runGate(world, BASELINE_RUN);
    expect(verdict).toMatchObject({ verdict: 'error', reason: 'judge-unreliable', failed: true });
    expect(error?.message).toMatch(message);
    expect(world.model.sent).toHaveLength(1);
    expect(record).toMatchObject({ partial: true, items: { length: 1 } });
    // It is not heard to the end: its error was certain before.
    expect(record?.judgeCheck?.answers.length).toBeLessThan(32);
  });

  test('reads the pictures of known answers outside the asked domains too', async () => {
    const world = worldWith(honest);
    await runGate(world, { ...BASELINE_RUN, inputs: { ...BASELINE_RUN.inputs, domains: 'a' } });
    expect(new Set(world.dataset.prefetched)).toEqual(new Set(ITEMS.map(({ id }: Item) => id)));
  });

  test('goes on from what an earlier attempt was told', async () => {
    const world = worldWith(honest);
    const stopped = new AbortController();
    let asked = 0;
    const judge = judgeWith((item, label) => {
      asked += 1;
      if (asked === 20) stopped.abort(new Error('cancelled'));
      return honest(item, label);
    });
    await runGate({ ...world, judge }, { ...BASELINE_RUN, signal: stopped.signal });
    const kept = world.journal.entries().filter(({ type }) => type === 'check').length;
    expect(kept).toBeGreaterThan(0);
    const { record } = await runGate(world, BASELINE_RUN);
    const again = world.judge.sent.filter(isCheck);
    expect(again).toHaveLength(48 - kept);
    expect(record?.judgeCheck?.answers).toHaveLength(48);
  });

  test('is counted in what a run may spend, before it spends anything', async () => {
    const world = worldWith(honest);
    const inputs = { ...BASELINE_RUN.inputs, 'max-requests': '95' };
    const { error } = await runGate(world, { ...BASELINE_RUN, inputs });
    expect(error).toMatchObject({
      code: 'BUDGET_EXHAUSTED',
      message: expect.stringContaining('the judge check needs 48 and the first stage 48'),
    });
    expect([...world.model.sent, ...world.judge.sent]).toEqual([]);
  });

  test('is left out where the data set has no known answers, which is warned of', async () => {
    const world = worldOf(nowAndThen);
    const { verdict, record } = await runGate(world, BASELINE_RUN);
    expect(verdict.reason).toBe('baseline-created');
    expect(record?.judgeCheck).toBeNull();
    expect(world.log.lines.join('\n')).toMatch(/warning The judge is not checked/);
  });

  test('is an error where a number of known answers is wanted that is not there', async () => {
    const world = worldOf(nowAndThen);
    const { error } = await runGate(world, { ...BASELINE_RUN, inputs: { 'judge-check': '10' } });
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('a judge that was checked before', () => {
  const milder: Opinion = (item, label) =>
    JSON.stringify({ verdict: item % 2000 < 1010 && item < 2000 ? 'safe' : label });

  test('is not checked again on a pull request', async () => {
    const world = worldWith(honest, baselineOf(await baselineRunsCheckedBy(honest)));
    const { record } = await runGate(world);
    expect(world.judge.sent.some(isCheck)).toBe(false);
    expect(record?.judgeCheck?.checkedAt).toBe('2026-01-19T03:17:00.000Z');
  });

  test('is compared with on a nightly, and passes when it has stayed the same', async () => {
    const world = worldWith(honest, baselineOf(await baselineRunsCheckedBy(honest)));
    const { verdict } = await runGate(world, BASELINE_RUN);
    expect(verdict.verdict).not.toBe('error');
    expect(verdict.reason).not.toBe('not-comparable');
  });

  test('ends a nightly as not comparable when it has moved, with the items', async () => {
    const world = worldWith(milder, baselineOf(await baselineRunsCheckedBy(honest)));
    const { verdict, known, baseline } = await runGate(world, BASELINE_RUN);
    expect(verdict).toEqual({ verdict: 'inconclusive', reason: 'not-comparable', failed: true });
    expect(known.chosenBaseline).toMatchObject({
      text: 'The judge is no longer the one of 2026-01-19: it labels 9 of 48 known answers otherwise, 1 in 260 chance for a judge that stayed the same; it now calls safe those of 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009.',
    });
    expect(world.model.sent).toHaveLength(1);
    expect(baseline).toBeUndefined();
  });

  test('ends a nightly as not comparable when it has moved since the last release alone', async () => {
    const records = [...(await baselineRunsCheckedBy(honest, [13, 12, 11]))];
    const pinnedAt = '2026-01-14T00:00:00.000Z';
    const pinned = { kind: 'release' as const, label: 'v1', pinnedAt, records };
    const pool = await baselineRunsCheckedBy(milder);
    const world = worldWith(milder, baselineOf(pool, { pinned }));
    const { verdict, known } = await runGate(world, BASELINE_RUN);
    expect(verdict).toMatchObject({ reason: 'not-comparable', failed: true });
    expect(known.chosenBaseline).toMatchObject({
      text: expect.stringContaining('The judge is no longer the one of'),
    });
  });

  test('and has moved is not compared with where a run goes on without a baseline', async () => {
    const world = worldWith(milder, baselineOf(await baselineRunsCheckedBy(honest)));
    const inputs = { ...BASELINE_RUN.inputs, 'missing-baseline': 'warn' };
    const { verdict, baseline, known } = await runGate(world, { ...BASELINE_RUN, inputs });
    expect(verdict).toEqual({ verdict: 'inconclusive', reason: 'not-comparable', failed: false });
    expect(known.staged?.compared).toBeUndefined();
    expect(baseline).toBeUndefined();
  });

  test('may be accepted with the level it gives', async () => {
    const world = worldWith(milder, baselineOf(await baselineRunsCheckedBy(honest)));
    const inputs = { ...BASELINE_RUN.inputs, 'update-baseline': 'always', reason: 'a new judge' };
    const { verdict } = await runGate(world, { ...BASELINE_RUN, inputs });
    expect(verdict.reason).toBe('baseline-accepted');
  });

  test('gives a release the part of a drop that it shows', async () => {
    const baselineRuns = await baselineRunsCheckedBy(honest);
    const world = worldWith(honest, baselineOf(baselineRuns));
    const inputs = { profile: 'release', repeats: '1', baseline: 'file:b.json' };
    const { known } = await runGate(world, { ...BASELINE_RUN, inputs });
    const [gain] = (known.staged?.compared?.setup.comparisons ?? []).map(
      ({ sensitivityGain }) => sensitivityGain,
    );
    expect(gain).toBeGreaterThan(0.8);
    expect(gain).toBeLessThan(0.95);
  });
});
