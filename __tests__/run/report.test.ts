import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordSchema } from '../../src/record/record-schema.js';
import { filesOf, type SweptFiles } from '../fakes/ports/record-source.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';
import { BASELINE, dropped, report, sweepShards } from './report-world.js';

describe('gate in mode report', () => {
  test.each([
    ['unchanged', nowAndThen, 'no-regression'],
    ['dropped', dropped, 'regression'],
  ])(
    'shards of a model that is %s come to what one unsharded run does',
    async (_name, behaviour, reason) => {
      const unsharded = await runGate(worldOf(behaviour, BASELINE));
      expect(unsharded.verdict.reason).toBe(reason);
      expect(unsharded.record?.decision?.decisions.length).toBeGreaterThan(0);
      const shards = new Map<string, readonly SweptFiles[]>();
      for (const count of [1, 2, 5]) {
        for (const isJudged of [true, false]) {
          shards.set(`${count} ${isJudged}`, await sweepShards(count, { behaviour, isJudged }));
        }
      }
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...shards.keys()),
          fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
          async (name, places) => {
            const order = (shards.get(name) ?? []).map((file, index) => ({
              file,
              at: places[index] ?? 0,
            }));
            order.sort((a, b) => a.at - b.at);
            const { outcome, world } = await report(order.map(({ file }) => file));
            expect(outcome.verdict).toEqual(unsharded.verdict);
            expect(recordSchema.parse(outcome.record)).toEqual(unsharded.record);
            expect(world.model.sent).toEqual([]);
          },
        ),
        { numRuns: 12 },
      );
    },
  );

  test.each([true, false])(
    'against answers that never vary it counts one per item, as an unsharded run does; judged before: %s',
    async (isJudged) => {
      const stored = baselineOf([baselineRunWith(20, () => [1, 1, 1])]);
      const always = (): 'safe' => 'safe';
      const unsharded = await runGate(worldOf(always, stored));
      const files = await sweepShards(2, { behaviour: always, isJudged });
      const { outcome, world } = await report(files, { stored });
      expect(outcome.verdict).toEqual(unsharded.verdict);
      const { items, plan } = recordSchema.parse(outcome.record);
      expect(items).toHaveLength(24);
      expect({ items, plan }).toEqual({
        items: unsharded.record?.items,
        plan: unsharded.record?.plan,
      });
      expect(outcome.known.resultStore?.results.size).toBe(24);
      expect(world.judge.sent).toHaveLength(isJudged ? 0 : 24);
    },
  );

  test('judges what nobody has judged, and only that', async () => {
    const answers = await report(await sweepShards(2, { isJudged: false }));
    expect(answers.world.judge.sent).toHaveLength(72);
    const judged = await report(await sweepShards(2), { inputs: { 'judge-model': '' } });
    expect(judged.world.judge.sent).toEqual([]);
    expect(judged.outcome.verdict).toEqual(answers.outcome.verdict);
    expect(judged.outcome.record?.protocol).toEqual(answers.outcome.record?.protocol);
  });

  test('spends nothing on a judge where there is nothing to compare with', async () => {
    const { outcome, world } = await report(await sweepShards(2, { isJudged: false }), {
      stored: undefined,
    });
    expect(outcome.verdict).toMatchObject({ reason: 'no-baseline', failed: true });
    expect(world.judge.sent).toEqual([]);
    expect(outcome.record?.items).toHaveLength(24);
  });

  test('makes the first baseline of a baseline run that was swept in shards', async () => {
    const context = contextOf('schedule');
    const files: SweptFiles[] = [];
    for (const shard of ['1/2', '2/2']) {
      const inputs = { mode: 'sweep', shard };
      files.push(filesOf(await runGate(worldOf(nowAndThen), { inputs, context }), shard));
    }
    const { outcome } = await report(files, { context, stored: undefined });
    expect(outcome.verdict.reason).toBe('baseline-created');
    expect(outcome.baseline?.records[0]?.items).toHaveLength(24);
  });

  test('an attempt that goes on judges no answer twice', async () => {
    const files = await sweepShards(2, { isJudged: false });
    const first = await report(files);
    const again = await report(files, { world: { journal: first.world.journal } });
    expect(again.world.judge.sent).toEqual([]);
    expect(again.outcome.verdict).toEqual(first.outcome.verdict);
  });
});
