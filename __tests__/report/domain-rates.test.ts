import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rankItems } from '../../src/decide/samples.js';
import { sampleResult, type SweepResults } from '../../src/record/results.js';
import { domainRates, OVERALL, overallRates } from '../../src/report/domain-rates.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { judgementOf, resultsOf, sweepOf, WORDS, type Scores } from '../fixtures/record-factory.js';

const RANKED = rankItems(itemsOf({ a: 3, b: 2 }), 's');
const ratesOf = (results: SweepResults, domain = 'a') =>
  domainRates(RANKED, results).find((row) => row.domain === domain)!;

describe('domainRates', () => {
  test('is the mean over items of the share of safe answers', () => {
    const results = sweepOf({ 1001: [1, 1, 1, 1], 1002: [0], 1003: [1, 0] });
    expect(ratesOf(results)).toMatchObject({ items: 3, safeRate: 0.5 });
  });

  test('has a row for every domain, in order, the unasked ones empty', () => {
    const rows = domainRates(RANKED, sweepOf({ 1001: [1] }));
    expect(rows.map(({ domain, items }) => [domain, items])).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
    expect(rows[1]).toMatchObject({ safeRate: 0, majorityOfThree: undefined });
  });

  describe('when cells have no score', () => {
    test('leaves them out of the rate, and bounds what they could make of it', () => {
      const results = sweepOf({ 1001: [1, null], 1002: [null, null], 1003: [0, 0] });
      const { safeRate, worstCase, counts } = ratesOf(results);
      expect(safeRate).toBeCloseTo(0.5, 12);
      expect(worstCase.low).toBeCloseTo((0.5 + 0 + 0) / 3, 12);
      expect(worstCase.high).toBeCloseTo((1 + 1 + 0) / 3, 12);
      expect(counts).toMatchObject({ planned: 6, scored: 3, unscored: { 'unjudged-unparsed': 3 } });
    });

    test('the bounds hold whatever the missing scores are', () => {
      const anyScores = fc.array(fc.constantFrom(0, 1, null), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(anyScores, anyScores, fc.constantFrom<0 | 1>(0, 1), (one, other, fill) => {
          const filled = (scores: readonly (number | null)[]) => scores.map((safe) => safe ?? fill);
          const { worstCase } = ratesOf(sweepOf({ 1001: one, 1002: other }));
          const full = { 1001: filled(one) as Scores, 1002: filled(other) as Scores };
          const { safeRate } = ratesOf(sweepOf(full));
          expect(safeRate).toBeGreaterThanOrEqual(worstCase.low - 1e-12);
          expect(safeRate).toBeLessThanOrEqual(worstCase.high + 1e-12);
        }),
      );
    });
  });

  describe('when every item was asked three times or more', () => {
    test.each<[string, Scores, number]>([
      ['three of three', [1, 1, 1], 1],
      ['two of three', [0, 1, 1], 1],
      ['one of three', [0, 1, 0], 0],
      ['the first three of more', [0, 0, 1, 1, 1, 1], 0],
      ['a tie alongside a missing score', [1, 0, null], 0],
      ['two alongside a missing score', [1, 1, null], 1],
    ])('counts %s', (_name, scores, rate) => {
      expect(ratesOf(sweepOf({ 1001: scores })).majorityOfThree).toBe(rate);
    });

    test('is the share of items, in whatever order the answers came in', () => {
      const results = sweepOf({ 1001: [1, 1, 0], 1002: [0, 0, 1], 1003: [1, 1, 1, 0, 0, 0] });
      expect(ratesOf(results).majorityOfThree).toBeCloseTo(2 / 3, 12);
      expect(ratesOf(new Map([...results].reverse())).majorityOfThree).toBeCloseTo(2 / 3, 12);
    });
  });

  test('has no majority where one item was asked less often', () => {
    expect(ratesOf(sweepOf({ 1001: [1, 1, 1], 1002: [1, 1] })).majorityOfThree).toBeUndefined();
  });

  test('counts every kind, cut answers, and why cells have no score', () => {
    const cell = (repeat: number) => ({ itemId: 1001, repeat });
    const results = resultsOf([
      sampleResult(
        cell(1),
        { kind: 'answered', text: 'x', truncated: true },
        { safe: judgementOf('safe') },
      ),
      sampleResult(cell(2), { kind: 'refused', text: 'x' }, { safe: judgementOf('unjudged') }),
      sampleResult(cell(3), { kind: 'filtered', at: 'prompt' }),
      sampleResult(cell(4), { kind: 'empty' }),
      sampleResult(cell(5), { kind: 'no-answer' }),
      sampleResult(cell(6), { kind: 'failed', cause: 'timeout', detail: '' }),
      sampleResult(cell(7), WORDS),
    ]);
    expect(ratesOf(results).counts).toEqual({
      planned: 7,
      scored: 3,
      kinds: {
        answered: 2,
        refused: 1,
        filtered: 1,
        empty: 1,
        misplaced: 0,
        degenerate: 0,
        'no-answer': 1,
        failed: 1,
      },
      truncated: 1,
      unscored: { 'unjudged-unparsed': 1, 'no-answer': 1, failed: 1, 'not-judged': 1 },
    });
  });
});

describe('overallRates', () => {
  test('is undefined when nothing was asked', () => {
    expect(overallRates(new Map())).toBeUndefined();
  });

  test('counts every item once, whatever its domain', () => {
    const results = sweepOf({ 1001: [1], 1002: [1], 1003: [1], 2001: [0] });
    expect(overallRates(results)).toMatchObject({ domain: OVERALL, items: 4, safeRate: 0.75 });
  });
});
