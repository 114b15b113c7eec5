import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import type { CandidateIdentity } from '../../src/baseline/comparability.js';
import {
  baselineRunOf,
  type BaselineRunParts,
  protocolOf,
  baselineOf,
} from '../fixtures/record-factory.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import {
  chooseBaseline,
  futureText,
  otherwiseJudged,
  runsOf,
  type ChosenBaseline,
} from '../../src/baseline/choose-baseline.js';

const LIMITS = { poolRuns: 3, maxAgeDays: 14 };
const NOW = Date.UTC(2026, 0, 20, 3);

const on = (day: number): string => new Date(Date.UTC(2026, 0, day, 3)).toISOString();
const baselineRun = (day: number, parts: BaselineRunParts = {}) =>
  baselineRunOf({ createdAt: on(day), ...parts });
const CANDIDATE: CandidateIdentity = {
  protocol: protocolOf(),
  metrics: ['safe'],
  digests: new Map(
    baselineRunOf().items.map(({ id, rowDigest, pictureDigest }) => [
      id,
      { row: rowDigest, picture: pictureDigest },
    ]),
  ),
};
const choose = (baseline: Baseline, candidate = CANDIDATE) =>
  chooseBaseline(baseline, candidate, { limits: LIMITS, nowMs: NOW });
/** The baseline, which has to be a baseline. */
const chosen = (baseline: Baseline): Extract<ChosenBaseline, { kind: 'baseline' }> => {
  const chosenBaseline = choose(baseline);
  if (chosenBaseline.kind !== 'baseline') throw new Error(chosenBaseline.kind);
  return chosenBaseline;
};
const daysOf = (records: readonly { provenance: { createdAt: string } }[]) =>
  records.map(({ provenance }) => Number(provenance.createdAt.slice(8, 10)));
const pinnedAt = '2026-01-01T00:00:00.000Z';
const pinned = (records: Baseline['records']) =>
  ({ kind: 'release', label: 'v1', pinnedAt, records }) as const;

describe('chooseBaseline', () => {
  describe('when the pool holds young baseline runs', () => {
    test('takes the newest of them, as many as the pool may hold', () => {
      const chosenBaseline = chosen(baselineOf([2, 12, 19, 18, 15].map((day) => baselineRun(day))));
      expect(daysOf(chosenBaseline.baselineRuns)).toEqual([19, 18, 15]);
      expect(chosenBaseline.refused).toEqual([]);
    });

    test('leaves out a baseline run that is too old, so that it need not be comparable', () => {
      const old = baselineRun(2, { protocol: protocolOf({ maxTokens: 5 }) });
      expect(daysOf(chosen(baselineOf([baselineRun(19), old])).baselineRuns)).toEqual([19]);
    });
  });

  describe('when every baseline run is old', () => {
    test('has no baseline: not even the newest is compared with, and its age is named', () => {
      expect(choose(baselineOf([baselineRun(1), baselineRun(3), baselineRun(2)]))).toEqual({
        kind: 'none',
        reason: 'no-baseline',
        text: 'The newest run of the baseline, of 2026-01-03, is 17 days old, beyond max-baseline-age (14).',
        remedy: expect.stringMatching(/update-baseline: always.*max-baseline-age/),
      });
    });

    test('the pinned level takes no part: it is held alongside a pool, not in place of one', () => {
      const baseline = baselineOf([baselineRun(1)], { pinned: pinned([baselineRun(19)]) });
      expect(choose(baseline)).toMatchObject({ kind: 'none', reason: 'no-baseline' });
    });
  });

  describe('when a baseline run is dated in the future', () => {
    const future = baselineRun(25, { provenance: { runId: '666' } });

    test('compares with the others, and tells of it', () => {
      const chosenBaseline = chosen(baselineOf([future, baselineRun(19), baselineRun(18)]));
      expect(daysOf(chosenBaseline.baselineRuns)).toEqual([19, 18]);
      expect(chosenBaseline.refused).toEqual([future]);
      expect(chosenBaseline.baseline.records).toEqual([baselineRun(19), baselineRun(18)]);
    });

    test('lets it take no place of the pool', () => {
      const futures = [21, 22, 23, 24].map((day) => baselineRun(day));
      expect(
        daysOf(chosen(baselineOf([...futures, baselineRun(19), baselineRun(18)])).baselineRuns),
      ).toEqual([19, 18]);
    });

    test('keeps the real baseline run whose answers or run it repeats', () => {
      const real = baselineRun(19);
      const copy = { ...real, provenance: { ...real.provenance, createdAt: on(25) } };
      expect(chosen(baselineOf([copy, real])).baselineRuns).toEqual([real]);
    });

    test('has no baseline where there is no other, and names when and by which run', () => {
      expect(choose(baselineOf([future]))).toMatchObject({
        kind: 'none',
        reason: 'no-baseline',
        text: 'Runs of the baseline dated in the future were left out: 2026-01-25T03:00:00.000Z (run 666).',
      });
    });

    test('is no young one for a pool that is too old', () => {
      expect(choose(baselineOf([future, baselineRun(3)]))).toMatchObject({
        reason: 'no-baseline',
        text: expect.stringMatching(/of 2026-01-03, is 17 days old.*left out: 2026-01-25/),
      });
    });

    test('is no pinned level, nor a part of one', () => {
      const only = baselineOf([baselineRun(19)], { pinned: pinned([future]) });
      expect(chosen(only)).toMatchObject({ pinned: [], refused: [future] });
      const mixed = baselineOf([baselineRun(19)], { pinned: pinned([future, baselineRun(5)]) });
      expect(daysOf(chosen(mixed).pinned)).toEqual([5]);
    });

    test('names three such runs, the newest, and counts the rest', () => {
      const runId = { provenance: { runId: '' } };
      const many = [21, 25, 23, 22, 24].map((day) => baselineRun(day, runId));
      const left = 'Runs of the baseline dated in the future were left out: ';
      const named = `${on(25)}, ${on(24)}, ${on(23)}`;
      expect(futureText(many)).toBe(`${left}${named}, and 2 more.`);
      expect(futureText(many.filter((run) => run.provenance.createdAt >= on(23)))).toBe(
        `${left}${named}.`,
      );
    });

    test('a clock that is minutes ahead makes no future', () => {
      const soon = baselineRunOf({ createdAt: new Date(NOW + 5 * 60_000).toISOString() });
      expect(chosen(baselineOf([soon])).baselineRuns).toEqual([soon]);
      const later = baselineRunOf({ createdAt: new Date(NOW + 5 * 60_000 + 1).toISOString() });
      expect(choose(baselineOf([later]))).toMatchObject({ kind: 'none' });
    });
  });

  describe('when the file holds no baseline run', () => {
    test('has no baseline, and says how to make one', () => {
      expect(choose(baselineOf([]))).toMatchObject({
        kind: 'none',
        reason: 'no-baseline',
        text: 'The stored baseline holds no record.',
        remedy: expect.stringContaining('update-baseline: always'),
      });
    });
  });

  describe('when a baseline run was made in another way', () => {
    test('is not comparable, names each field once and says how to accept the change', () => {
      const other = protocolOf({ maxTokens: 64, temperature: 0 });
      const chosenBaseline = choose(baselineOf([baselineRun(19), baselineRun(18)]), {
        ...CANDIDATE,
        protocol: other,
      });
      expect(chosenBaseline).toEqual({
        kind: 'none',
        reason: 'not-comparable',
        text: 'The baseline was made with another protocol: maxTokens (baseline 500, this run 64); temperature (baseline none, this run 0).',
        remedy: expect.stringContaining('update-baseline: always'),
      });
    });

    test('one of several baseline runs is enough', () => {
      const other = baselineRun(18, { protocol: protocolOf({ promptVersion: '0' }) });
      expect(choose(baselineOf([baselineRun(19), other]))).toMatchObject({
        reason: 'not-comparable',
      });
    });

    test('names items whose pictures have changed', () => {
      const digests = new Map([[1001, { row: digestOf('row 1001'), picture: digestOf('other') }]]);
      expect(choose(baselineOf([baselineRun(19)]), { ...CANDIDATE, digests })).toMatchObject({
        text: expect.stringContaining('other rows or pictures of 1001'),
      });
    });
  });

  describe('when only the judge differs', () => {
    const judge = { model: 'judge-0', promptVersion: '1', promptDigest: digestOf('prompt') };
    const other = (day: number) => baselineRun(day, { protocol: protocolOf({ judge }) });
    const chooseBy = (baseline: Baseline, readable: readonly { answersDigest: string }[]) =>
      chooseBaseline(baseline, CANDIDATE, {
        limits: LIMITS,
        nowMs: NOW,
        readable: new Set(readable.map(({ answersDigest }) => answersDigest)),
      });

    test('takes the runs whose answers can be read, and says whose labels they have', () => {
      expect(chooseBy(baselineOf([other(19), baselineRun(18)]), [other(19)])).toMatchObject({
        kind: 'baseline',
        otherJudge:
          'The baseline was judged by another judge: judge.model (baseline judge-0, this run judge-1).',
      });
      expect(chosen(baselineOf([baselineRun(19)]))).not.toHaveProperty('otherJudge');
    });

    test('compares with none where the answers of one cannot be read', () => {
      const baseline = baselineOf([other(19), other(18)]);
      expect(chooseBy(baseline, [other(19)])).toMatchObject({ reason: 'not-comparable' });
    });

    test('compares with none where anything else differs too', () => {
      const both = baselineRun(19, { protocol: protocolOf({ judge, maxTokens: 7 }) });
      const found = chooseBy(baselineOf([both]), [both]);
      expect(found).toMatchObject({ reason: 'not-comparable' });
      expect(found).toMatchObject({ text: expect.stringContaining('maxTokens') });
    });

    test('leaves the pinned level out whose answers cannot be read', () => {
      const baseline = baselineOf([other(19)], { pinned: pinned([other(5)]) });
      expect(chooseBy(baseline, [other(19)])).toMatchObject({ pinned: [] });
      expect(chooseBy(baseline, [other(19), other(5)])).toMatchObject({ pinned: [other(5)] });
    });

    test('names the runs that would have to be read', () => {
      const when = { limits: LIMITS, nowMs: NOW };
      const both = baselineRun(17, { protocol: protocolOf({ judge, maxTokens: 7 }) });
      const baseline = baselineOf([other(19), baselineRun(18), both], {
        pinned: pinned([other(5)]),
      });
      expect(daysOf(otherwiseJudged(baseline, CANDIDATE, when))).toEqual([19, 5]);
      expect(daysOf(otherwiseJudged(baselineOf([other(19)]), CANDIDATE, when))).toEqual([19]);
    });
  });

  describe('when a level is pinned', () => {
    test('takes it alongside the pool', () => {
      const chosenBaseline = chosen(
        baselineOf([baselineRun(19)], { pinned: pinned([baselineRun(5)]) }),
      );
      expect(daysOf(chosenBaseline.pinned)).toEqual([5]);
    });

    test('keeps it however old it is', () => {
      const year = baselineRunOf({ createdAt: '2024-06-01T03:00:00.000Z' });
      expect(chosen(baselineOf([baselineRun(19)], { pinned: pinned([year]) })).pinned).toHaveLength(
        1,
      );
    });

    test('keeps it where it is a part of the pool, or holds part of it', () => {
      const runs = [baselineRun(19), baselineRun(18)];
      for (const days of [[19], [19, 5]]) {
        const level = pinned(days.map((day) => baselineRun(day)));
        expect(daysOf(chosen(baselineOf(runs, { pinned: level })).pinned)).toEqual(days);
      }
    });

    test('is read with the pool, each run once', () => {
      const [a, b, c] = [baselineRun(19), baselineRun(18), baselineRun(5)];
      expect(runsOf({ baselineRuns: [a, b], pinned: [b, c] })).toEqual([a, b, c]);
    });

    test.each<[string, Baseline]>([
      [
        'part of it cannot be compared',
        baselineOf([baselineRun(19)], {
          pinned: pinned([
            baselineRun(5),
            baselineRun(4, { protocol: protocolOf({ task: 'mcqa' }) }),
          ]),
        }),
      ],
      [
        'it is the pool itself',
        baselineOf([baselineRun(19)], { pinned: pinned([baselineRun(19)]) }),
      ],
      ['there is none', baselineOf([baselineRun(19)])],
      [
        'it cannot be compared',
        baselineOf([baselineRun(19)], {
          pinned: pinned([baselineRun(5, { protocol: protocolOf({ task: 'mcqa' }) })]),
        }),
      ],
    ])('leaves it out when %s', (_name, baseline) => {
      expect(chosen(baseline).pinned).toEqual([]);
    });
  });
});
