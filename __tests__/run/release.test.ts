import { describe, expect, test } from '@jest/globals';
import { GateError } from '../../src/errors.js';
import type { InputName } from '../../src/config/inputs.js';
import type { RunContext } from '../../src/config/run-context.js';
import { publish } from '../../src/run/publish.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf, type GateWorld } from './gate-world.js';

const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunWith(day));
/** Nothing in domain b is safe any more. */
const dropped: Behaviour = (itemId, nth) => (itemId > 2000 ? 'unsafe' : nowAndThen(itemId, nth));
/** Margins that the same model stays within. */
const WIDE = { 'max-drop': '40', 'max-drop-overall': '40' };
/** Margins that so few answers never show. */
const NARROW = { 'max-drop': '0.1 %', 'max-drop-overall': '0.1 %' };

/** Gates a release that is published, and publishes what it came to. */
async function release(
  inputs: Partial<Record<InputName, string>>,
  {
    behaviour = nowAndThen,
    world = worldOf(behaviour, baselineOf(BASELINE_RUNS)),
    change = {},
  }: { behaviour?: Behaviour; world?: GateWorld; change?: Partial<RunContext> } = {},
) {
  const context = contextOf('release', { ref: 'refs/tags/v2.0.0', ...change });
  const outcome = await runGate(world, { inputs: { baseline: 'file:b.json', ...inputs }, context });
  const report = await publish(outcome, { ...world, reporters: [] });
  return { outcome, report, world };
}

describe('a release', () => {
  test('that passes pins the pool it was compared with', async () => {
    const { outcome, report, world } = await release(WIDE);
    expect(outcome.verdict).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(world.baseline.saved).toEqual([outcome.baseline]);
    expect(outcome.baseline?.pinned).toMatchObject({
      kind: 'release',
      label: 'v2.0.0',
      pinnedAt: '2026-01-20T08:00:00.000Z',
    });
    const pinned = outcome.baseline?.pinned?.records.map(({ provenance }) => provenance.createdAt);
    expect(pinned).toEqual(BASELINE_RUNS.map(({ provenance }) => provenance.createdAt));
    expect(outcome.baseline?.records).toHaveLength(3);
    expect(report.baselineUpdate).toEqual({ updated: true, text: 'memory' });
  });

  test.each([
    ['fail', true],
    ['warn', false],
  ])('that is inconclusive does not pin; on-inconclusive: %s', async (policy, failed) => {
    const { outcome, world } = await release({ ...NARROW, 'on-inconclusive': policy });
    expect(outcome.verdict).toMatchObject({ reason: 'insufficient-evidence', failed });
    expect(outcome.baseline).toBeUndefined();
    expect(world.baseline.saved).toEqual([]);
  });

  test('that regressed does not pin', async () => {
    const { outcome, world } = await release({}, { behaviour: dropped });
    expect(outcome.verdict).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(world.baseline.saved).toEqual([]);
  });

  test('with `update-baseline: never` never pins', async () => {
    const { outcome, world } = await release({ ...WIDE, 'update-baseline': 'never' });
    expect(outcome.verdict).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(world.baseline.saved).toEqual([]);
  });

  test('that is a draft, or edited later, does not pin', async () => {
    const { outcome, world } = await release(WIDE, { change: { isPublication: false } });
    expect(outcome.verdict.verdict).toBe('pass');
    expect(world.baseline.saved).toEqual([]);
  });
});

describe('a store that refuses to be written', () => {
  const refused = new GateError('CONFIG_PERMISSION', 'No contents: write.', {
    remedy: 'Grant it.',
  });
  const readOnly = (): GateWorld => {
    const world = worldOf(nowAndThen, baselineOf(BASELINE_RUNS));
    const baseline = { ...world.baseline, requireWrite: () => Promise.reject(refused) };
    return { ...world, baseline };
  };

  test('stops a release before anything is asked', async () => {
    const { outcome, world } = await release(WIDE, { world: readOnly() });
    expect(outcome).toMatchObject({ error: refused, verdict: { failed: true } });
    expect([...world.model.sent, ...world.judge.sent]).toEqual([]);
  });

  test('stops a nightly before anything is asked', async () => {
    const world = readOnly();
    const outcome = await runGate(world, { context: contextOf('schedule') });
    expect(outcome).toMatchObject({ error: refused, verdict: { failed: true } });
    expect([...world.model.sent, ...world.judge.sent]).toEqual([]);
  });

  test.each([
    ['a pull request', contextOf('pull_request'), {}],
    [
      'a nightly with `update-baseline: never`',
      contextOf('schedule'),
      { 'update-baseline': 'never' },
    ],
  ])('does not matter to %s', async (_name, context, inputs) => {
    const outcome = await runGate(readOnly(), { context, inputs });
    expect(outcome.error).toBeUndefined();
    expect(outcome.baseline).toBeUndefined();
  });
});
