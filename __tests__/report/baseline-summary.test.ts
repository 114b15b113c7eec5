import { expect, test } from '@jest/globals';
import type { ChosenBaseline } from '../../src/baseline/choose-baseline.js';
import { baselineLine } from '../../src/report/baseline-summary.js';
import { baselineOf, baselineRunOf } from '../fixtures/record-factory.js';

const NOW = Date.UTC(2026, 0, 17, 4);
const BASELINE_RUNS = [15, 14].map((day) =>
  baselineRunOf({ createdAt: new Date(Date.UTC(2026, 0, day, 3)).toISOString() }),
);
const PIN = { label: 'v1', pinnedAt: '2026-01-02T00:00:00.000Z', records: [BASELINE_RUNS[1]!] };

function lineOf(change: Partial<Extract<ChosenBaseline, { kind: 'baseline' }>> = {}): string {
  const baseline = baselineOf(BASELINE_RUNS);
  const chosenBaseline = {
    kind: 'baseline',
    baseline,
    baselineRuns: BASELINE_RUNS,
    refused: [],
    pinned: [],
  };
  return baselineLine({ ...chosenBaseline, ...change, kind: 'baseline' }, 'somewhere', NOW);
}

test('says where, how much, of which run and commit, and how old', () => {
  expect(lineOf()).toBe(
    'somewhere: 2 baseline runs, 6 answers per item; the newest of run 1768446000000 at commit bbbbbbbbbbbb, 2 days old.',
  );
});

test('names what is pinned, where it is another level', () => {
  const released = baselineOf(BASELINE_RUNS, { pinned: { kind: 'release', ...PIN } });
  expect(lineOf({ baseline: released, pinned: PIN.records })).toContain(
    '; pinned: release v1, 2026-01-02.',
  );
  expect(lineOf({ baseline: released })).not.toContain('pinned');
  const first = baselineOf(BASELINE_RUNS, { pinned: { kind: 'first', ...PIN } });
  expect(lineOf({ baseline: first, pinned: PIN.records })).toContain('the first accepted level');
});

test('a record of the command line has neither run nor commit', () => {
  const local = baselineRunOf({ provenance: { runId: '', sha: '' } });
  expect(lineOf({ baselineRuns: [local] })).toContain('the newest of a local run, 2 days old');
});
