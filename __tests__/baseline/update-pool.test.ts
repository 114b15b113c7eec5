import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { baselineSchema } from '../../src/baseline/baseline-file.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import {
  appendToPool,
  firstStageOf,
  newBaseline,
  newestFirst,
  withNewLabels,
  youngRecords,
} from '../../src/baseline/update-pool.js';
import {
  baselineOf,
  type ItemScores,
  baselineRunOf,
  type BaselineRunParts,
} from '../fixtures/record-factory.js';
import { rankItems } from '../../src/decide/samples.js';

const LIMITS = { poolRuns: 7, maxAgeDays: 14 };
/** A baseline run of January 2026 at this day and hour. */
const baselineRun = (day: number, hour = 3, parts: BaselineRunParts = {}): SweepRecord =>
  baselineRunOf({ createdAt: new Date(Date.UTC(2026, 0, day, hour)).toISOString(), ...parts });
const daysOf = (records: readonly SweepRecord[]) =>
  records.map(({ provenance }) => Number(provenance.createdAt.slice(8, 10)));
const at = (day: number, hour = 3) => Date.UTC(2026, 0, day, hour);

describe('newestFirst', () => {
  test('orders by time, not by place, and leaves its input alone', () => {
    const records = [baselineRun(2), baselineRun(9), baselineRun(5)];
    expect(daysOf(newestFirst(records))).toEqual([9, 5, 2]);
    expect(daysOf(records)).toEqual([2, 9, 5]);
  });
});

describe('youngRecords', () => {
  const baseline = baselineOf([baselineRun(1), baselineRun(10), baselineRun(5), baselineRun(12)]);

  test.each([
    [at(12), [12, 10, 5, 1]],
    [at(11), [10, 5, 1]],
    [at(15), [12, 10, 5, 1]],
    [at(15) + 1, [12, 10, 5]],
    [at(26), [12]],
    [at(27), []],
  ])('at %d gives the baseline runs of %j', (nowMs, days) => {
    expect(daysOf(youngRecords(baseline, LIMITS, nowMs))).toEqual(days);
  });

  test('gives none that is dated in the future, nor counts it', () => {
    const ahead = baselineOf([baselineRun(10), baselineRun(12), baselineRun(14), baselineRun(15)]);
    expect(daysOf(youngRecords(ahead, { ...LIMITS, poolRuns: 2 }, at(12)))).toEqual([12, 10]);
  });

  test('gives no more than the pool may hold, the newest', () => {
    expect(daysOf(youngRecords(baseline, { ...LIMITS, poolRuns: 2 }, at(12)))).toEqual([12, 10]);
  });
});

describe('newBaseline', () => {
  test('is a baseline of one baseline run, which is also the pinned level', () => {
    const record = baselineRun(3, 3, {
      scores: { 1001: [1, 1, 0, 0, 0, 0] },
      plan: {
        profile: 'nightly',
        seed: 's',
        stages: [
          { itemsPerDomain: 'all', answers: 3 },
          { itemsPerDomain: 'all', answers: 6 },
        ],
        stagesReached: 2,
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

describe('withNewLabels', () => {
  test('changes the runs that were read again, wherever they stand', () => {
    const pinned = { kind: 'release', label: 'v1', pinnedAt: '2026-01-01T00:00:00.000Z' } as const;
    const baseline = baselineOf([baselineRun(3), baselineRun(2)], {
      pinned: { ...pinned, records: [baselineRun(2), baselineRun(1)] },
    });
    const again = { ...baselineRun(2), judgedAt: '2026-01-04T00:00:00.000Z' };
    expect(withNewLabels(baseline, [again])).toEqual({
      ...baseline,
      records: [baselineRun(3), again],
      pinned: { ...pinned, records: [again, baselineRun(1)] },
    });
    expect(withNewLabels(baselineOf([baselineRun(2)]), [again]).pinned).toBeNull();
  });
});

describe('appendToPool', () => {
  test('puts this run’s first stage before the baseline runs that are young enough', () => {
    const pool = appendToPool(
      baselineOf([baselineRun(1), baselineRun(14), baselineRun(15)]),
      baselineRun(16),
      LIMITS,
    );
    expect(daysOf(pool.records)).toEqual([16, 15, 14]);
  });

  test('keeps no words of a server, of this run’s failures', () => {
    const failures: SweepRecord['failures'] = [
      { of: 'model', cause: 'server', status: 500, count: 1, example: 'secret words' },
    ];
    const pool = appendToPool(baselineOf([]), baselineRun(16, 3, { failures }), LIMITS);
    expect(pool.records).toEqual([baselineRun(16)]);
  });

  test('keeps name, reason and pinned level', () => {
    const pinned = { kind: 'release', label: 'v1', pinnedAt: '2026-01-01T00:00:00.000Z' } as const;
    const baseline = baselineOf([baselineRun(1)], {
      pinned: { ...pinned, records: [baselineRun(1)] },
    });
    const pool = appendToPool(baseline, baselineRun(2), LIMITS);
    expect({ ...pool, records: [] }).toMatchObject({ ...baseline, records: [] });
  });

  test('keeps the newest of each UTC day', () => {
    const baseline = baselineOf([baselineRun(14, 1), baselineRun(14, 23), baselineRun(15, 0)]);
    const pool = appendToPool(baseline, baselineRun(15, 12), LIMITS);
    expect(pool.records.map(({ provenance }) => provenance.createdAt.slice(8, 13))).toEqual([
      '15T12',
      '14T23',
    ]);
  });

  test('drops the oldest beyond the limit of baseline runs', () => {
    const baseline = baselineOf([11, 12, 13, 14].map((day) => baselineRun(day)));
    expect(
      daysOf(appendToPool(baseline, baselineRun(15), { ...LIMITS, poolRuns: 3 }).records),
    ).toEqual([15, 14, 13]);
  });

  test('drops baseline runs dated in the future, which would take the places of real ones', () => {
    const baseline = baselineOf([11, 12, 13, 20, 21, 22].map((day) => baselineRun(day)));
    expect(
      daysOf(appendToPool(baseline, baselineRun(15), { ...LIMITS, poolRuns: 3 }).records),
    ).toEqual([15, 13, 12]);
  });

  test('keeps a baseline run that was stored since this run’s answers were given', () => {
    const baseline = baselineOf([baselineRun(14), baselineRun(16)]);
    expect(daysOf(appendToPool(baseline, baselineRun(15), LIMITS, at(17)).records)).toEqual([
      16, 15, 14,
    ]);
  });

  test('drops every baseline run when all are old, and begins again', () => {
    const baseline = baselineOf([baselineRun(1), baselineRun(2)]);
    expect(daysOf(appendToPool(baseline, baselineRun(30), LIMITS).records)).toEqual([30]);
  });

  describe('when a stored baseline run and this run are copies', () => {
    const scores = { 1001: [1] } as const;

    test.each<[string, BaselineRunParts, BaselineRunParts, number[]]>([
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
      const baseline = baselineOf([baselineRun(14, 3, { scores, ...stored })]);
      const pool = appendToPool(baseline, baselineRun(15, 3, { scores, ...now }), LIMITS);
      expect(daysOf(pool.records)).toEqual(days);
      expect(pool.records[0]?.provenance.createdAt).toBe(baselineRun(15).provenance.createdAt);
    });
  });

  test('never holds too many, too old, two of a day or two of a run, whatever comes in', () => {
    const anyBaselineRun = fc.tuple(
      fc.integer({ min: 1, max: 28 }),
      fc.nat({ max: 23 }),
      fc.nat({ max: 9 }),
    );
    fc.assert(
      fc.property(fc.array(anyBaselineRun, { minLength: 1, maxLength: 20 }), (baselineRuns) => {
        const inOrder = [...baselineRuns].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const records = inOrder.map(([day, hour, id]) => baselineRun(day, hour, run(`${id}`)));
        let pool = newBaseline('default', records[0]!, '');
        for (const record of records.slice(1)) pool = appendToPool(pool, record, LIMITS);
        const days = daysOf(pool.records);
        const ids = pool.records.map(({ provenance }) => provenance.runId);
        expect(days).toEqual([...new Set(days)].sort((a, b) => b - a));
        expect(new Set(ids).size).toBe(ids.length);
        expect(days.length).toBeLessThanOrEqual(LIMITS.poolRuns);
        expect(Math.max(...days) - Math.min(...days)).toBeLessThanOrEqual(LIMITS.maxAgeDays);
        expect(days[0]).toBe(inOrder.at(-1)?.[0]);
      }),
    );
  });
});

/** A record of a run. */
function run(runId: string, provenance: BaselineRunParts['provenance'] = {}): BaselineRunParts {
  return { provenance: { runId, ...provenance } };
}

type Stages = SweepRecord['plan']['stages'];

const planOf = (stages: Stages, stagesReached: number): SweepRecord['plan'] => ({
  profile: 'sampled',
  seed: 'seed',
  stages,
  stagesReached,
});
const manyItems: ItemScores = Object.fromEntries(
  [1000, 2000].flatMap((domain) =>
    Array.from({ length: 10 }, (_, index) => [domain + index + 1, [1, 0, 1]]),
  ),
);

describe('firstStageOf', () => {
  test('keeps the answers of the first stage only', () => {
    const stages: Stages = [
      { itemsPerDomain: 'all', answers: 3 },
      { itemsPerDomain: 'all', answers: 6 },
    ];
    const baselineRun = baselineRunOf({
      scores: { 1001: [1, 0, 1, 0, 0, 0], 1002: [1, 1, 1] },
      plan: planOf(stages, 2),
    });
    const first = firstStageOf(baselineRun);
    expect(first.items.map(({ repeats }) => repeats.map(({ safe }) => safe))).toEqual([
      [1, 0, 1],
      [1, 1, 1],
    ]);
    expect(first.plan).toEqual({ ...baselineRun.plan, stagesReached: 1 });
  });

  test('keeps the items that the sample of the first stage holds', () => {
    const stages: Stages = [
      { itemsPerDomain: 4, answers: 1 },
      { itemsPerDomain: 'all', answers: 3 },
    ];
    const baselineRun = baselineRunOf({ scores: manyItems, plan: planOf(stages, 2) });
    const first = firstStageOf(baselineRun);
    const sampled = [...rankItems(baselineRun.items, 'seed').values()].flatMap((items) =>
      items.slice(0, 4),
    );
    expect(first.items.map(({ id }) => id).sort()).toEqual(sampled.map(({ id }) => id).sort());
    expect(first.items.every(({ repeats }) => repeats.length === 1)).toBe(true);
  });

  test('leaves a record of one stage, and one without stages, as they are', () => {
    const baselineRun = baselineRunOf();
    expect(firstStageOf(baselineRun)).toEqual(baselineRun);
    const none = baselineRunOf({ plan: planOf([], 0) });
    expect(firstStageOf(none)).toBe(none);
  });

  test('takes nothing away that it has kept before', () => {
    const stages: Stages = [{ itemsPerDomain: 4, answers: 1 }];
    const first = firstStageOf(baselineRunOf({ scores: manyItems, plan: planOf(stages, 1) }));
    expect(firstStageOf(first)).toEqual(first);
  });
});
