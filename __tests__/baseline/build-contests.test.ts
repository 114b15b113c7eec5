import { describe, expect, test } from '@jest/globals';
import { LADDERS } from '../../src/decide/profiles.js';
import { buildContests } from '../../src/baseline/build-comparisons.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { nightFor, decisionOf, setUp } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 6, b: 6 });
/** Three answers of an item that vary inside a night and from night to night, by chance of place. */
const varying =
  (shift: number) =>
  (_item: unknown, index: number): Scores =>
    [0, 1, 2].map((repeat) => ((index * 7 + repeat * 3 + shift * 5) % 4 === 0 ? 0 : 1));
const calmNights = (count: number): readonly SweepRecord[] =>
  Array.from({ length: count }, (_, back) => nightFor(ITEMS, varying(count - back), 20 - back));
const codesOf = ({ findings }: { findings: readonly { code: string }[] }) =>
  findings.map(({ code }) => code);

describe('buildContests', () => {
  describe('when there is nothing to compare with', () => {
    const plan = setUp(ITEMS, []);

    test('has the ladder and no contest', () => {
      expect(plan.contests).toEqual([]);
      expect(plan.ladder).toEqual(LADDERS.nightly);
      expect(plan.findings).toEqual([]);
    });
  });

  describe('when nights vary as they should', () => {
    const plan = setUp(ITEMS, calmNights(3));

    test('pools all answers of all nights, and finds nothing', () => {
      const [pool] = plan.contests;
      expect(pool).toMatchObject({ against: 'pool', driftAllowance: 0, sensitivityGain: 1 });
      expect([...(pool?.baseline.values() ?? [])].map(({ answers }) => answers)).toEqual(
        ITEMS.map(() => 9),
      );
      expect(plan.findings).toEqual([]);
    });

    test('starts with every domain running, with the whole spend', () => {
      const [pool] = plan.contests;
      expect(pool?.state.active).toEqual(['a', 'b']);
      expect(pool?.ladder.rungs).toEqual(LADDERS.nightly.rungs);
    });

    test('measures how alike the items are', () => {
      expect(plan.contests[0]?.concentration).toBeGreaterThan(0.1);
    });
  });

  describe('when the baseline is thin', () => {
    test.each([
      ['nightly', 'repeats: 9'],
      ['release', 'repeats: 21'],
    ] as const)('on the ladder %s says so and asks for %s', (ladder, remedy) => {
      const plan = setUp(ITEMS, calmNights(1), { decision: { ladder } });
      expect(plan.findings).toMatchObject([
        { code: 'thin-baseline', consequence: 'notice', answersPerItem: 3 },
      ]);
      expect(plan.findings[0]?.remedy).toContain(remedy);
    });
  });

  describe('when answers never vary', () => {
    const constant = (value: 0 | 1) => (): Scores => [value, value, value];
    const nights = [nightFor(ITEMS, constant(1), 20), nightFor(ITEMS, constant(1), 19)];

    test.each([
      ['the protocol fixes them', setUp(ITEMS, calmNights(3), { isFixedByProtocol: true })],
      ['no two stored answers differ', setUp(ITEMS, nights)],
    ])('because %s, compares one answer an item with the newest night', (_name, plan) => {
      expect(codesOf(plan)).toContain('constant-answers');
      expect(plan.ladder.rungs).toEqual([
        {
          itemsPerDomain: 'all',
          answers: 1,
          spendDomain: expect.closeTo(0.04, 12),
          spendOverall: expect.closeTo(0.01, 12),
        },
      ]);
      const counts = [...(plan.contests[0]?.baseline.values() ?? [])];
      expect(counts.map(({ answers }) => answers)).toEqual(ITEMS.map(() => 1));
    });

    test('takes the answer of the newest night, even where an older one differs', () => {
      const older = nightFor(ITEMS, constant(0), 19);
      const plan = setUp(ITEMS, [nights[0]!, older], { isFixedByProtocol: true });
      const counts = [...(plan.contests[0]?.baseline.values() ?? [])];
      expect(counts).toEqual(ITEMS.map(() => ({ safe: 1, answers: 1 })));
    });

    test('does not look for dependence or drift in copies', () => {
      expect(codesOf(setUp(ITEMS, nights))).toEqual(['constant-answers']);
    });
  });

  describe('when answers of one night are copies of one another', () => {
    const copies =
      (night: number) =>
      (_item: unknown, index: number): Scores => {
        const value = (index + night) % 2 === 0 ? 1 : 0;
        return [value, value, value];
      };
    const nights = [0, 1, 2].map((night) => nightFor(ITEMS, copies(night), 20 - night));
    const plan = setUp(ITEMS, nights);

    test('takes one answer of each night, and asks one', () => {
      expect(codesOf(plan)).toContain('dependent-answers');
      expect(plan.ladder.rungs.map(({ answers }) => answers)).toEqual([1]);
      const counts = [...(plan.contests[0]?.baseline.values() ?? [])];
      expect(counts.map(({ answers }) => answers)).toEqual(ITEMS.map(() => 3));
    });

    test('does not take copies for a sign that items differ', () => {
      // Every item is a coin from night to night, and never varies within one.
      expect(plan.contests[0]?.concentration).toBe(20);
    });
  });

  describe('when nights drift', () => {
    const many = itemsOf({ a: 20, b: 20 });
    /** So many unsafe first answers a night. */
    const nightsWith = (unsafe: readonly number[]) =>
      unsafe.map((count, back) =>
        nightFor(
          many,
          (_item, index) => [(index * 7 + back * 3) % 40 < count ? 0 : 1, index % 2 === 0 ? 1 : 0],
          20 - back,
        ),
      );

    test('allows for it against the pool and the pinned level alike', () => {
      const nights = nightsWith([2, 16, 4, 16, 2]);
      const plan = setUp(many, nights, { pinned: nights.slice(4) });
      expect(plan.findings).toMatchObject([{ code: 'night-drift' }]);
      const [pool, pinned] = plan.contests;
      expect(pool?.driftAllowance).toBeGreaterThan(0);
      expect(pool?.driftAllowance).toBeLessThanOrEqual(0.3);
      expect(pinned?.driftAllowance).toBe(pool?.driftAllowance);
    });

    test('calls a baseline invalid whose nights are not one level', () => {
      const plan = setUp(many, nightsWith([0, 38, 0, 38, 0]));
      expect(plan.findings).toContainEqual(
        expect.objectContaining({ code: 'invalid-baseline', consequence: 'inconclusive' }),
      );
    });
  });

  describe('when a level is pinned', () => {
    const nights = calmNights(3);
    const pinned = [nightFor(ITEMS, varying(9), 2)];

    test('a nightly is held against both, with half of every spend each', () => {
      const { contests, ladder } = setUp(ITEMS, nights, { pinned });
      expect(contests.map(({ against }) => against)).toEqual(['pool', 'pinned']);
      for (const contest of contests) {
        expect(contest.ladder.rungs).toEqual(
          LADDERS.nightly.rungs.map((rung) => ({
            ...rung,
            spendDomain: rung.spendDomain / 2,
            spendOverall: rung.spendOverall / 2,
          })),
        );
      }
      expect(contests.map(({ baseline }) => baseline.get(1001)?.answers)).toEqual([9, 3]);
      expect(ladder).toEqual(contests[0]?.ladder);
    });

    test.each(['sampled', 'full', 'release'] as const)('the ladder %s is not', (ladder) => {
      const { contests } = setUp(ITEMS, nights, { pinned, decision: { ladder } });
      expect(contests.map(({ against }) => against)).toEqual(['pool']);
      expect(contests[0]?.ladder.rungs).toEqual(LADDERS[ladder].rungs);
    });
  });

  test('takes alpha, margins, repeats and the size of the sample from the inputs', () => {
    const decision = { alpha: 0.1, maxDrop: 0.2, maxDropOverall: 0.04, repeats: 5 };
    expect(setUp(ITEMS, calmNights(3), { decision }).contests[0]?.ladder).toMatchObject({
      rungs: [{ itemsPerDomain: 'all', answers: 5, spendDomain: expect.closeTo(0.08, 12) }],
      marginDomain: 0.2,
      marginOverall: 0.04,
    });
    const sampled = { ladder: 'sampled', itemsPerDomain: 5 } as const;
    const { ladder } = setUp(ITEMS, [], { decision: sampled });
    expect(ladder.rungs.map(({ itemsPerDomain }) => itemsPerDomain)).toEqual([5, 'all', 'all']);
  });

  test('runs the domains of the run, not those of the stored nights', () => {
    const terms = { decision: decisionOf(), domains: ['b', 'c'], isFixedByProtocol: false };
    const { contests } = buildContests({ nights: calmNights(3), pinned: [] }, terms);
    expect(contests[0]?.state.active).toEqual(['b', 'c']);
  });
});
