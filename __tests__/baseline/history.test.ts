import { describe, expect, test } from '@jest/globals';
import {
  historyEntry,
  historyOf,
  historySchema,
  MOST_HISTORY,
  withEntry,
} from '../../src/baseline/history.js';
import { appendToPool, newBaseline, pinPool } from '../../src/baseline/update-pool.js';
import { baselineOf, baselineRunOf } from '../fixtures/record-factory.js';
import { historyEntryOf } from '../fixtures/history-factory.js';

const LIMITS = { poolRuns: 2, maxAgeDays: 30 };

/** A baseline run of one day. */
function runOf(day: number) {
  const at = new Date(Date.UTC(2026, 2, day, 3)).toISOString();
  return baselineRunOf({
    provenance: { runId: String(day), createdAt: at },
    scores: { 1001: [1, 1, 0], 1002: [1, 0, 0] },
  });
}

describe('an entry', () => {
  test('is a mean over items with its interval', () => {
    const entry = historyEntry([runOf(1)], { kind: 'baseline-run', label: '' });
    expect(entry?.overall).toMatchObject({ items: 2, answers: 6, rate: 0.5 });
    expect(entry?.overall.low).toBeLessThan(0.5);
    expect(entry?.overall.high).toBeGreaterThan(0.5);
    expect(historySchema.safeParse([entry]).success).toBe(true);
  });

  test('of no record is none', () => {
    expect(historyEntry([], { kind: 'release', label: 'v1' })).toBeUndefined();
  });
});

describe('a history', () => {
  test('outlives the pool, an accepted level and a release', () => {
    let baseline = newBaseline('default', runOf(1), 'first run');
    for (const day of [2, 3, 4]) baseline = appendToPool(baseline, runOf(day), LIMITS);
    baseline = newBaseline('default', runOf(5), 'agreed', baseline);
    const release = { tag: 'v1.0.0', at: '2026-03-05T12:00:00.000Z' };
    baseline = pinPool(baseline, baseline.records, release);
    expect(baseline.records).toHaveLength(1);
    expect(
      historyOf(baseline).map(({ at, kind, label }) => `${at.slice(8, 10)} ${kind} ${label}`),
    ).toEqual([
      '01 accepted first run',
      '02 baseline-run ',
      '03 baseline-run ',
      '04 baseline-run ',
      '05 accepted agreed',
      '05 release v1.0.0',
    ]);
  });

  test('of a file without one is its pool, oldest first', () => {
    const baseline = baselineOf([runOf(3), runOf(2)], { reason: 'first run' });
    expect(historyOf(baseline).map(({ at }) => at.slice(8, 10))).toEqual(['02', '03']);
  });

  test('of no baseline is empty', () => {
    expect(historyOf(undefined)).toEqual([]);
  });

  test('holds a run once, and no more than it may', () => {
    const many = Array.from({ length: MOST_HISTORY }, (_, day) => historyEntryOf(day));
    const again = withEntry(many, historyEntryOf(3));
    expect(again).toHaveLength(MOST_HISTORY);
    const newest = withEntry(many, historyEntryOf(MOST_HISTORY));
    expect(newest).toHaveLength(MOST_HISTORY);
    expect(newest[0]).toEqual(historyEntryOf(1));
  });
});
