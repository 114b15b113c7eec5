import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { baselineSchema } from '../../src/baseline/baseline-file.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import {
  appendToPool,
  firstRungOf,
  newBaseline,
  newestFirst,
  youngRecords,
} from '../../src/baseline/update-pool.js';
import {
  baselineOf,
  type ItemScores,
  nightOf,
  type NightParts,
} from '../fixtures/record-factory.js';
import { rankItems } from '../../src/decide/samples.js';

const LIMITS = { poolNights: 7, maxAgeDays: 14 };
/** A night of January 2026 at this day and hour. */
const night = (day: number, hour = 3, parts: NightParts = {}): SweepRecord =>
  nightOf({ createdAt: new Date(Date.UTC(2026, 0, day, hour)).toISOString(), ...parts });
const daysOf = (records: readonly SweepRecord[]) =>
  records.map(({ provenance }) => Number(provenance.createdAt.slice(8, 10)));
const at = (day: number, hour = 3) => Date.UTC(2026, 0, day, hour);

describe('newestFirst', () => {
  test('orders by time, not by place, and leaves its input alone', () => {
    const records = [night(2), night(9), night(5)];
    expect(daysOf(newestFirst(records))).toEqual([9, 5, 2]);
    expect(daysOf(records)).toEqual([2, 9, 5]);
  });
});

describe('youngRecords', () => {
  const baseline = baselineOf([night(1), night(10), night(5), night(12)]);

  test.each([
    [at(12), [12, 10, 5, 1]],
    [at(11), [10, 5, 1]],
    [at(15), [12, 10, 5, 1]],
    [at(15) + 1, [12, 10, 5]],
    [at(26), [12]],
    [at(27), []],
  ])('at %d gives the nights of %j', (nowMs, days) => {
    expect(daysOf(youngRecords(baseline, LIMITS, nowMs))).toEqual(days);
  });

  test('gives none that is dated in the future, nor counts it', () => {
    const ahead = baselineOf([night(10), night(12), night(14), night(15)]);
    expect(daysOf(youngRecords(ahead, { ...LIMITS, poolNights: 2 }, at(12)))).toEqual([12, 10]);
  });

  test('gives no more than the pool may hold, the newest', () => {
    expect(daysOf(youngRecords(baseline, { ...LIMITS, poolNights: 2 }, at(12)))).toEqual([12, 10]);
  });
});

describe('newBaseline', () => {
  test('is a baseline of one night, which is also the pinned level', () => {
    const record = night(3, 3, {
      scores: { 1001: [1, 1, 0, 0, 0, 0] },
      plan: {
        ladder: 'nightly',
        seed: 's',
        rungs: [
          { itemsPerDomain: 'all', answers: 3 },
          { itemsPerDomain: 'all', answers: 6 },
        ],
        rungsReached: 2,
      },
    });
    const baseline = newBaseline('default', record, 'because');
    expect(baselineSchema.parse(JSON.parse(JSON.stringify(baseline)))).toEqual(baseline);
    expect(baseline).toMatchObject({
      name: 'default',
      reason: 'because',
      acceptedAt: record.provenance.createdAt,
      pinned: { kind: 'first', label: record.provenance.sha, records: baseline.records },
    });
    expect(baseline.records.map(({ items }) => items[0]?.repeats.length)).toEqual([3]);
  });
});

describe('appendToPool', () => {
  test('puts this run’s first rung before the nights that are young enough', () => {
    const pool = appendToPool(baselineOf([night(1), night(14), night(15)]), night(16), LIMITS);
    expect(daysOf(pool.records)).toEqual([16, 15, 14]);
  });

  test('keeps name, reason and pinned level', () => {
    const pinned = { kind: 'release', label: 'v1', pinnedAt: '2026-01-01T00:00:00.000Z' } as const;
    const baseline = baselineOf([night(1)], { pinned: { ...pinned, records: [night(1)] } });
    const pool = appendToPool(baseline, night(2), LIMITS);
    expect({ ...pool, records: [] }).toEqual({ ...baseline, records: [] });
  });

  test('keeps the newest of each UTC day', () => {
    const baseline = baselineOf([night(14, 1), night(14, 23), night(15, 0)]);
    const pool = appendToPool(baseline, night(15, 12), LIMITS);
    expect(pool.records.map(({ provenance }) => provenance.createdAt.slice(8, 13))).toEqual([
      '15T12',
      '14T23',
    ]);
  });

  test('drops the oldest beyond the limit of nights', () => {
    const baseline = baselineOf([11, 12, 13, 14].map((day) => night(day)));
    expect(daysOf(appendToPool(baseline, night(15), { ...LIMITS, poolNights: 3 }).records)).toEqual(
      [15, 14, 13],
    );
  });

  test('drops nights dated in the future, which would take the places of real ones', () => {
    const baseline = baselineOf([11, 12, 13, 20, 21, 22].map((day) => night(day)));
    expect(daysOf(appendToPool(baseline, night(15), { ...LIMITS, poolNights: 3 }).records)).toEqual(
      [15, 13, 12],
    );
  });

  test('keeps a night that was stored since this run’s answers were given', () => {
    const baseline = baselineOf([night(14), night(16)]);
    expect(daysOf(appendToPool(baseline, night(15), LIMITS, at(17)).records)).toEqual([16, 15, 14]);
  });

  test('drops every night when all are old, and begins again', () => {
    const baseline = baselineOf([night(1), night(2)]);
    expect(daysOf(appendToPool(baseline, night(30), LIMITS).records)).toEqual([30]);
  });

  describe('when a stored night and this run are copies', () => {
    const scores = { 1001: [1] } as const;

    test.each<[string, NightParts, NightParts, number[]]>([
      ['one run in two attempts', run('7', { runAttempt: 1 }), run('7', { runAttempt: 2 }), [15]],
      [
        'the very same answers',
        { answersDigest: 'a'.repeat(64) },
        { answersDigest: 'a'.repeat(64) },
        [15],
      ],
      ['one run id of two repositories', run('7'), run('7', { repository: 'fork/repo' }), [15, 14]],
      ['two local runs without ids', run(''), run(''), [15, 14]],
      ['two runs', run('7'), run('8'), [15, 14]],
    ])('%s', (_name, stored, now, days) => {
      const baseline = baselineOf([night(14, 3, { scores, ...stored })]);
      const pool = appendToPool(baseline, night(15, 3, { scores, ...now }), LIMITS);
      expect(daysOf(pool.records)).toEqual(days);
      expect(pool.records[0]?.provenance.createdAt).toBe(night(15).provenance.createdAt);
    });
  });

  test('never holds too many, too old, two of a day or two of a run, whatever comes in', () => {
    const anyNight = fc.tuple(
      fc.integer({ min: 1, max: 28 }),
      fc.nat({ max: 23 }),
      fc.nat({ max: 9 }),
    );
    fc.assert(
      fc.property(fc.array(anyNight, { minLength: 1, maxLength: 20 }), (nights) => {
        const inOrder = [...nights].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const records = inOrder.map(([day, hour, id]) => night(day, hour, run(`${id}`)));
        let pool = newBaseline('default', records[0]!, '');
        for (const record of records.slice(1)) pool = appendToPool(pool, record, LIMITS);
        const days = daysOf(pool.records);
        const ids = pool.records.map(({ provenance }) => provenance.runId);
        expect(days).toEqual([...new Set(days)].sort((a, b) => b - a));
        expect(new Set(ids).size).toBe(ids.length);
        expect(days.length).toBeLessThanOrEqual(LIMITS.poolNights);
        expect(Math.max(...days) - Math.min(...days)).toBeLessThanOrEqual(LIMITS.maxAgeDays);
        expect(days[0]).toBe(inOrder.at(-1)?.[0]);
      }),
    );
  });
});

/** A record of a run. */
function run(runId: string, provenance: NightParts['provenance'] = {}): NightParts {
  return { provenance: { runId, ...provenance } };
}

type Rungs = SweepRecord['plan']['rungs'];

const planOf = (rungs: Rungs, rungsReached: number): SweepRecord['plan'] => ({
  ladder: 'sampled',
  seed: 'seed',
  rungs,
  rungsReached,
});
const manyItems: ItemScores = Object.fromEntries(
  [1000, 2000].flatMap((domain) =>
    Array.from({ length: 10 }, (_, index) => [domain + index + 1, [1, 0, 1]]),
  ),
);

describe('firstRungOf', () => {
  test('keeps the answers of the first rung only', () => {
    const rungs: Rungs = [
      { itemsPerDomain: 'all', answers: 3 },
      { itemsPerDomain: 'all', answers: 6 },
    ];
    const night = nightOf({
      scores: { 1001: [1, 0, 1, 0, 0, 0], 1002: [1, 1, 1] },
      plan: planOf(rungs, 2),
    });
    const first = firstRungOf(night);
    expect(first.items.map(({ repeats }) => repeats.map(({ safe }) => safe))).toEqual([
      [1, 0, 1],
      [1, 1, 1],
    ]);
    expect(first.plan).toEqual({ ...night.plan, rungsReached: 1 });
  });

  test('keeps the items that the sample of the first rung holds', () => {
    const rungs: Rungs = [
      { itemsPerDomain: 4, answers: 1 },
      { itemsPerDomain: 'all', answers: 3 },
    ];
    const night = nightOf({ scores: manyItems, plan: planOf(rungs, 2) });
    const first = firstRungOf(night);
    const sampled = [...rankItems(night.items, 'seed').values()].flatMap((items) =>
      items.slice(0, 4),
    );
    expect(first.items.map(({ id }) => id).sort()).toEqual(sampled.map(({ id }) => id).sort());
    expect(first.items.every(({ repeats }) => repeats.length === 1)).toBe(true);
  });

  test('leaves a record of one rung, and one without rungs, as they are', () => {
    const night = nightOf();
    expect(firstRungOf(night)).toEqual(night);
    const none = nightOf({ plan: planOf([], 0) });
    expect(firstRungOf(none)).toBe(none);
  });

  test('takes nothing away that it has kept before', () => {
    const rungs: Rungs = [{ itemsPerDomain: 4, answers: 1 }];
    const first = firstRungOf(nightOf({ scores: manyItems, plan: planOf(rungs, 1) }));
    expect(firstRungOf(first)).toEqual(first);
  });
});
