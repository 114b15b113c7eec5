import { describe, expect, test } from '@jest/globals';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { youngRecords } from '../../src/baseline/update-pool.js';
import { baselineOf, baselineRunOf, type BaselineRunParts } from '../fixtures/record-factory.js';

/** 03:00 on this day of January 2026. */
const at = (day: number) => Date.UTC(2026, 0, day, 3);
const baselineRun = (day: number, parts: BaselineRunParts = {}): SweepRecord =>
  baselineRunOf({ createdAt: new Date(at(day)).toISOString(), ...parts });
/** A record of a run. */
const run = (runId: string, provenance: BaselineRunParts['provenance'] = {}): BaselineRunParts => ({
  provenance: { runId, ...provenance },
});
const daysOf = (records: readonly SweepRecord[]) =>
  records.map(({ provenance }) => Number(provenance.createdAt.slice(8, 10)));

const LIMITS = { poolRuns: 7, maxAgeDays: 14 };

describe('a pool that somebody filled with copies of one run', () => {
  const LIMIT = { ...LIMITS, poolRuns: 2 };
  const digest = { answersDigest: 'a'.repeat(64) };

  test.each<[string, BaselineRunParts]>([
    ['by its run id', run('7')],
    ['by its answers', digest],
    ['by both', { ...run('7'), ...digest }],
  ])('counts it once, as its newest record, and not against the limit: %s', (_name, parts) => {
    const copies = [10, 12, 11].map((day) => baselineRun(day, parts));
    const pool = baselineOf([...copies, baselineRun(5), baselineRun(4)]);
    expect(daysOf(youngRecords(pool, LIMIT, at(12)))).toEqual([12, 5]);
  });

  test('counts a run and a copy of its answers under another id once', () => {
    const pool = baselineOf([
      baselineRun(12, { ...run('7'), ...digest }),
      baselineRun(11, { ...run('8'), ...digest }),
      baselineRun(10, run('7')),
    ]);
    expect(daysOf(youngRecords(pool, LIMITS, at(12)))).toEqual([12]);
  });

  test.each<[string, BaselineRunParts, BaselineRunParts]>([
    ['local runs, which have no id', run(''), run('')],
    ['runs of one id in two repositories', run('7'), run('7', { repository: 'fork/repo' })],
  ])('keeps %s', (_name, one, other) => {
    const pool = baselineOf([baselineRun(12, one), baselineRun(11, other)]);
    expect(daysOf(youngRecords(pool, LIMITS, at(12)))).toEqual([12, 11]);
  });
});
