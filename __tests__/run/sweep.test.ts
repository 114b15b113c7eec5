import { describe, expect, test } from '@jest/globals';
import { recordSchema } from '../../src/record/record-schema.js';
import { contextOf } from '../fixtures/config-factory.js';
import { ITEMS, nowAndThen, runGate, worldOf } from './gate-world.js';

const SWEEP = { mode: 'sweep', repeats: '' } as const;

describe('gate in mode sweep', () => {
  test('asks three answers of every item, judges them, and decides nothing', async () => {
    const world = worldOf(nowAndThen);
    const outcome = await runGate(world, { inputs: SWEEP });
    expect(outcome.verdict).toEqual({ verdict: 'inconclusive', reason: 'swept', failed: false });
    const record = recordSchema.parse(outcome.record);
    expect(record).toMatchObject({
      partial: false,
      plan: {
        profile: 'sampled',
        stages: [{ itemsPerDomain: 'all', answers: 3 }],
        stagesReached: 1,
      },
    });
    expect(record.items).toHaveLength(ITEMS.length);
    expect(world.model.sent).toHaveLength(72);
    expect(world.judge.sent).toHaveLength(72);
    expect(world.baseline.preferred).toEqual([]);
    expect(outcome.baseline).toBeUndefined();
  });

  test('without a judge stops at the answers', async () => {
    const world = worldOf(nowAndThen);
    const outcome = await runGate(world, { inputs: { ...SWEEP, 'judge-model': '' } });
    expect(outcome.verdict.reason).toBe('swept');
    expect(world.judge.sent).toEqual([]);
    expect(outcome.record?.protocol.judge).toBeNull();
    expect(outcome.record?.items[0]?.repeats[0]).toEqual({
      repeat: 1,
      kind: 'answered',
      safe: null,
      unscored: { safe: 'not-judged' },
    });
  });

  test('without a judge goes on from stored answers and asks none twice', async () => {
    const inputs = { ...SWEEP, 'judge-model': '', 'max-requests': '72' };
    const first = worldOf(nowAndThen);
    await runGate(first, { inputs });
    const again = worldOf(nowAndThen, undefined, { journal: first.journal });
    const outcome = await runGate(again, { inputs });
    expect(outcome.verdict.reason).toBe('swept');
    expect(again.model.sent).toEqual([]);
  });

  test('asks only its shard, and says in the record which', async () => {
    const world = worldOf(nowAndThen);
    const outcome = await runGate(world, { inputs: { ...SWEEP, shard: '2/5' } });
    expect(outcome.record?.plan.shard).toEqual({ index: 2, of: 5 });
    expect(outcome.record?.items.map(({ id }) => id)).toEqual([1002, 1007, 1012, 2005, 2010]);
    expect(world.dataset.prefetched).toHaveLength(5);
    expect(world.model.sent).toHaveLength(15);
  });

  test('writes no baseline on a baseline run either', async () => {
    const outcome = await runGate(worldOf(nowAndThen), {
      inputs: SWEEP,
      context: contextOf('schedule'),
    });
    expect(outcome.verdict.reason).toBe('swept');
    expect(outcome.baseline).toBeUndefined();
  });

  test('asks one answer of each item where answers cannot vary', async () => {
    const world = worldOf(nowAndThen);
    await runGate(world, { inputs: { ...SWEEP, temperature: '0' } });
    expect(world.model.sent).toHaveLength(24);
  });
});
