import { describe, expect, test } from '@jest/globals';
import { type Baseline, baselineSchema } from '../../src/baseline/baseline-file.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { pinPool, refuseFuture } from '../../src/baseline/update-pool.js';
import { baselineOf, baselineRunOf } from '../fixtures/record-factory.js';

/** 03:00 on this day of January 2026. */
const at = (day: number) => Date.UTC(2026, 0, day, 3);
const baselineRun = (day: number): SweepRecord =>
  baselineRunOf({ createdAt: new Date(at(day)).toISOString() });
const daysOf = (records: readonly SweepRecord[]) =>
  records.map(({ provenance }) => Number(provenance.createdAt.slice(8, 10)));

describe('pinPool', () => {
  test('pins what the release was compared with, not all that is stored', () => {
    const stored = baselineOf([baselineRun(12), baselineRun(11), baselineRun(1)]);
    const baselineRuns = [baselineRun(12), baselineRun(11)];
    const release = { tag: `v1.${'0'.repeat(300)}`, at: '2026-01-12T09:00:00.000Z' };
    const pinned = pinPool(stored, baselineRuns, release);
    expect(pinned).toMatchObject({
      ...stored,
      pinned: {
        kind: 'release',
        label: release.tag.slice(0, 200),
        pinnedAt: release.at,
        records: baselineRuns,
      },
    });
    expect(baselineSchema.safeParse(pinned).success).toBe(true);
  });
});

describe('refuseFuture', () => {
  const level = (...days: readonly number[]): Partial<Baseline> => ({
    pinned: {
      kind: 'release',
      label: 'v1',
      pinnedAt: '2026-01-01T00:00:00.000Z',
      records: days.map((day) => baselineRun(day)),
    },
  });

  test('takes a pinned level of the future away, and keeps what is left of one', () => {
    const all = refuseFuture(baselineOf([baselineRun(10)], level(20, 21)), at(12));
    expect(all.baseline.pinned).toBeNull();
    expect(daysOf(all.refused)).toEqual([20, 21]);
    const some = refuseFuture(baselineOf([baselineRun(10)], level(20, 5)), at(12));
    expect(daysOf(some.baseline.pinned?.records ?? [])).toEqual([5]);
  });
});
