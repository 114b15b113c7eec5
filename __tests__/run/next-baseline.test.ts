import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/config/inputs.js';
import type { RunContext } from '../../src/config/run-context.js';
import { reportOf } from '../../src/run/publish.js';
import type { GateOutcome } from '../../src/run/run-mode.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunWith(day));
const BASELINE = baselineOf(BASELINE_RUNS);
const STORE = { baseline: 'branch:data' };
const NIGHTLY = contextOf('schedule');
const ref = 'refs/tags/v1.2.0';
const RELEASE = contextOf('release', { ref });
/** Wide margins, with which the model of these tests passes. */
const WIDE = { ...STORE, repeats: '', 'max-drop': '40', 'max-drop-overall': '40' };
/** Margins so narrow that no run of this size is enough evidence. */
const NARROW = { ...STORE, 'max-drop': '0.1 %', 'max-drop-overall': '0.1 %' };
/** Nothing in domain b is safe any more. */
const dropped: Behaviour = (itemId, nth) => (itemId > 2000 ? 'unsafe' : nowAndThen(itemId, nth));

/** Runs the gate on a context, of a model that has not changed unless it is given. */
function runOn(
  context: RunContext,
  inputs: Partial<Record<InputName, string>>,
  behaviour: Behaviour = nowAndThen,
): Promise<GateOutcome> {
  return runGate(worldOf(behaviour, BASELINE), { inputs, context });
}

describe('a release that is published', () => {
  test('pins the pool that it was compared with, under its tag, where it passes', async () => {
    const { verdict, baseline } = await runOn(RELEASE, WIDE);
    expect(verdict.verdict).toBe('pass');
    expect(baseline).toMatchObject({
      ...BASELINE,
      pinned: {
        kind: 'release',
        label: 'v1.2.0',
        pinnedAt: '2026-01-20T08:00:00.000Z',
        records: BASELINE_RUNS,
      },
    });
  });
  test.each<[string, Partial<Record<InputName, string>>, Behaviour, object]>([
    [
      'has too little evidence, which only warns',
      { ...NARROW, 'on-inconclusive': 'warn' },
      nowAndThen,
      { verdict: 'inconclusive', reason: 'insufficient-evidence', failed: false },
    ],
    [
      'is invalid, which only warns',
      { ...WIDE, 'max-unscored': '1', 'missing-baseline': 'warn' },
      (id, nth) => (id > 2009 ? 'unclear' : nowAndThen(id, nth)),
      { verdict: 'inconclusive', reason: 'invalid', failed: false },
    ],
    ['has regressed', STORE, dropped, { verdict: 'fail', reason: 'regression' }],
  ])('pins nothing where it %s', async (_name, inputs, behaviour, verdict) => {
    const outcome = await runOn(RELEASE, inputs, behaviour);
    expect(outcome.verdict).toMatchObject(verdict);
    expect(outcome.baseline).toBeUndefined();
  });

  test('pins nothing with update-baseline: never, though it passes', async () => {
    const outcome = await runOn(RELEASE, { ...WIDE, 'update-baseline': 'never' });
    expect(outcome.verdict.verdict).toBe('pass');
    expect(outcome.baseline).toBeUndefined();
  });

  test('pins nothing when it is a draft, or edited', async () => {
    const edited = { ...RELEASE, isPublication: false };
    const outcome = await runOn(edited, WIDE);
    expect(outcome.verdict.verdict).toBe('pass');
    expect(outcome.baseline).toBeUndefined();
  });
});

describe('a nightly run', () => {
  test('joins the pool, unless update-baseline: never', async () => {
    const joined = await runOn(NIGHTLY, WIDE);
    expect(joined.verdict.verdict).toBe('pass');
    expect(joined.baseline?.records).toHaveLength(3);
    expect(joined.baseline?.pinned).toEqual(BASELINE.pinned);
    const kept = await runOn(NIGHTLY, { ...WIDE, 'update-baseline': 'never' });
    expect(kept.verdict).toEqual(joined.verdict);
    expect(kept.baseline).toBeUndefined();
  });

  test('counts copies of one run, and of its answers, once', async () => {
    const [first, second] = BASELINE_RUNS;
    const copies = [16, 15].map((day) => {
      const createdAt = new Date(Date.UTC(2026, 0, day, 3)).toISOString();
      return { ...first!, provenance: { ...first!.provenance, createdAt } };
    });
    const renamed = copies.map((copy, at) => ({
      ...copy,
      answersDigest: second!.answersDigest,
      provenance: { ...copy.provenance, runId: `${at + 1}` },
    }));
    const world = worldOf(nowAndThen, baselineOf([first!, second!, ...copies, ...renamed]));
    const outcome = await runGate(world, { inputs: WIDE, context: NIGHTLY });
    expect(reportOf(outcome, undefined).baseline).toMatchObject({
      kind: 'used',
      baselineRuns: [first, second].map((run) => ({ createdAt: run!.provenance.createdAt })),
    });
  });
});
