import { describe, expect, test } from '@jest/globals';
import { acceptDomains } from '../../src/baseline/accept-domains.js';
import { baselineSchema } from '../../src/baseline/baseline-file.js';
import { narrowedTo, wholeRuns } from '../../src/baseline/run-copies.js';
import { withNewLabels } from '../../src/baseline/update-pool.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { baselineOf, baselineRunOf, protocolOf } from '../fixtures/record-factory.js';

const LIMITS = { poolRuns: 7, maxAgeDays: 14 };
const SCORES = { 1001: [1], 1002: [1], 2001: [1], 3001: [1] } as const;
const on = (day: number, more: Partial<SweepRecord> = {}): SweepRecord =>
  baselineRunOf({
    createdAt: `2026-01-${String(day).padStart(2, '0')}T03:00:00.000Z`,
    scores: SCORES,
    ...more,
  });
const ids = (records: readonly SweepRecord[]) =>
  records.map(({ items }) => items.map(({ id }) => id));

const pinned = { kind: 'release', label: 'v1', pinnedAt: '2026-01-02T03:00:00.000Z' } as const;
const EARLIER = baselineOf([on(11), on(10)], { pinned: { ...pinned, records: [on(2)] } });

describe('acceptDomains', () => {
  test('begins the level of the listed domains, and keeps that of all others', () => {
    const accepted = { domains: ['domain 1'], reason: 'octocat in pull request 7: worth it' };
    const level = acceptDomains(EARLIER, on(12), accepted, LIMITS);
    expect(baselineSchema.safeParse(level).success).toBe(true);
    expect(ids(level.records)).toEqual([
      [1001, 1002, 2001, 3001],
      [2001, 3001],
      [2001, 3001],
    ]);
    expect(ids(level.pinned?.records ?? [])).toEqual([
      [1001, 1002],
      [2001, 3001],
    ]);
    expect(level).toMatchObject({
      acceptedAt: '2026-01-12T03:00:00.000Z',
      reason: accepted.reason,
      pinned: { kind: 'first', pinnedAt: '2026-01-12T03:00:00.000Z' },
    });
    expect(level.history?.at(-1)).toMatchObject({ kind: 'accepted', label: accepted.reason });
  });

  test.each([
    ['where all together were accepted', undefined],
    ['where every domain is listed', ['domain 1', 'domain 2', 'domain 3']],
  ])('begins the whole level %s', (_name, domains) => {
    const level = acceptDomains(EARLIER, on(12), { domains, reason: 'why' }, LIMITS);
    expect(ids(level.records)).toEqual([[1001, 1002, 2001, 3001]]);
    expect(ids(level.pinned?.records ?? [])).toEqual(ids(level.records));
  });

  test('takes into the pinned level nothing that cannot be compared, and cuts a long reason', () => {
    const other = on(2, { protocol: protocolOf({ maxTokens: 9 }) });
    const earlier = { ...EARLIER, pinned: { ...pinned, records: [other] } };
    const reason = 'y'.repeat(5000);
    const level = acceptDomains(earlier, on(12), { domains: ['domain 1'], reason }, LIMITS);
    expect(ids(level.pinned?.records ?? [])).toEqual([[1001, 1002]]);
    expect(baselineSchema.safeParse(level).success).toBe(true);
  });
});

test('a run that is stored with different items is one run, and gets new labels in each place', () => {
  const run = on(12);
  const part = { ...run, items: run.items.slice(0, 2) };
  expect(ids([...wholeRuns([part, run, part]).values()])).toEqual([[1001, 1002, 2001, 3001]]);
  expect(narrowedTo(run, run)).toBe(run);
  const baseline = baselineOf([run], { pinned: { ...pinned, records: [part] } });
  const fresh = { ...run, judgedAt: '2026-01-13T03:00:00.000Z' };
  const now = withNewLabels(baseline, [fresh]);
  expect(ids([...now.records, ...(now.pinned?.records ?? [])])).toEqual(ids([run, part]));
  expect(now.pinned?.records[0]?.judgedAt).toBe(fresh.judgedAt);
});
