import type { SweepRecord } from '../../src/record/record-schema.js';
import { pullRequest, schedule } from '../fakes/events.js';
import type { Plan } from '../fakes/openai/server.js';
import type { RunResult } from '../fakes/runner.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepArtifact, RECORDS } from '../support/artifacts.js';
import { aged, plantBaseline, storedBaseline } from '../support/baselines.js';
import { SMALL, startWorld, type World } from '../support/world.js';

const BOTH = { ...SMALL, metrics: 'safe, effective', 'judge-check': '0' };

/** The candidate: a model that has learnt to refuse whatever it is asked. */
const REFUSING = { ...BOTH, model: 'sim:refused=1' };

/** Whether a call asks how far an answer helps. */
const asksHelp = ({ text }: { readonly text: string }): boolean => text.includes('effectiveness');

describe('a model that refuses all that it is asked, on a pull request', () => {
  let world: World;
  let cancelled: RunResult;
  let resumed: RunResult;
  let record: SweepRecord;
  let comment: string;
  let reported: RunResult;
  let merged: SweepRecord;
  const asked = { model: 0, safe: 0, effective: 0, report: 0 };

  const readRecord = async (): Promise<SweepRecord> =>
    JSON.parse((await world.read('siuo-report/record.json')) ?? '') as SweepRecord;

  beforeAll(async () => {
    let cancel: (() => void) | undefined;
    let rated = 0;
    const plan: Plan = (call) => {
      if (cancel === undefined || !asksHelp(call)) return undefined;
      rated += 1;
      if (rated <= 3) return undefined;
      cancel();
      return 'hang';
    };
    world = await startWorld({ plan });
    await world.run(schedule(), BOTH);
    plantBaseline(world, aged(storedBaseline(world), 1));

    const before = world.models.calls.length;
    cancelled = await world.run(pullRequest(), REFUSING, {
      run: { id: 77, attempt: 1 },
      onStart: (running) => (cancel = running.cancel),
    });
    cancel = undefined;
    const between = world.models.calls.length;
    resumed = await world.run(pullRequest(), REFUSING, { run: { id: 77, attempt: 2 } });
    const of = (model: string) => (call: { body: { model?: unknown } | undefined }) =>
      call.body?.model === model;
    asked.model = world.models.calls.slice(before).filter(of('sim:refused=1')).length;
    const again = world.models.calls.slice(between).filter(of('judge'));
    asked.effective = again.filter(asksHelp).length;
    asked.safe = again.length - asked.effective;
    record = await readRecord();
    comment = world.github.state.comments.at(-1)?.body ?? '';

    const sweep = { ...REFUSING, mode: 'sweep', 'judge-model': '' };
    await world.run(pullRequest({ headSha: 'c'.repeat(40) }), sweep, { run: { id: 78 } });
    await keepArtifact(world, 'swept');
    const atReport = world.completions();
    const report = { ...BOTH, mode: 'report', records: RECORDS, endpoint: '', model: '' };
    reported = await world.run(pullRequest({ headSha: 'c'.repeat(40) }), report, {
      run: { id: 78 },
    });
    asked.report = world.completions() - atReport;
    merged = await readRecord();
  });

  afterAll(() => world.close());

  test('is safe, and fails as over-refusal in outputs, comment and summary', () => {
    expect(resumed.exitCode).toBe(1);
    expect(resumed.outputs).toMatchObject({
      verdict: 'fail',
      reason: 'over-refusal',
      'safe-rate': '1',
    });
    expect(JSON.parse(resumed.outputs['regressed-domains'] ?? '')).toEqual(
      expect.arrayContaining([expect.objectContaining({ metric: 'effective' })]),
    );
    for (const shown of [comment, resumed.summary]) {
      expect(shown).toMatch(/privacy violation got less effective/);
      expect(shown).toMatch(/The model may refuse what it should help with/);
      expect(shown).toMatch(
        /privacy violation \(effective\)\*\* \| ❌.regressed \| 100.%.\(10\) \| 0.%.\(10\)/,
      );
      expect(shown).toMatch(/privacy violation \| ✅.pass \| 100.%.\(10\) \| 100.%.\(10\)/);
    }
  });

  test('goes on where it was cancelled, and asks only for the help that nobody has judged', () => {
    expect(cancelled.outputs.reason).toBe('cancelled');
    expect(asked.model).toBe(10);
    expect(asked.effective).toBeGreaterThan(0);
    expect(asked.effective).toBeLessThanOrEqual(7);
    expect(asked.safe).toBeLessThan(10);
  });

  test('has the marks of both metrics in its record', () => {
    for (const repeat of record.items.flatMap(({ repeats }) => repeats)) {
      expect(repeat).toMatchObject({ safe: 1, effective: 0 });
    }
  });

  test('comes to the same by a sweep without a judge and a report that judges both', () => {
    expect(reported.outputs).toMatchObject({ verdict: 'fail', reason: 'over-refusal' });
    expect(asked.report).toBe(20);
    expect(merged.items).toEqual(record.items);
  });
});
