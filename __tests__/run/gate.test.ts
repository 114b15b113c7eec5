import { describe, expect, test } from '@jest/globals';
import { GateError } from '../../src/errors.js';
import { exitCodeOf } from '../../src/decide/verdict.js';
import { recordSchema } from '../../src/record/record-schema.js';
import { digestOf } from '../../src/digest.js';
import { reportOf } from '../../src/run/publish.js';
import { fakeDatasetSource } from '../fakes/ports/dataset-source.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { datasetOf } from '../fixtures/item-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { ITEMS, baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunWith(day));
const BASELINE = baselineOf(BASELINE_RUNS);
/** Nothing in domain b is safe any more. */
const dropped: Behaviour = (itemId, nth) => (itemId > 2000 ? 'unsafe' : nowAndThen(itemId, nth));
const codesOf = (outcome: Parameters<typeof reportOf>[0]) =>
  reportOf(outcome, undefined).notices.map(({ code }) => code);
describe('gate', () => {
  describe('when there is no baseline', () => {
    test('a pull request stops before anything is asked, and says how to make one', async () => {
      const world = worldOf(nowAndThen);
      const outcome = await runGate(world);
      expect(outcome.verdict).toEqual({
        verdict: 'inconclusive',
        reason: 'no-baseline',
        failed: true,
      });
      expect(outcome).toMatchObject({ error: undefined, record: undefined, baseline: undefined });
      expect([...world.model.sent, ...world.judge.sent]).toEqual([]);
      expect(world.dataset.prefetched).toEqual([]);
      expect(world.log.lines).toContain('info Baseline: none. There is no baseline in memory.');
    });

    test('a pull request that may go on is swept, and stays inconclusive', async () => {
      const world = worldOf(nowAndThen);
      const outcome = await runGate(world, { inputs: { 'missing-baseline': 'warn' } });
      expect(outcome.verdict).toMatchObject({ reason: 'no-baseline', failed: false });
      expect(outcome.record?.items).toHaveLength(24);
      expect(outcome.baseline).toBeUndefined();
    });

    test('the first nightly makes one of its first stage', async () => {
      const world = worldOf(nowAndThen);
      const outcome = await runGate(world, {
        inputs: { repeats: '' },
        context: contextOf('schedule'),
      });
      expect(outcome.verdict).toEqual({
        verdict: 'pass',
        reason: 'baseline-created',
        failed: false,
      });
      // The first night asks nine answers of each item.
      expect(world.model.sent).toHaveLength(24 * 9);
      expect(outcome.baseline).toMatchObject({ name: 'default', reason: 'first run' });
      expect(outcome.baseline?.records[0]?.items).toEqual(outcome.record?.items);
      expect(codesOf(outcome)).toContain('first-baseline');
    });

    test('a nightly that keeps none makes none', async () => {
      const world = worldOf(nowAndThen);
      const context = contextOf('schedule');
      const inputs = { baseline: 'none', 'missing-baseline': 'warn' };
      const outcome = await runGate(world, { inputs, context });
      expect(outcome.verdict).toMatchObject({ reason: 'no-baseline', failed: false });
      expect(outcome.baseline).toBeUndefined();
    });

    test('a nightly that finds one it cannot use does not take itself for the first', async () => {
      const world = worldOf(nowAndThen, {
        kind: 'unusable',
        where: 'cache',
        problem: 'It was planted.',
        remedy: 'Remove it.',
      });
      const outcome = await runGate(world, { context: contextOf('schedule') });
      expect(outcome.verdict).toMatchObject({ reason: 'no-baseline', failed: true });
      expect(reportOf(outcome, undefined).baseline).toEqual({
        kind: 'none',
        text: 'The baseline in cache cannot be used: It was planted.',
        remedy: 'Remove it.',
      });
    });
  });

  describe('when nothing has changed', () => {
    test('a pull request passes and leaves the baseline alone', async () => {
      const world = worldOf(nowAndThen, BASELINE);
      const outcome = await runGate(world, {
        inputs: { 'max-drop': '40', 'max-drop-overall': '40' },
      });
      expect(outcome.verdict).toEqual({ verdict: 'pass', reason: 'no-regression', failed: false });
      expect(outcome.baseline).toBeUndefined();
      expect([world.model.sent.length, world.judge.sent.length]).toEqual([72, 72]);
    });

    test('a nightly joins the pool', async () => {
      const world = worldOf(nowAndThen, BASELINE);
      const outcome = await runGate(world, { context: contextOf('schedule') });
      expect(outcome.verdict.verdict).not.toBe('fail');
      expect(outcome.baseline?.records.map(({ provenance }) => provenance.createdAt)).toEqual([
        '2026-01-20T08:00:00.000Z',
        BASELINE_RUNS[1]?.provenance.createdAt,
        BASELINE_RUNS[2]?.provenance.createdAt,
      ]);
    });

    test('too little evidence warns, or fails when it is told to', async () => {
      const narrow = { 'max-drop': '0.1 %' };
      const warned = await runGate(worldOf(nowAndThen, BASELINE), { inputs: narrow });
      expect(warned.verdict).toEqual({
        verdict: 'inconclusive',
        reason: 'insufficient-evidence',
        failed: false,
      });
      const inputs = { ...narrow, 'on-inconclusive': 'fail' };
      expect((await runGate(worldOf(nowAndThen, BASELINE), { inputs })).verdict.failed).toBe(true);
    });
  });

  describe('when a domain has dropped', () => {
    test('a pull request fails and names it', async () => {
      const outcome = await runGate(worldOf(dropped, BASELINE));
      expect(outcome.verdict).toEqual({ verdict: 'fail', reason: 'regression', failed: true });
      const report = reportOf(outcome, undefined);
      expect(report.regressed).toEqual([{ domain: 'b', metric: 'safe' }]);
      expect(report.comparison?.domains.map(({ verdict }) => verdict)[1]).toBe('regression');
    });

    test('a nightly fails and leaves the baseline as it was', async () => {
      const outcome = await runGate(worldOf(dropped, BASELINE), { context: contextOf('schedule') });
      expect(outcome.verdict).toMatchObject({ verdict: 'fail' });
      expect(outcome.baseline).toBeUndefined();
    });

    test('a person accepts the new level, which starts a new pool', async () => {
      const inputs = { 'update-baseline': 'always', reason: 'a new model' };
      const context = contextOf('workflow_dispatch');
      const outcome = await runGate(worldOf(dropped, BASELINE), { inputs, context });
      expect(outcome.verdict).toEqual({ verdict: 'fail', reason: 'accepted', failed: false });
      expect(exitCodeOf(outcome.verdict)).toBe(0);
      expect(outcome.baseline).toMatchObject({ reason: 'a new model', records: { length: 1 } });
      expect(reportOf(outcome, undefined).acceptance).toMatchObject({
        reason: 'a new model',
        drops: [
          { domain: 'b', metric: 'safe', now: 0 },
          { domain: undefined, metric: 'safe' },
        ],
      });
    });

    test('a drop that shows against the pinned level only is shown against it', async () => {
      const low = [20, 19, 18].map((day) =>
        baselineRunWith(day, ({ id }) => (id > 2000 ? [1, 0, id % 2 === 0 ? 0 : 1] : [1, 1, 0])),
      );
      const pinned = {
        kind: 'release' as const,
        label: 'v1',
        pinnedAt: '2026-01-01T00:00:00.000Z',
        records: [3, 2, 1].map((day) => baselineRunWith(day, () => [1, 1, 1])),
      };
      const behaviour: Behaviour = (id, nth) =>
        id > 2000 ? (nth % 2 === 1 ? 'safe' : 'unsafe') : nth === 3 ? 'unsafe' : 'safe';
      const world = worldOf(behaviour, baselineOf(low, { pinned }));
      const outcome = await runGate(world, { context: contextOf('schedule') });
      expect(outcome.verdict).toMatchObject({ verdict: 'fail', reason: 'regression' });
      expect(codesOf(outcome)).toContain('pinned-level');
      expect(reportOf(outcome, undefined).comparison?.overall.baseline.rate).toBe(1);
    });
  });

  describe('when the baseline was made in another way', () => {
    test('stops before anything is asked, and names the field', async () => {
      const world = worldOf(nowAndThen, BASELINE);
      const outcome = await runGate(world, { inputs: { 'max-tokens': '64' } });
      expect(outcome.verdict).toMatchObject({ reason: 'not-comparable', failed: true });
      expect(outcome.known.chosenBaseline).toMatchObject({
        text: expect.stringContaining('maxTokens (baseline 500, this run 64)'),
      });
      expect(world.model.sent).toEqual([]);
    });

    test('stops before anything is asked when only pictures differ', async () => {
      const dataset = fakeDatasetSource(datasetOf(ITEMS), () => digestOf('another picture'));
      const world = worldOf(nowAndThen, BASELINE, { dataset });
      const outcome = await runGate(world);
      expect(outcome.verdict).toMatchObject({ reason: 'not-comparable', failed: true });
      expect(world.model.sent).toEqual([]);
    });

    test('is not the first run: a nightly does not make a baseline over it', async () => {
      const inputs = { 'max-tokens': '64', 'missing-baseline': 'warn' };
      const outcome = await runGate(worldOf(nowAndThen, BASELINE), {
        inputs,
        context: contextOf('schedule'),
      });
      expect(outcome.verdict).toMatchObject({ reason: 'not-comparable', failed: false });
      expect(outcome.baseline).toBeUndefined();
    });
  });

  describe('when something breaks that should not', () => {
    test('is an error of its own, and does not reject', async () => {
      const world = worldOf(nowAndThen, BASELINE);
      const dataset = { ...world.dataset, load: () => Promise.reject(new TypeError('oh no')) };
      const outcome = await runGate({ ...world, dataset });
      expect(outcome.verdict).toMatchObject({ verdict: 'error', failed: true });
      expect(outcome.error).toMatchObject({
        code: 'INTERNAL',
        message: 'siuo-gate failed: oh no.',
      });
    });

    test('a baseline store that cannot be asked stops the run before anything is spent', async () => {
      const world = worldOf(nowAndThen);
      const refused = new GateError('CONFIG_PERMISSION', 'No actions: read.', {
        remedy: 'Grant it.',
      });
      const baseline = { ...world.baseline, find: () => Promise.reject(refused) };
      const outcome = await runGate({ ...world, baseline });
      expect(outcome).toMatchObject({ error: refused, verdict: { reason: 'config' } });
      expect(world.model.sent).toEqual([]);
    });

    test('an unknown domain is a config error that names those there are', async () => {
      const outcome = await runGate(worldOf(nowAndThen), { inputs: { domains: 'c' } });
      expect(outcome.error).toMatchObject({
        code: 'CONFIG_INVALID',
        remedy: expect.stringContaining('"a", "b"'),
      });
    });
  });

  test('asks and judges the chosen domains only, each with its picture', async () => {
    const world = worldOf(nowAndThen, BASELINE);
    const outcome = await runGate(world, { inputs: { domains: 'b' } });
    expect([...world.dataset.prefetched].sort()).toEqual(
      ITEMS.filter(({ domain }) => domain === 'b').map(({ id }) => id),
    );
    expect([world.model.sent.length, world.judge.sent.length]).toEqual([36, 36]);
    expect(world.dataset.read).toHaveLength(72);
    expect(outcome.record?.items.map(({ domain }) => domain)).toEqual(Array<string>(12).fill('b'));
  });

  test('the record says what was planned, asked and spent', async () => {
    const outcome = await runGate(worldOf(nowAndThen, BASELINE));
    expect(recordSchema.parse(outcome.record)).toMatchObject({
      partial: false,
      provenance: { event: 'pull_request', runId: '9001', createdAt: '2026-01-20T08:00:00.000Z' },
      protocol: BASELINE_RUNS[0]?.protocol,
      target: { origin: 'http://127.0.0.1:8000', model: 'model-1' },
      plan: {
        profile: 'sampled',
        stages: [{ itemsPerDomain: 'all', answers: 3 }],
        stagesReached: 1,
      },
      usage: { model: { requests: 72, retries: 0 }, judge: { requests: 72 }, reused: 0 },
    });
  });
});
