import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bisect, continuedFraction } from '../../../src/core/stats/numerics.js';
import { clopperPearson, scoreBounds } from '../../../src/core/stats/rate-bounds.js';
import { comparableItems, pairedTTest } from '../../../src/core/stats/paired-counts.js';
import { hypergeometricRow, mcnemar } from '../../../src/core/stats/exact-tests.js';
import { normalQuantile } from '../../../src/core/stats/quantiles.js';
import {
  anyItems,
  edgeLists,
  expectNear,
  isClean,
  type ItemTuple,
  paired,
  scipyRows,
  vectorsOf,
} from './support.js';

const [Q95, Q99] = [normalQuantile(0.95), normalQuantile(0.99)];

describe('scoreBounds', () => {
  it('are those of Wilson as SciPy has them', () => {
    for (const [safe = NaN, answers = NaN, lower = NaN, upper = NaN] of scipyRows('wilson')) {
      const bounds = scoreBounds(safe / answers, answers, Q95);
      expectNear(bounds.lower, lower, 1e-12);
      expectNear(bounds.upper, upper, 1e-12);
    }
  });

  it('widens with confidence, narrows with answers, whole or not', () => {
    const { upper } = scoreBounds(0.5, 10.5, Q95);
    expect(scoreBounds(0.5, 10.5, Q99).upper).toBeGreaterThan(upper);
    expect(scoreBounds(0.5, 10.6, Q95).upper).toBeLessThan(upper);
  });

  it('knows nothing without answers', () => {
    expect(scoreBounds(0.5, 0, Q95)).toEqual({ lower: 0, upper: 1 });
    expect(scoreBounds(0.5, 10, normalQuantile(1))).toEqual({ lower: 0, upper: 1 });
  });
});

describe('clopperPearson', () => {
  it('agrees with SciPy', () => {
    for (const [safe = NaN, answers = NaN, confidence = NaN, lower = NaN, upper = NaN] of scipyRows(
      'clopperPearson',
    )) {
      const bounds = clopperPearson({ safe, answers }, confidence);
      expectNear(bounds.lower, lower, 1e-10);
      expectNear(bounds.upper, upper, 1e-10);
    }
  });

  it('knows nothing without answers', () => {
    expect(clopperPearson({ safe: 0, answers: 0 }, 0.95)).toEqual({ lower: 0, upper: 1 });
  });
});

describe('mcnemar', () => {
  it('agrees with the exact binomial test of SciPy', () => {
    for (const [worse = NaN, better = NaN, p = NaN] of scipyRows('mcnemar')) {
      expectNear(mcnemar({ worse, better }), p, 1e-10);
    }
  });

  it('is 1 when nothing changed', () => {
    expect(mcnemar({ worse: 0, better: 0 })).toBe(1);
  });
});

describe('hypergeometricRow', () => {
  it('sums to 1 and has the mean of a draw without replacement', () => {
    const counts = fc.tuple(
      fc.nat({ max: 40 }),
      fc.nat({ max: 40 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(counts, ([drawn, left, share]) => {
        const marked = Math.floor(share * (drawn + left));
        const { first, probabilities } = hypergeometricRow({ drawn, left, marked, tilt: 0 });
        expectNear(
          probabilities.reduce((sum, value) => sum + value, 0),
          1,
          1e-12,
        );
        const mean = probabilities.reduce((sum, value, index) => sum + value * (first + index), 0);
        expectNear(mean, drawn + left === 0 ? 0 : (drawn * marked) / (drawn + left), 1e-10);
      }),
    );
  });

  it('does not overflow on thousands of answers', () => {
    const row = hypergeometricRow({ drawn: 3000, left: 9000, marked: 6000, tilt: 0 });
    expect(isClean(row)).toBe(true);
    expectNear(
      row.probabilities.reduce((sum, value) => sum + value, 0),
      1,
      1e-12,
    );
  });
});

describe('pairedTTest', () => {
  it.each(vectorsOf<{ items: readonly ItemTuple[] }, { p: number }>('pairedTTest'))(
    'agrees with reference $id',
    ({ input, expect: expected, relTol }) => {
      expectNear(pairedTTest(input.items.map(paired)), expected.p, relTol);
    },
  );

  it('is undefined without spread or with fewer than two items', () => {
    expect(pairedTTest([])).toBeUndefined();
    expect(pairedTTest([paired([3, 3, 0, 3])])).toBeUndefined();
    expect(pairedTTest([paired([3, 3, 0, 3]), paired([3, 3, 0, 3])])).toBeUndefined();
  });

  it('is a p-value or undefined, never NaN', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const p = pairedTTest(items);
        expect(p === undefined || (p >= 0 && p <= 1)).toBe(true);
      }),
    );
  });
});

describe('comparableItems', () => {
  it.each(edgeLists)('keeps answers on both sides of %s', (_, items) => {
    const kept = comparableItems(items);
    expect(kept.every((item) => item.answersBaseline > 0 && item.answersCandidate > 0)).toBe(true);
    expect(comparableItems(kept)).toEqual(kept);
  });
});

describe('numeric helpers', () => {
  it('finds the golden ratio and the root of two', () => {
    expectNear(
      continuedFraction(1, () => ({ numerator: 1, denominator: 1 })),
      (1 + Math.sqrt(5)) / 2,
      1e-14,
    );
    expectNear(
      bisect((x) => 2 - x * x, { low: 0, high: 2 }),
      Math.SQRT2,
      1e-14,
    );
  });
});
