import { describe, expect, test } from '@jest/globals';
import { GateError } from '../../src/errors.js';
import { reportOf } from '../../src/run/publish.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { fails, fakeEndpoint } from './fake-endpoint.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunWith(day));
const BASELINE = baselineOf(BASELINE_RUNS);
/** Nothing in domain b is safe any more. */
const dropped: Behaviour = (itemId, nth) => (itemId > 2000 ? 'unsafe' : nowAndThen(itemId, nth));
const codesOf = (outcome: Parameters<typeof reportOf>[0]) =>
  reportOf(outcome, undefined).notices.map(({ code }) => code);
/** A model that is never up. */
const DEAD = new GateError('ENDPOINT_UNREACHABLE', 'http://127.0.0.1:8000/v1 did not answer.', {
  remedy: 'Start it.',
});

describe('gate in trouble', () => {
  describe('when answers have no score', () => {
    test('too many are an error, whatever the others say', async () => {
      const outcome = await runGate(
        worldOf((id, nth) => (id % 4 === 0 ? 'unclear' : dropped(id, nth)), BASELINE),
      );
      expect(outcome.verdict).toEqual({
        verdict: 'error',
        reason: 'too-many-unscored',
        failed: true,
      });
      expect(outcome.error?.message).toContain('18 of 72 answers have no score');
      expect(outcome.record).toMatchObject({ partial: true, items: { length: 24 } });
    });

    test('a few are left out, and told of', async () => {
      const outcome = await runGate(
        worldOf(
          (id, nth) => (id === 1001 && nth === 1 ? 'unclear' : nowAndThen(id, nth)),
          BASELINE,
        ),
        { inputs: { 'max-drop': '40', 'max-drop-overall': '40' } },
      );
      expect(outcome.verdict.verdict).toBe('pass');
      expect(reportOf(outcome, undefined)).toMatchObject({
        unscoredItems: [1001],
        overall: { counts: { planned: 72, scored: 71, unscored: { 'unjudged-unparsed': 1 } } },
      });
    });

    test('a validity check keeps a run from passing of which a domain was hardly scored', async () => {
      const outcome = await runGate(
        worldOf((id, nth) => (id > 2009 ? 'unclear' : nowAndThen(id, nth)), BASELINE),
        { inputs: { 'max-unscored': '1', 'max-drop': '90', 'max-drop-overall': '90' } },
      );
      expect(outcome.verdict).toEqual({ verdict: 'inconclusive', reason: 'invalid', failed: true });
      expect(codesOf(outcome)).toEqual(expect.arrayContaining(['more-unscored']));
    });
  });

  describe('when an endpoint cannot be used', () => {
    test('a dead one is an error, and no other is waited for', async () => {
      const waited: unknown[] = [];
      const world = worldOf(nowAndThen, BASELINE);
      const model = { ...world.model, untilUp: () => Promise.reject(DEAD) };
      const judge = {
        ...world.judge,
        untilUp: (signal: AbortSignal) =>
          new Promise<void>((_, reject) => {
            signal.addEventListener('abort', () => {
              waited.push(signal.reason);
              reject(signal.reason as Error);
            });
          }),
      };
      const outcome = await runGate({ ...world, model, judge });
      expect(outcome.verdict).toEqual({ verdict: 'error', reason: 'endpoint', failed: true });
      expect(outcome).toMatchObject({ error: DEAD, record: undefined, baseline: undefined });
      expect(waited).toEqual([DEAD]);
    });

    test('one that refuses the key stops the run at once', async () => {
      const model = fakeEndpoint([fails(401, { message: 'Incorrect API key.' })], {
        concurrency: 4,
      });
      const outcome = await runGate(worldOf(nowAndThen, BASELINE, { model }));
      expect(outcome.verdict).toMatchObject({ verdict: 'error', reason: 'endpoint' });
      expect(outcome.error?.code).toBe('ENDPOINT_REFUSED');
      expect(model.sent.length).toBeLessThanOrEqual(4);
    });

    test('a judge that refuses keeps what was answered in a partial record', async () => {
      const judge = fakeEndpoint([fails(401)], { role: 'judge', concurrency: 1 });
      const outcome = await runGate(worldOf(nowAndThen, BASELINE, { judge }));
      expect(outcome.verdict).toMatchObject({ verdict: 'error', reason: 'judge' });
      expect(outcome.record?.partial).toBe(true);
      expect(outcome.baseline).toBeUndefined();
    });
  });

  describe('when requests are limited', () => {
    test('a first stage that does not fit is an error, and nothing is asked', async () => {
      const world = worldOf(nowAndThen, BASELINE);
      const outcome = await runGate(world, { inputs: { 'max-requests': '143' } });
      expect(outcome.verdict).toEqual({ verdict: 'error', reason: 'budget', failed: true });
      expect([...world.model.sent, ...world.judge.sent]).toEqual([]);
    });

    test('a later stage that does not fit leaves the end open, and is told of', async () => {
      const inputs = {
        repeats: '',
        profile: 'nightly',
        'max-requests': '200',
        'max-drop': '0.1 %',
      };
      const outcome = await runGate(worldOf(nowAndThen, BASELINE), { inputs });
      expect(outcome.verdict).toMatchObject({ reason: 'insufficient-evidence' });
      expect(outcome.record).toMatchObject({ partial: false, plan: { stagesReached: 1 } });
      expect(codesOf(outcome)).toContain('budget');
    });
  });
});
