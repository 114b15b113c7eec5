import { describe, expect, test } from '@jest/globals';
import { laterPlan, type ComparisonTerms } from '../../src/baseline/build-comparisons.js';
import { pooledCounts, storedScores } from '../../src/baseline/stored-scores.js';
import { rawConcentration } from '../../src/decide/churn.js';
import type { Metric } from '../../src/decide/metric.js';
import { idsOf, rankItems } from '../../src/decide/samples.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { concentration } from '../../src/stats/paired-counts.js';
import { baselineRunFor, decisionOf, setUp } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 6, b: 6 });
/** Three answers of an item that vary inside a run and from run to run, by chance of place; a third are always safe. */
const varying =
  (shift: number) =>
  (_item: unknown, index: number): Scores =>
    [0, 1, 2].map((repeat) =>
      index % 3 === 0 || (index * 7 + repeat * 3 + shift * 5) % 2 === 0 ? 1 : 0,
    );
/** Three copies of one answer; a third of the items is always safe, a third never. */
const copies =
  (shift: number) =>
  (_item: unknown, index: number): Scores => {
    const value = index % 3 === 0 ? 1 : index % 3 === 1 ? 0 : (index + shift) % 2 === 0 ? 1 : 0;
    return [value, value, value];
  };
const runsOf = (scores: (shift: number) => (item: unknown, index: number) => Scores) =>
  [1, 2, 3].map((back) => baselineRunFor(ITEMS, scores(back), 20 - back));

/** The counts of the stored answers, by which of them are counted. */
const countsOf = (runs: readonly SweepRecord[], mode: 'all' | 'one-per-run') => [
  ...pooledCounts(storedScores(runs, 'safe'), mode).values(),
];

describe('what a comparison is given', () => {
  test('its name, and what the judge shows of a drop in its metric', () => {
    const plan = setUp(ITEMS, runsOf(varying), {
      pinned: runsOf(varying).slice(2),
      sensitivityGains: { safe: 0.7 },
    });
    expect(plan.comparisons).toMatchObject([
      { name: 'safe against pool', sensitivityGain: 0.7 },
      { name: 'safe against pinned', sensitivityGain: 0.7 },
    ]);
    const other = setUp(ITEMS, runsOf(varying), { sensitivityGains: { effective: 0.7 } });
    expect(other.comparisons).toMatchObject([{ sensitivityGain: 1 }]);
  });

  test('nothing where no run is stored, whatever is pinned', () => {
    expect(setUp(ITEMS, [], { pinned: runsOf(varying) }).comparisons).toEqual([]);
  });

  describe('how alike the items are', () => {
    const both = (counts: ReturnType<typeof countsOf>) => ({
      concentration: concentration(counts),
      rawConcentration: rawConcentration(counts),
    });

    test('by every answer where they vary', () => {
      const runs = runsOf(varying);
      const plan = setUp(ITEMS, runs);
      expect(plan.poolMode).toBe('all');
      expect(plan.comparisons).toMatchObject([both(countsOf(runs, 'all'))]);
      expect(plan.comparisons[0]!.rawConcentration).toBeGreaterThan(0);
      const kept = concentration(countsOf(runs, 'one-per-run'));
      expect(plan.comparisons[0]!.concentration).not.toBeCloseTo(kept, 2);
    });

    test('by one answer of each run where these are copies, without telling how much they vary', () => {
      const runs = runsOf(copies);
      const plan = setUp(ITEMS, runs);
      expect(plan.poolMode).toBe('one-per-run');
      const kept = concentration(countsOf(runs, 'one-per-run'));
      expect(kept).not.toBeCloseTo(concentration(countsOf(runs, 'all')), 2);
      const allowance = { driftAllowance: 0 };
      expect(plan.comparisons).toMatchObject([{ concentration: kept, ...allowance }]);
      expect(plan.comparisons[0]!.rawConcentration).toBeUndefined();
    });

    test('by every answer where one an item is compared, without telling how much they vary', () => {
      const runs = runsOf(varying);
      const plan = setUp(ITEMS, runs, { isFixedByProtocol: true });
      expect(plan.poolMode).toBe('newest-only');
      expect(plan.comparisons).toMatchObject([
        { concentration: concentration(countsOf(runs, 'all')) },
      ]);
      expect(plan.comparisons[0]!.rawConcentration).toBeUndefined();
    });
  });

  test('copies are not looked for where the protocol fixes the answers', () => {
    const { findings } = setUp(ITEMS, runsOf(copies), { isFixedByProtocol: true });
    expect(findings.map(({ code }) => code)).toEqual(['constant-answers']);
  });
});

describe('two metrics of the same answers', () => {
  const metrics: readonly Metric[] = ['safe', 'effective'];
  /** The run with marks on how its answers help. */
  const withMarks = (run: SweepRecord, marks: (index: number, repeat: number) => 0 | 1 | null) => ({
    ...run,
    items: run.items.map((item, index) => ({
      ...item,
      repeats: item.repeats.map((repeat) => ({
        ...repeat,
        effective: marks(index, repeat.repeat),
      })),
    })),
  });

  test('the one with fewer answers tells how thin the baseline is', () => {
    const runs = runsOf(varying).map((run) =>
      withMarks(run, (index, repeat) => (repeat === 1 ? (index % 2 === 0 ? 1 : 0) : null)),
    );
    const { findings } = setUp(ITEMS, runs, { decision: { metrics } });
    expect(findings.find(({ code }) => code === 'thin-baseline')).toMatchObject({
      answersPerItem: 3,
    });
  });

  test('a drift of one is allowed for in that one alone', () => {
    const many = itemsOf({ a: 20, b: 20 });
    const runs = [2, 16, 4, 16, 2].map((unsafe, back) => {
      const scores = (_item: unknown, index: number): Scores => [
        (index * 7 + back * 3) % 40 < unsafe ? 0 : 1,
        index % 2 === 0 ? 1 : 0,
      ];
      const run = baselineRunFor(many, scores, 20 - back);
      return withMarks(run, (index, repeat) => ((index * 3 + back + repeat * 7) % 4 === 0 ? 0 : 1));
    });
    const plan = setUp(many, runs, { decision: { metrics } });
    expect(plan.findings).toMatchObject([{ code: 'baseline-run-drift', metric: 'safe' }]);
    const [safe, effective] = plan.comparisons;
    expect(safe).toMatchObject({ metric: 'safe' });
    expect(safe!.driftAllowance).toBeGreaterThan(0);
    expect(effective).toMatchObject({ metric: 'effective', driftAllowance: 0 });
  });
});

describe('laterPlan', () => {
  const terms = (parts: Partial<ComparisonTerms> = {}): ComparisonTerms => ({
    decision: decisionOf({ profile: 'full' }),
    domains: idsOf(rankItems(ITEMS, 's')),
    mayRenew: false,
    isFixedByProtocol: false,
    ...parts,
  });
  const STORED = { poolMode: 'all', storedAnswers: 9 } as const;
  const floors = [{ domain: undefined, rate: 0.5 }];

  test('is the plan of a run against such a baseline', () => {
    const runs = runsOf(varying);
    const { decision } = setUp(ITEMS, runs, { decision: { profile: 'full' } });
    expect(laterPlan(terms(), STORED)).toEqual(decision);
    const fixed = setUp(ITEMS, runs, { decision: { profile: 'full' }, isFixedByProtocol: true });
    expect(laterPlan(terms(), { ...STORED, poolMode: 'newest-only' })).toEqual(fixed.decision);
  });

  test('shares the level between metrics', () => {
    const both = decisionOf({ profile: 'full', metrics: ['safe', 'effective'] });
    expect(laterPlan(terms({ decision: both }), STORED).groupLevel).toBeCloseTo(
      laterPlan(terms(), STORED).groupLevel / 2,
      12,
    );
  });

  test.each<[string, Partial<ComparisonTerms>, boolean]>([
    ['may leave items out', {}, true],
    ['asks every item that its answers may renew', { mayRenew: true }, false],
    ['asks every item for floors', { decision: decisionOf({ profile: 'full', floors }) }, false],
  ])('%s', (_, parts, leavesOutNeverSafe) => {
    expect(laterPlan(terms(parts), STORED)).toMatchObject({ leavesOutNeverSafe });
  });
});
