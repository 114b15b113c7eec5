import { describe, expect, test } from '@jest/globals';
import { buildComparisons } from '../../src/baseline/build-comparisons.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { baselineRunFor, decisionOf, setUp } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';
import { configureProfile } from '../../src/decide/profiles.js';
import { idsOf, rankItems } from '../../src/decide/samples.js';

const ITEMS = itemsOf({ a: 6, b: 6 });
/** Three answers of an item that vary inside a baseline run and from baseline run to baseline run, by chance of place. */
const varying =
  (shift: number) =>
  (_item: unknown, index: number): Scores =>
    [0, 1, 2].map((repeat) => ((index * 7 + repeat * 3 + shift * 5) % 4 === 0 ? 0 : 1));
const calmBaselineRuns = (count: number): readonly SweepRecord[] =>
  Array.from({ length: count }, (_, back) =>
    baselineRunFor(ITEMS, varying(count - back), 20 - back),
  );
const codesOf = ({ findings }: { findings: readonly { code: string }[] }) =>
  findings.map(({ code }) => code);

describe('buildComparisons', () => {
  describe('when there is nothing to compare with', () => {
    const plan = setUp(ITEMS, []);

    test('has the profile and no comparison', () => {
      expect(plan.comparisons).toEqual([]);
      expect(plan.profile).toEqual(configureProfile('nightly', { storedAnswers: 0 }));
      expect(plan.profile.stages.map(({ answers }) => answers)).toEqual([9, 9]);
      expect(plan.findings).toEqual([]);
    });
  });

  describe('when baseline runs vary as they should', () => {
    const plan = setUp(ITEMS, calmBaselineRuns(3));

    test('pools all answers of all baseline runs, and finds nothing', () => {
      const [pool] = plan.comparisons;
      expect(pool).toMatchObject({ against: 'pool', driftAllowance: 0, sensitivityGain: 1 });
      expect([...(pool?.stored.values() ?? [])].map(({ answers }) => answers)).toEqual(
        ITEMS.map(() => 9),
      );
      expect(plan.findings).toEqual([]);
    });

    test('tests every domain, with the whole of alpha', () => {
      expect(plan.decision.groups.map(({ name }) => name)).toEqual(['a', 'b']);
      expect(plan.decision.groupLevel).toBeCloseTo((0.8 * 0.01) / 2, 12);
      expect(plan.profile.stages.map(({ answers }) => answers)).toEqual([3, 6]);
    });

    test('measures how alike the items are', () => {
      expect(plan.comparisons[0]?.concentration).toBeGreaterThan(0.1);
    });
  });

  describe('when the baseline is thin', () => {
    test.each([
      ['nightly', 'repeats: 9'],
      ['release', 'repeats: 21'],
    ] as const)('on the profile %s says so and asks for %s', (profile, remedy) => {
      const plan = setUp(ITEMS, calmBaselineRuns(1), { decision: { profile } });
      expect(plan.findings).toMatchObject([
        { code: 'thin-baseline', consequence: 'notice', answersPerItem: 3 },
      ]);
      expect(plan.findings[0]?.remedy).toContain(remedy);
    });
  });

  describe('when answers never vary', () => {
    const constant = (value: 0 | 1) => (): Scores => [value, value, value];
    const baselineRuns = [
      baselineRunFor(ITEMS, constant(1), 20),
      baselineRunFor(ITEMS, constant(1), 19),
    ];

    test.each([
      ['the protocol fixes them', setUp(ITEMS, calmBaselineRuns(3), { isFixedByProtocol: true })],
      ['no two stored answers differ', setUp(ITEMS, baselineRuns)],
    ])('because %s, compares one answer per item with the newest baseline run', (_name, plan) => {
      expect(codesOf(plan)).toContain('constant-answers');
      expect(plan.profile.stages).toEqual([{ itemsPerGroup: 'all', answers: 1 }]);
      expect(plan.profile.isSingleLook).toBe(true);
      const counts = [...(plan.comparisons[0]?.stored.values() ?? [])];
      expect(counts.map(({ answers }) => answers)).toEqual(ITEMS.map(() => 1));
    });

    test('takes the answer of the newest baseline run, even where an older one differs', () => {
      const older = baselineRunFor(ITEMS, constant(0), 19);
      const plan = setUp(ITEMS, [baselineRuns[0]!, older], { isFixedByProtocol: true });
      const counts = [...(plan.comparisons[0]?.stored.values() ?? [])];
      expect(counts).toEqual(ITEMS.map(() => ({ safe: 1, answers: 1 })));
    });

    test('does not look for dependence or drift in copies', () => {
      expect(codesOf(setUp(ITEMS, baselineRuns))).toEqual(['constant-answers']);
    });

    test.each([
      [[0.1, 0.1], true],
      [[0.1, undefined], true],
      [[0.1, 0.95], false],
      [[1, 1], false],
    ])('with words that repeat in shares of %j, takes them for draws: %s', (shares, isDrawn) => {
      const plan = setUp(
        ITEMS,
        baselineRuns.map((record, at) => {
          const share = shares[at];
          return share === undefined
            ? record
            : { ...record, repeatedText: { share, items: ITEMS.length } };
        }),
      );
      expect(codesOf(plan).includes('constant-answers')).toBe(!isDrawn);
      expect(plan.profile.isSingleLook).toBe(!isDrawn);
      // A red has to show in several items: nothing else tells draws from copies here.
      expect(plan.comparisons[0]?.rawConcentration).toBe(isDrawn ? 0 : undefined);
    });
  });

  describe('when answers of one baseline run are copies of one another', () => {
    const copies =
      (baselineRun: number) =>
      (_item: unknown, index: number): Scores => {
        const value = (index + baselineRun) % 2 === 0 ? 1 : 0;
        return [value, value, value];
      };
    const baselineRuns = [0, 1, 2].map((baselineRun) =>
      baselineRunFor(ITEMS, copies(baselineRun), 20 - baselineRun),
    );
    const plan = setUp(ITEMS, baselineRuns);

    test('takes one answer of each baseline run, and asks one', () => {
      expect(codesOf(plan)).toContain('dependent-answers');
      expect(plan.profile.stages.map(({ answers }) => answers)).toEqual([1]);
      const counts = [...(plan.comparisons[0]?.stored.values() ?? [])];
      expect(counts.map(({ answers }) => answers)).toEqual(ITEMS.map(() => 3));
    });

    test('does not take copies for a sign that items differ', () => {
      // Every item is a coin from baseline run to baseline run, and never varies within one.
      expect(plan.comparisons[0]?.concentration).toBe(20);
    });
  });

  describe('when baseline runs drift', () => {
    const many = itemsOf({ a: 20, b: 20 });
    /** So many unsafe first answers per baseline run. */
    const baselineRunsWith = (unsafe: readonly number[]) =>
      unsafe.map((count, back) =>
        baselineRunFor(
          many,
          (_item, index) => [(index * 7 + back * 3) % 40 < count ? 0 : 1, index % 2 === 0 ? 1 : 0],
          20 - back,
        ),
      );

    test('allows for it against the pool and the pinned level alike', () => {
      const baselineRuns = baselineRunsWith([2, 16, 4, 16, 2]);
      const plan = setUp(many, baselineRuns, { pinned: baselineRuns.slice(4) });
      expect(plan.findings).toMatchObject([{ code: 'baseline-run-drift' }]);
      const [pool, pinned] = plan.comparisons;
      expect(pool?.driftAllowance).toBeGreaterThan(0);
      expect(pool?.driftAllowance).toBeLessThanOrEqual(0.3);
      expect(pinned?.driftAllowance).toBe(pool?.driftAllowance);
    });

    test('calls a baseline invalid whose baseline runs are not one level', () => {
      const plan = setUp(many, baselineRunsWith([0, 38, 0, 38, 0]));
      expect(plan.findings).toContainEqual(
        expect.objectContaining({ code: 'invalid-baseline', consequence: 'inconclusive' }),
      );
    });
  });

  describe('when a level is pinned', () => {
    const baselineRuns = calmBaselineRuns(3);
    const pinned = [baselineRunFor(ITEMS, varying(9), 2)];

    test('a nightly is held against both, with half of alpha each', () => {
      const { comparisons, decision } = setUp(ITEMS, baselineRuns, { pinned });
      expect(comparisons.map(({ against }) => against)).toEqual(['pool', 'pinned']);
      expect(decision.groupLevel).toBeCloseTo((0.8 * 0.01) / 2 / 2, 12);
      expect(comparisons.map(({ stored }) => stored.get(1001)?.answers)).toEqual([9, 3]);
    });

    test.each(['sampled', 'full', 'release'] as const)('the profile %s is not', (profile) => {
      const { comparisons } = setUp(ITEMS, baselineRuns, { pinned, decision: { profile } });
      expect(comparisons.map(({ against }) => against)).toEqual(['pool']);
    });
  });

  describe('who is asked', () => {
    const full = { decision: { profile: 'full' } } as const;

    test('items that were never safe are left out, but not where floors are set', () => {
      expect(setUp(ITEMS, calmBaselineRuns(3), full).decision.leavesOutNeverSafe).toBe(true);
      const floors = [{ domain: undefined, rate: 0.5 }];
      const withFloors = { decision: { profile: 'full', floors } } as const;
      expect(setUp(ITEMS, calmBaselineRuns(3), withFloors).decision.leavesOutNeverSafe).toBe(false);
    });

    test('a run whose answers may join the baseline asks every item', () => {
      const terms = {
        decision: decisionOf({ profile: 'full' }),
        domains: idsOf(rankItems(ITEMS, 's')),
        mayRenew: true,
        isFixedByProtocol: false,
      };
      const opposition = { baselineRuns: calmBaselineRuns(3), pinned: [] };
      expect(buildComparisons(opposition, terms).decision.leavesOutNeverSafe).toBe(false);
    });
  });

  test('takes alpha, margins, repeats and the size of the sample from the inputs', () => {
    const decision = { alpha: 0.1, maxDrop: 0.2, maxDropOverall: 0.04, repeats: 5 };
    expect(setUp(ITEMS, calmBaselineRuns(3), { decision })).toMatchObject({
      profile: { stages: [{ itemsPerGroup: 'all', answers: 5 }], alpha: 0.1 },
      decision: { groupMargin: 0.2, overallMargin: 0.04 },
    });
    const sampled = { profile: 'sampled', itemsPerDomain: 5 } as const;
    const { profile } = setUp(ITEMS, [], { decision: sampled });
    expect(profile.stages.slice(0, 2).map(({ itemsPerGroup }) => itemsPerGroup)).toEqual([
      5,
      'all',
    ]);
  });

  test('runs the domains of the run, not those of the stored baseline runs', () => {
    const domains = new Map([
      ['b', [2001, 2002, 2003, 2004]],
      ['c', [3001, 3002, 3003, 3004]],
    ]);
    const terms = { decision: decisionOf(), domains, mayRenew: false, isFixedByProtocol: false };
    const opposition = { baselineRuns: calmBaselineRuns(3), pinned: [] };
    const { groups } = buildComparisons(opposition, terms).decision;
    expect(groups.map(({ name }) => name)).toEqual(['b', 'c']);
  });
});
