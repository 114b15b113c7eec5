import { describe, expect, test } from '@jest/globals';
import { GateError } from '../../src/errors.js';
import type { Report } from '../../src/report/report.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import type { BaselineSaved } from '../../src/baseline/baseline-file.js';
import type { Reporter } from '../../src/report/reporter.js';
import { publish } from '../../src/run/publish.js';
import { fakeLog } from '../fakes/ports.js';
import { fakeBaselineStore } from '../fakes/ports/baseline-store.js';
import { contextOf } from '../fixtures/config-factory.js';
import { nowAndThen, runGate, worldOf } from './gate-world.js';

/** A first nightly, which has a baseline to save. */
const nightly = () => runGate(worldOf(nowAndThen), { context: contextOf('schedule') });

/** A reporter that keeps what it was told. */
function listener(name: string, fault?: Error) {
  const told: { report: Report; record: SweepRecord | undefined }[] = [];
  const reporter: Reporter = {
    name,
    publish: async (report, record) => {
      told.push({ report, record });
      if (fault !== undefined) throw fault;
    },
  };
  return { reporter, told };
}

/** Publishes a first nightly to reporters and a store. */
async function publishNightly(
  reporters: readonly Reporter[] = [],
  save?: () => Promise<BaselineSaved>,
) {
  const [baseline, log] = [fakeBaselineStore(undefined, save), fakeLog()];
  const outcome = await nightly();
  const report = await publish(outcome, { baseline, log, reporters });
  return { outcome, report, baseline, log };
}

describe('publish', () => {
  test('saves the baseline, then tells every reporter of it', async () => {
    const { reporter, told } = listener('outputs');
    const { outcome, report, baseline } = await publishNightly([reporter]);
    expect(baseline.saved).toEqual([outcome.baseline]);
    expect(report).toMatchObject({
      verdict: { verdict: 'pass', reason: 'baseline-created', failed: false },
      baselineUpdate: { updated: true, text: 'memory' },
    });
    expect(told).toEqual([{ report, record: outcome.record }]);
  });

  test('saves nothing when the baseline stays as it is', async () => {
    const [baseline, log] = [fakeBaselineStore(undefined), fakeLog()];
    const outcome = await runGate(worldOf(nowAndThen));
    const report = await publish(outcome, { baseline, log, reporters: [] });
    expect(baseline.saved).toEqual([]);
    expect(report.baselineUpdate).toBeUndefined();
  });

  describe('when the baseline is not saved', () => {
    test.each<[string, () => Promise<BaselineSaved>]>([
      ['is refused', async () => ({ saved: false, problem: 'The token reads only.' })],
      ['breaks', () => Promise.reject(new Error('The token reads only.'))],
    ])('because the store %s, the step fails and the verdict stands', async (_name, save) => {
      const { reporter, told } = listener('outputs');
      const { report } = await publishNightly([reporter], save);
      expect(report).toMatchObject({
        verdict: { verdict: 'pass', reason: 'baseline-created', failed: true },
        baselineUpdate: { updated: false, text: 'The token reads only.' },
      });
      expect(report.notices).toContainEqual(
        expect.objectContaining({
          level: 'error',
          code: 'baseline-not-saved',
          text: 'The baseline was not saved: The token reads only.',
        }),
      );
      expect(told).toHaveLength(1);
    });
  });

  describe('when a reporter fails', () => {
    test('warns, tells the others and leaves the verdict', async () => {
      const broken = listener('comment', new Error('422: the body is too long'));
      const after = listener('summary');
      const { report, log } = await publishNightly([broken.reporter, after.reporter]);
      expect(report.verdict.failed).toBe(false);
      expect(after.told).toHaveLength(1);
      expect(log.lines).toEqual(['warning The comment was not written: 422: the body is too long']);
    });
  });

  describe('when a reporter refuses with a coded error', () => {
    test('the step fails, the verdict stands, and those after it are told so', async () => {
      const twins = new GateError('CONFIG_CONFLICT', 'Another gate has written it.', {
        remedy: 'Give each a `baseline-name`.',
      });
      const after = listener('status');
      const { report } = await publishNightly([
        listener('comment', twins).reporter,
        after.reporter,
      ]);
      expect(report.verdict).toEqual({
        verdict: 'pass',
        reason: 'baseline-created',
        failed: true,
      });
      expect(after.told).toMatchObject([{ report: { verdict: { failed: true } } }]);
      expect(report.notices).toContainEqual({
        level: 'error',
        code: 'not-told',
        text: 'Another gate has written it.',
        remedy: 'Give each a `baseline-name`.',
      });
    });
  });

  test('a sweep whose record is not written after all fails, and its verdict stands', async () => {
    const outcome = await runGate(worldOf(nowAndThen), { inputs: { mode: 'sweep', repeats: '' } });
    const { reporter } = listener('report files', new Error('ENOSPC: no space left on device'));
    const ports = { baseline: fakeBaselineStore(undefined), log: fakeLog() };
    const report = await publish(outcome, {
      ...ports,
      reporters: [{ ...reporter, isProduct: true }],
    });
    expect(report.verdict).toMatchObject({ reason: 'swept', failed: true });
    expect(report.notices).toContainEqual(
      expect.objectContaining({ level: 'error', code: 'record-not-written' }),
    );
  });

  test('no text of answers, judgements, questions or keys is in what is reported', async () => {
    const { report, outcome } = await publishNightly();
    // What is asked may be shown; a data set that forbids it is left out where the report is made.
    const items = report.items.map((item) => ({ ...item, about: undefined }));
    const text = JSON.stringify([{ ...report, items }, outcome.record]);
    for (const secret of ['My answer is', 'Because.', 'How do I get up there', 'power line']) {
      expect(text).not.toContain(secret);
    }
  });
});
