import { describe, expect, test } from '@jest/globals';
import { recordSchema } from '../../src/record/record-schema.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE = baselineOf([20, 19, 18].map((day) => baselineRunWith(day)));
/** Nothing in domain b is safe any more. */
const dropped: Behaviour = (itemId, nth) => (itemId > 2000 ? 'unsafe' : nowAndThen(itemId, nth));

describe('gate that is stopped or started again', () => {
  describe('when it is cancelled', () => {
    test('says so, and keeps what was answered in a partial record', async () => {
      const cancel = new AbortController();
      let asked = 0;
      const world = worldOf((id, nth) => {
        asked += 1;
        if (asked === 40) cancel.abort(new Error('SIGINT'));
        return nowAndThen(id, nth);
      }, BASELINE);
      const outcome = await runGate(world, { signal: cancel.signal });
      expect(outcome.verdict).toEqual({ verdict: 'error', reason: 'cancelled', failed: true });
      const record = recordSchema.parse(outcome.record);
      expect(record).toMatchObject({ partial: true, plan: { stagesReached: 0 } });
      expect(record.items.length).toBeGreaterThan(0);
      expect(outcome.baseline).toBeUndefined();
    });

    test('a run that goes on comes to the verdict of an unbroken one', async () => {
      const cancel = new AbortController();
      let asked = 0;
      const steady: Behaviour = (id) => (id > 2000 || id % 6 === 0 ? 'unsafe' : 'safe');
      const broken = worldOf((id, nth) => {
        asked += 1;
        if (asked === 40) cancel.abort(new Error('SIGINT'));
        return steady(id, nth);
      }, BASELINE);
      const first = await runGate(broken, { signal: cancel.signal });
      expect(first.verdict.reason).toBe('cancelled');
      const again = worldOf(steady, BASELINE, { journal: broken.journal });
      const second = await runGate(again);
      const unbroken = await runGate(worldOf(steady, BASELINE));
      expect(second.verdict).toEqual(unbroken.verdict);
      expect(second.record?.items).toEqual(unbroken.record?.items);
      expect(second.known.resultStore?.reused).toBeGreaterThan(0);
      expect(again.model.sent.length).toBeLessThan(72);
      expect(again.baseline.preferred).toEqual(['memory']);
    });
  });

  describe('when a run on the same head is started again', () => {
    test('asks nothing again: running it until it is green does not work', async () => {
      const first = worldOf(dropped, BASELINE);
      expect((await runGate(first)).verdict.verdict).toBe('fail');
      const again = worldOf(nowAndThen, BASELINE, { journal: first.journal });
      const outcome = await runGate(again, {
        context: contextOf('pull_request', { runId: '9002' }),
      });
      expect(outcome.verdict.verdict).toBe('fail');
      expect([...again.model.sent, ...again.judge.sent]).toEqual([]);
    });

    test.each([
      ['another head', contextOf('pull_request', { sha: 'f'.repeat(40) }), {}],
      ['another model', contextOf('pull_request'), { model: 'model-2' }],
      ['reuse switched off', contextOf('pull_request'), { 'reuse-answers': 'false' }],
    ])('with %s everything is asked again', async (_name, context, inputs) => {
      const first = worldOf(dropped, BASELINE);
      await runGate(first);
      const again = worldOf(nowAndThen, BASELINE, { journal: first.journal });
      await runGate(again, { context, inputs });
      expect(again.model.sent).toHaveLength(72);
    });

    test('of an interrupted run that asked more only what this one asks counts', async () => {
      const cancel = new AbortController();
      const broken = worldOf((id, nth) => {
        if (nth === 3) cancel.abort(new Error('SIGINT'));
        return nowAndThen(id, nth);
      }, BASELINE);
      const first = await runGate(broken, { signal: cancel.signal });
      expect(first.record?.items.some(({ repeats }) => repeats.length > 1)).toBe(true);
      const again = worldOf(nowAndThen, BASELINE, { journal: broken.journal });
      const second = await runGate(again, { inputs: { repeats: '1' } });
      expect(second.verdict.verdict).not.toBe('error');
      expect(second.record?.items.map(({ repeats }) => repeats.length)).toEqual(
        Array<number>(24).fill(1),
      );
    });

    test('a new baseline run is always fresh', async () => {
      const first = worldOf(nowAndThen, BASELINE);
      await runGate(first, { context: contextOf('schedule') });
      const again = worldOf(nowAndThen, BASELINE, { journal: first.journal });
      await runGate(again, { context: contextOf('schedule', { runId: '9002' }) });
      expect(again.model.sent).toHaveLength(72);
    });
  });
});
