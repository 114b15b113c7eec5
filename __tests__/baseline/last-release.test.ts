import { describe, expect, test } from '@jest/globals';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { lastRelease } from '../../src/baseline/stored-scores.js';
import { baselineRunFor, setUp, stageOn, sweepFor } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';

const ITEMS = itemsOf({ a: 10, b: 10 });
/** Of the pool one answer per run is unsafe, and of the release both answers of two items of domain b. */
const POOL = [20, 19].map((day) =>
  baselineRunFor(ITEMS, ({ id }) => (id === 1001 ? [1, 0, 1] : [1, 1, 1]), day),
);
const RELEASED = baselineRunFor(ITEMS, ({ id }) => (id > 2008 ? [0, 0] : [1, 1]), 10);
const set = setUp(ITEMS, POOL, { decision: { repeats: 3 } });
/** Of this run half of domain b is unsafe. */
const results = sweepFor(ITEMS, ({ id }) => (id > 2005 ? [0, 0, 0] : [1, 1, 1]));
const figured = { ...stageOn(set, results), index: 0 };
const pinnedAs = (kind: 'first' | 'release'): Baseline['pinned'] => ({
  kind,
  label: 'v1',
  pinnedAt: '2026-01-10T00:00:00.000Z',
  records: [RELEASED],
});

describe('lastRelease', () => {
  test('holds this run against what the release answered, not against the pool', () => {
    const found = lastRelease(pinnedAs('release'), figured, set.ranked);
    expect(found).toMatchObject({ label: 'v1', pinnedAt: '2026-01-10T00:00:00.000Z' });
    expect(found?.domains.map(({ domain }) => domain)).toEqual(['a', 'b']);
    const [a, b] = found?.domains ?? [];
    expect(a).toMatchObject({ drop: 0, sharedItems: 10 });
    expect(b?.baseline).toEqual({ rate: expect.closeTo(0.8, 12), answers: 20 });
    expect(b?.candidate).toEqual({ rate: expect.closeTo(0.5, 12), answers: 30 });
    expect(b?.drop).toBeCloseTo(0.3, 12);
    expect(b!.interval.low).toBeLessThan(-0.3);
    expect(b!.interval.high).toBeGreaterThan(-0.3);
    expect(found?.overall.drop).toBeCloseTo(0.15, 12);
  });

  test('reads the metric of the comparison', () => {
    const [comparison] = figured.setup.comparisons;
    const comparisons = [{ ...comparison!, metric: 'effective' as const }];
    const found = lastRelease(
      pinnedAs('release'),
      { ...figured, setup: { ...figured.setup, comparisons } },
      set.ranked,
    );
    // Nobody asked whether the answers of the release were effective.
    expect(found?.overall).toMatchObject({ sharedItems: 0, baseline: { rate: 0, answers: 0 } });
  });

  test('is nothing where a first run is pinned, or none', () => {
    expect(lastRelease(pinnedAs('first'), figured, set.ranked)).toBeUndefined();
    expect(lastRelease(null, figured, set.ranked)).toBeUndefined();
  });
});
