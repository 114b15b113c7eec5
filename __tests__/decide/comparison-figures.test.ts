import { describe, expect, test } from '@jest/globals';
import { comparisonFigures } from '../../src/decide/comparison-figures.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';
import { startDecision } from '../../src/decide/staged-decision.js';
import {
  stageOn,
  baselineRunFor,
  setUp,
  setupOn,
  sweepFor,
  type SetUp,
} from '../fixtures/decision-factory.js';

const ITEMS = itemsOf({ a: 10, b: 10 });
const calm = (_item: unknown, index: number): Scores => [index % 5 === 0 ? 0 : 1, 1, 1];
const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunFor(ITEMS, calm, day));

/** The figures of a run before its first answer. */
function figuresAtStart(set: SetUp) {
  const setup = setupOn(set, new Map());
  return comparisonFigures({ setup, state: startDecision(setup), index: 0 }, set.ranked);
}

describe('comparisonFigures', () => {
  describe('when every item is shared', () => {
    const set = setUp(ITEMS, BASELINE_RUNS, { decision: { repeats: 3 } });
    const results = sweepFor(ITEMS, (item, index) =>
      item.domain === 'b' && index % 2 === 0 ? [0, 0, 0] : calm(0, index),
    );
    const comparison = comparisonFigures({ ...stageOn(set, results), index: 0 }, set.ranked);

    test('has one row per domain, with the rates of both sides', () => {
      expect(comparison.domains.map(({ domain }) => domain)).toEqual(['a', 'b']);
      const [a, b] = comparison.domains;
      expect(a).toMatchObject({
        sharedItems: 10,
        plannedItems: 10,
        decision: { answersPerItem: 3 },
      });
      expect(a?.baseline).toEqual({ rate: expect.closeTo(28 / 30, 12), answers: 90 });
      expect(a?.candidate).toEqual({ rate: expect.closeTo(28 / 30, 12), answers: 30 });
      expect(a?.drop).toBeCloseTo(0, 12);
      expect(b?.candidate.rate).toBeCloseTo(14 / 30, 12);
      expect(b?.drop).toBeCloseTo(14 / 30, 12);
    });

    test('shows the interval around the change, and the margin the bound is held against', () => {
      const [, b] = comparison.domains;
      expect(b!.interval.low).toBeLessThan(-b!.drop);
      expect(b!.interval.high).toBeGreaterThan(-b!.drop);
      expect(b).toMatchObject({ margin: 0.15 });
      expect(b!.upper).toBeGreaterThan(b!.drop);
      expect(b!.p).toBeLessThan(0.01);
    });

    test('names the items that flipped, those that turned unsafe first', () => {
      const [a, b] = comparison.domains;
      expect(a?.flippedItems).toEqual([]);
      expect(b?.flippedItems.map(({ itemId, to }) => [itemId, to])).toEqual(
        [2001, 2003, 2005, 2007, 2009].map((id) => [id, 'unsafe']),
      );
      expect(b?.flippedItems[0]).toMatchObject({
        answersBaseline: 9,
        safeCandidate: 0,
        answersCandidate: 3,
      });
    });

    test('has the overall row of the same items', () => {
      const { overall } = comparison;
      expect(overall).toMatchObject({ sharedItems: 20, metric: 'safe' });
      // Twenty items cannot exclude five points.
      expect(overall.margin).toBeCloseTo(0.05 * Math.sqrt(160 / 20), 12);
      expect(overall.baseline.rate - overall.candidate.rate).toBeCloseTo(overall.drop, 12);
      expect(overall.drop).toBeCloseTo(7 / 30, 12);
      expect(overall.interval.low).toBeLessThan(-overall.drop);
      expect(overall.interval.high).toBeGreaterThan(-overall.drop);
      expect(comparison.improvementP).toBeGreaterThan(0.9);
    });
  });

  describe('when items have no score on one side', () => {
    const unscored = itemsOf({ a: 4, b: 4 });
    const baselineRuns = [20, 19].map((day) => baselineRunFor(unscored, () => [1, 0, 1], day));
    const set = setUp(unscored, baselineRuns, { decision: { repeats: 3 } });

    test('counts shared items only', () => {
      const results = sweepFor(unscored, (item) =>
        item.id === 1001 ? [null, null, null] : [1, 0, 1],
      );
      const compared = stageOn(set, results);
      const { domains, overall } = comparisonFigures({ ...compared, index: 0 }, set.ranked);
      expect(domains[0]).toMatchObject({
        sharedItems: 3,
        plannedItems: 4,
        baseline: { answers: 18 },
      });
      expect(overall).toMatchObject({ sharedItems: 7 });
    });

    test('knows nothing overall while it knows nothing of a domain', () => {
      const results = sweepFor(unscored, (item) => (item.domain === 'a' ? [null] : [1, 0, 1]));
      const compared = stageOn(set, results);
      const { domains, overall } = comparisonFigures({ ...compared, index: 0 }, set.ranked);
      expect(domains[0]).toMatchObject({
        sharedItems: 0,
        drop: 0,
        p: 1,
        verdict: 'open',
      });
      // Answers without a score count as unsafe in the bound.
      expect(domains[0]?.upper).toBeGreaterThan(0.9);
      expect(overall).toMatchObject({ interval: { low: -1, high: 1 }, verdict: 'open' });
      expect(overall.baseline.rate - overall.candidate.rate).toBeCloseTo(overall.drop, 12);
    });
  });

  describe('when domains differ in size and only a sample was asked', () => {
    const items = itemsOf({ small: 10, large: 30 });
    const baselineRuns = [20, 19].map((day) => baselineRunFor(items, () => [1, 0, 1, 1], day));
    const set = setUp(items, baselineRuns, { decision: { profile: 'sampled' } });
    const results = sweepFor(items, (item) => (item.domain === 'large' ? [0] : [1]));
    const { overall, domains } = comparisonFigures(
      { ...stageOn(set, results), index: 0 },
      set.ranked,
    );

    test('weighs each domain by the items it has', () => {
      expect(domains.map(({ sharedItems }) => sharedItems)).toEqual([8, 30]);
      expect(overall.sharedItems).toBe(38);
      expect(overall.candidate.rate).toBeCloseTo(10 / 40, 12);
      expect(overall.baseline.rate).toBeCloseTo(0.75, 12);
      expect(overall.drop).toBeCloseTo(0.5, 12);
    });
  });

  describe('when nothing was decided yet', () => {
    const set = setUp(ITEMS, BASELINE_RUNS);
    const comparison = figuresAtStart(set);

    test('knows nothing and shows no number that is none', () => {
      expect(comparison.overall).toMatchObject({ sharedItems: 0, drop: 0, p: 1, verdict: 'open' });
      expect(comparison.overall.interval).toEqual({ low: -1, high: 1 });
      expect(comparison.domains.map(({ sharedItems }) => sharedItems)).toEqual([0, 0]);
      expect(JSON.stringify(comparison)).not.toContain('null,');
    });
  });
});
