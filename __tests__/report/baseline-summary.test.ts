import { expect, test } from '@jest/globals';
import type { Opponent } from '../../src/baseline/choose-baseline.js';
import { baselineLine } from '../../src/report/baseline-summary.js';
import { baselineOf, nightOf } from '../fixtures/record-factory.js';

const NOW = Date.UTC(2026, 0, 17, 4);
const NIGHTS = [15, 14].map((day) =>
  nightOf({ createdAt: new Date(Date.UTC(2026, 0, day, 3)).toISOString() }),
);
const PIN = { label: 'v1', pinnedAt: '2026-01-02T00:00:00.000Z', records: [NIGHTS[1]!] };

function lineOf(change: Partial<Extract<Opponent, { kind: 'baseline' }>> = {}): string {
  const baseline = baselineOf(NIGHTS);
  const opponent = { kind: 'baseline', baseline, nights: NIGHTS, refused: [], pinned: [] };
  return baselineLine({ ...opponent, ...change, kind: 'baseline' }, 'somewhere', NOW);
}

test('says where, how much, of which run and commit, and how old', () => {
  expect(lineOf()).toBe(
    'somewhere: 2 nights, 6 answers an item; the newest of run 1768446000000 at commit bbbbbbbbbbbb, 2 days old.',
  );
});

test('names what is pinned, where it is another level', () => {
  const released = baselineOf(NIGHTS, { pinned: { kind: 'release', ...PIN } });
  expect(lineOf({ baseline: released, pinned: PIN.records })).toContain(
    '; pinned: release v1, 2026-01-02.',
  );
  expect(lineOf({ baseline: released })).not.toContain('pinned');
  const first = baselineOf(NIGHTS, { pinned: { kind: 'first', ...PIN } });
  expect(lineOf({ baseline: first, pinned: PIN.records })).toContain('the first accepted level');
});

test('a record of the command line has neither run nor commit', () => {
  const local = nightOf({ provenance: { runId: '', sha: '' } });
  expect(lineOf({ nights: [local] })).toContain('the newest of a local run, 2 days old');
});
