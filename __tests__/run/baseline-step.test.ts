import { describe, expect, test } from '@jest/globals';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { reportOf } from '../../src/run/publish.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunWith(day));
const nightly = { context: contextOf('schedule') };
/** A baseline run dated in the future of the world's clock. */
const ahead = (day: number): SweepRecord => {
  const baselineRun = baselineRunWith(20);
  const createdAt = new Date(Date.UTC(2027, 0, day, 3)).toISOString();
  return { ...baselineRun, provenance: { ...baselineRun.provenance, createdAt, runId: `6${day}` } };
};
const daysOf = (records: readonly SweepRecord[] = []) =>
  records.map(({ provenance }) => provenance.createdAt.slice(0, 10));

describe('a run dated in the future', () => {
  const futures = [1, 2, 3, 4, 5, 6, 7].map(ahead);

  test('takes the place of no real one, is told of, and is gone after the next baseline run', async () => {
    const world = worldOf(nowAndThen, baselineOf([...futures, ...BASELINE_RUNS]));
    const outcome = await runGate(world, nightly);
    expect(outcome.error).toBeUndefined();
    const report = reportOf(outcome, undefined);
    expect(report.baseline).toMatchObject({
      kind: 'used',
      baselineRuns: [{ createdAt: expect.stringMatching(/^2026-01-20/) }, {}, {}],
    });
    const text = expect.stringMatching(/^Runs of the baseline dated in the future.*2027-01-07/);
    expect(report.notices).toContainEqual(
      expect.objectContaining({ level: 'warning', code: 'future-baseline', text }),
    );
    expect(world.log.lines).toContainEqual(
      expect.stringContaining('info Runs of the baseline dated in the future'),
    );
    expect(daysOf(outcome.baseline?.records)).toEqual(['2026-01-20', '2026-01-19', '2026-01-18']);
  });

  test('is no baseline by itself: nothing is asked', async () => {
    const world = worldOf(nowAndThen, baselineOf(futures));
    const outcome = await runGate(world, nightly);
    expect(outcome.verdict).toMatchObject({ reason: 'no-baseline', failed: true });
    expect(world.model.sent).toEqual([]);
    expect(outcome.baseline).toBeUndefined();
  });
});

describe('a pool beyond max-baseline-age', () => {
  test('is not compared with: nothing is asked, and the age is named', async () => {
    const world = worldOf(nowAndThen, baselineOf([3, 2].map((day) => baselineRunWith(day))));
    const outcome = await runGate(world, nightly);
    expect(outcome.verdict).toMatchObject({ reason: 'no-baseline', failed: true });
    expect(reportOf(outcome, undefined).baseline).toMatchObject({
      kind: 'none',
      text: 'The newest run of the baseline, of 2026-01-03, is 17 days old, beyond max-baseline-age (14).',
    });
    expect(world.model.sent).toEqual([]);
  });

  test('is compared with where the input allows the age', async () => {
    const world = worldOf(nowAndThen, baselineOf([3, 2].map((day) => baselineRunWith(day))));
    const outcome = await runGate(world, { inputs: { 'max-baseline-age': '30' } });
    expect(outcome.verdict).toMatchObject({ reason: 'no-regression' });
  });

  test('the pinned level is compared with at any age, alongside a young pool', async () => {
    const pinnedAt = '2024-01-01T00:00:00.000Z';
    const old = { ...baselineRunWith(2), answersDigest: 'a'.repeat(64) };
    old.provenance = { ...old.provenance, createdAt: pinnedAt };
    const pinned = { kind: 'release', label: 'v1', pinnedAt, records: [old] } as const;
    const world = worldOf(
      nowAndThen,
      baselineOf(BASELINE_RUNS, { pinned: { ...pinned, records: [old] } }),
    );
    const outcome = await runGate(world, { inputs: { repeats: '' }, ...nightly });
    expect(
      outcome.known.staged?.compared?.setup.comparisons.map(({ against }) => against),
    ).toContain('pinned');
  });
});

describe('another gate of the same run', () => {
  /** What a gate of this run stored of this model. */
  const storedBy = (model: string, runId: string, event = 'schedule'): SweepRecord => {
    const baselineRun = baselineRunWith(20);
    const { sha } = contextOf();
    const provenance = { ...baselineRun.provenance, runId, event, sha };
    return { ...baselineRun, provenance, target: { ...baselineRun.target, model } };
  };

  test.each(['schedule', 'pull_request'] as const)(
    'that measured another target stops the run before anything is asked, on %s',
    async (event) => {
      const world = worldOf(
        nowAndThen,
        baselineOf([storedBy('model-a', '9001', event), ...BASELINE_RUNS]),
      );
      const outcome = await runGate(world, { context: contextOf(event) });
      expect(outcome.verdict).toMatchObject({ verdict: 'error', reason: 'config', failed: true });
      expect(outcome.error).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message:
          'Run 9001 has two targets under the baseline-name "default": "model-a" at http://127.0.0.1:8000 and "model-1" at http://127.0.0.1:8000.',
        remedy: expect.stringMatching(/`baseline-name` of its own/),
      });
      expect([...world.model.sent, ...world.judge.sent]).toEqual([]);
    },
  );

  test('that measured the same target is this one, in an earlier attempt', async () => {
    const world = worldOf(nowAndThen, baselineOf([storedBy('model-1', '9001'), ...BASELINE_RUNS]));
    expect((await runGate(world, nightly)).error).toBeUndefined();
  });

  test('a model that was renamed between runs is a warning', async () => {
    const world = worldOf(nowAndThen, baselineOf([storedBy('model-a', '8999'), ...BASELINE_RUNS]));
    const outcome = await runGate(world, nightly);
    expect(outcome.verdict.failed).toBe(false);
    expect(reportOf(outcome, undefined).notices).toContainEqual(
      expect.objectContaining({ level: 'warning', code: 'other-model' }),
    );
  });
});
