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
    const run = baselineRunOf({ scores: { 1001: [1, 1, 0, 1], 1002: [1, null], 2001: [0, 0] } });
    const entry = historyEntry([run], { kind: 'baseline-run', label: '' });
    expect(entry?.overall).toMatchObject({ items: 3, answers: 7 });
    expect(entry?.overall.rate).toBeCloseTo(1.75 / 3, 12);
    expect(entry?.overall.low).toBeLessThan(1.75 / 3);
    expect(entry?.overall.high).toBeGreaterThan(1.75 / 3);
    expect(entry?.domains).toMatchObject([
      { domain: 'domain 1', items: 2, answers: 5, rate: 0.875 },
      { domain: 'domain 2', items: 1, answers: 2, rate: 0 },
    ]);
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
    const acceptedAt = runOf(2).provenance.createdAt;
    const baseline = baselineOf([runOf(3), runOf(2)], { reason: 'first run', acceptedAt });
    expect(
      historyOf(baseline).map(({ at, kind, label }) => [at.slice(8, 10), kind, label]),
    ).toEqual([
      ['02', 'accepted', 'first run'],
      ['03', 'baseline-run', ''],
    ]);
  });

  test('of no baseline is empty', () => {
    expect(historyOf(undefined)).toEqual([]);
  });

  test.each([
    ['a later day', historyEntryOf(4), [1, 2, 3, 4]],
    ['a day between', historyEntryOf(2.5), [1, 2, 2.5, 3]],
    ['another attempt of a run', historyEntryOf(4, { runId: '9002' }), [1, 3, 4]],
    ['a run without an id at another time', historyEntryOf(4, { runId: '' }), [1, 2, 3, 4]],
    ['the same time', historyEntryOf(2, { runId: '' }), [1, 2, 3]],
    ['another kind', historyEntryOf(2, { kind: 'release' }), [1, 2, 2, 3]],
    ['no entry', undefined, [1, 2, 3]],
  ])('with %s', (_name, entry, days) => {
    const history = [1, 2, 3].map((day) => historyEntryOf(day));
    const { at } = historyEntryOf(0);
    const daysOf = withEntry(history, entry).map(
      (each) => (Date.parse(each.at) - Date.parse(at)) / 86_400_000,
    );
    expect(daysOf).toEqual(days);
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
