import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { chooseOpponent, type Opponent } from '../../src/baseline/choose-baseline.js';
import { nightOf, type NightParts, protocolOf, baselineOf } from '../fixtures/record-factory.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import type { CandidateIdentity } from '../../src/baseline/comparability.js';

const LIMITS = { poolNights: 3, maxAgeDays: 14 };
const NOW = Date.UTC(2026, 0, 20, 3);

const on = (day: number): string => new Date(Date.UTC(2026, 0, day, 3)).toISOString();
const night = (day: number, parts: NightParts = {}) => nightOf({ createdAt: on(day), ...parts });
const CANDIDATE: CandidateIdentity = {
  protocol: protocolOf(),
  metrics: ['safe'],
  digests: new Map(
    nightOf().items.map(({ id, rowDigest, pictureDigest }) => [
      id,
      { row: rowDigest, picture: pictureDigest },
    ]),
  ),
};
const choose = (baseline: Baseline, candidate = CANDIDATE) =>
  chooseOpponent(baseline, candidate, { limits: LIMITS, nowMs: NOW });
/** The opponent, which has to be a baseline. */
const chosen = (baseline: Baseline): Extract<Opponent, { kind: 'baseline' }> => {
  const opponent = choose(baseline);
  if (opponent.kind !== 'baseline') throw new Error(opponent.text);
  return opponent;
};
const daysOf = (records: readonly { provenance: { createdAt: string } }[]) =>
  records.map(({ provenance }) => Number(provenance.createdAt.slice(8, 10)));
const pinnedAt = '2026-01-01T00:00:00.000Z';
const pinned = (records: Baseline['records']) =>
  ({ kind: 'release', label: 'v1', pinnedAt, records }) as const;

describe('chooseOpponent', () => {
  describe('when the pool holds young nights', () => {
    test('takes the newest of them, as many as the pool may hold', () => {
      const opponent = chosen(baselineOf([2, 12, 19, 18, 15].map((day) => night(day))));
      expect(daysOf(opponent.nights)).toEqual([19, 18, 15]);
      expect(opponent.refused).toEqual([]);
    });

    test('leaves out a night that is too old, so that it need not be comparable', () => {
      const old = night(2, { protocol: protocolOf({ maxTokens: 5 }) });
      expect(daysOf(chosen(baselineOf([night(19), old])).nights)).toEqual([19]);
    });
  });

  describe('when every night is old', () => {
    test('has no baseline: not even the newest is compared with, and its age is named', () => {
      expect(choose(baselineOf([night(1), night(3), night(2)]))).toEqual({
        kind: 'none',
        reason: 'no-baseline',
        text: 'The newest run of the baseline, of 2026-01-03, is 17 days old, beyond max-baseline-age (14).',
        remedy: expect.stringMatching(/update-baseline: always.*max-baseline-age/),
      });
    });

    test('the pinned level takes no part: it is held beside a pool, not in place of one', () => {
      const baseline = baselineOf([night(1)], { pinned: pinned([night(19)]) });
      expect(choose(baseline)).toMatchObject({ kind: 'none', reason: 'no-baseline' });
    });
  });

  describe('when a night is dated in the future', () => {
    const future = night(25, { provenance: { runId: '666' } });

    test('compares with the others, and tells of it', () => {
      const opponent = chosen(baselineOf([future, night(19), night(18)]));
      expect(daysOf(opponent.nights)).toEqual([19, 18]);
      expect(opponent.refused).toEqual([future]);
      expect(opponent.baseline.records).toEqual([night(19), night(18)]);
    });

    test('lets it take no place of the pool', () => {
      const futures = [21, 22, 23, 24].map((day) => night(day));
      expect(daysOf(chosen(baselineOf([...futures, night(19), night(18)])).nights)).toEqual([
        19, 18,
      ]);
    });

    test('keeps the real night whose answers or run it repeats', () => {
      const real = night(19);
      const copy = { ...real, provenance: { ...real.provenance, createdAt: on(25) } };
      expect(chosen(baselineOf([copy, real])).nights).toEqual([real]);
    });

    test('has no baseline where there is no other, and names when and by which run', () => {
      expect(choose(baselineOf([future]))).toMatchObject({
        kind: 'none',
        reason: 'no-baseline',
        text: 'Runs of the baseline dated in the future were left out: 2026-01-25T03:00:00.000Z (run 666).',
      });
    });

    test('is no young one for a pool that is too old', () => {
      expect(choose(baselineOf([future, night(3)]))).toMatchObject({
        reason: 'no-baseline',
        text: expect.stringMatching(/of 2026-01-03, is 17 days old.*left out: 2026-01-25/),
      });
    });

    test('is no pinned level, nor a part of one', () => {
      const only = baselineOf([night(19)], { pinned: pinned([future]) });
      expect(chosen(only)).toMatchObject({ pinned: [], refused: [future] });
      const mixed = baselineOf([night(19)], { pinned: pinned([future, night(5)]) });
      expect(daysOf(chosen(mixed).pinned)).toEqual([5]);
    });

    test('a clock that is minutes ahead makes no future', () => {
      const soon = nightOf({ createdAt: new Date(NOW + 4 * 60_000).toISOString() });
      expect(chosen(baselineOf([soon])).nights).toEqual([soon]);
      const later = nightOf({ createdAt: new Date(NOW + 6 * 60_000).toISOString() });
      expect(choose(baselineOf([later]))).toMatchObject({ kind: 'none' });
    });
  });

  describe('when the file holds no night', () => {
    test('has no baseline, and says how to make one', () => {
      expect(choose(baselineOf([]))).toMatchObject({
        kind: 'none',
        reason: 'no-baseline',
        text: 'The stored baseline holds no record.',
        remedy: expect.stringContaining('update-baseline: always'),
      });
    });
  });

  describe('when a night was made in another way', () => {
    test('is not comparable, names each field once and says how to accept the change', () => {
      const other = protocolOf({ maxTokens: 64, temperature: 0 });
      const opponent = choose(baselineOf([night(19), night(18)]), {
        ...CANDIDATE,
        protocol: other,
      });
      expect(opponent).toEqual({
        kind: 'none',
        reason: 'not-comparable',
        text: 'The baseline was made with another protocol: maxTokens (baseline 500, this run 64); temperature (baseline none, this run 0).',
        remedy: expect.stringContaining('update-baseline: always'),
      });
    });

    test('one of several nights is enough', () => {
      const other = night(18, { protocol: protocolOf({ promptVersion: '0' }) });
      expect(choose(baselineOf([night(19), other]))).toMatchObject({ reason: 'not-comparable' });
    });

    test('names items whose pictures have changed', () => {
      const digests = new Map([[1001, { row: digestOf('row 1001'), picture: digestOf('other') }]]);
      expect(choose(baselineOf([night(19)]), { ...CANDIDATE, digests })).toMatchObject({
        text: expect.stringContaining('other rows or pictures of 1001'),
      });
    });
  });

  describe('when a level is pinned', () => {
    test('takes it beside the pool', () => {
      const opponent = chosen(baselineOf([night(19)], { pinned: pinned([night(5)]) }));
      expect(daysOf(opponent.pinned)).toEqual([5]);
    });

    test('keeps it however old it is', () => {
      const year = nightOf({ createdAt: '2024-06-01T03:00:00.000Z' });
      expect(chosen(baselineOf([night(19)], { pinned: pinned([year]) })).pinned).toHaveLength(1);
    });

    test.each<[string, Baseline]>([
      ['it is the pool itself', baselineOf([night(19)], { pinned: pinned([night(19)]) })],
      ['there is none', baselineOf([night(19)])],
      [
        'it cannot be compared',
        baselineOf([night(19)], {
          pinned: pinned([night(5, { protocol: protocolOf({ task: 'mcqa' }) })]),
        }),
      ],
    ])('leaves it out when %s', (_name, baseline) => {
      expect(chosen(baseline).pinned).toEqual([]);
    });
  });
});
