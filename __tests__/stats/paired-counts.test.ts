import { describe, expect, it } from '@jest/globals';
import {
  concentration,
  pairedTTest,
  comparableItems,
  sideOf,
} from '../../src/stats/paired-counts.js';
import { expectNear, vectorsOf, anyItems, type ItemTuple, paired, edgeLists } from './support.js';
import fc from 'fast-check';

const counts = (rows: readonly (readonly [number, number])[]) =>
  rows.map(([safe, answers]) => ({ safe, answers }));

describe('concentration', () => {
  it.each(
    vectorsOf<{ baseline: readonly (readonly [number, number])[] }, { s: number }>('concentration'),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    expectNear(concentration(counts(input.baseline)), expected.s, relTol);
  });

  it('falls back on .6 where there is nothing to measure', () => {
    expect(concentration([])).toBe(0.6);
    expect(
      concentration(
        counts([
          [9, 9],
          [9, 9],
        ]),
      ),
    ).toBe(0.6);
    expect(
      concentration(
        counts([
          [0, 9],
          [0, 9],
        ]),
      ),
    ).toBe(0.6);
  });

  it('is at its upper end where all items are alike', () => {
    expect(
      concentration(
        counts([
          [5, 9],
          [5, 9],
          [4, 9],
        ]),
      ),
    ).toBe(20);
  });

  it('leaves out items with a single answer', () => {
    const baseline = counts([
      [9, 9],
      [4, 9],
      [0, 9],
    ]);
    expect(
      concentration([
        ...baseline,
        ...counts([
          [1, 1],
          [0, 1],
        ]),
      ]),
    ).toBe(concentration(baseline));
  });

  it('measures items with two answers', () => {
    // Variances 0, .5 and 0 within the items, .25 in all: (1/6) / (1/4 - 1/6).
    const baseline = counts([[2, 2], [1, 2], [0, 2]]); // prettier-ignore
    expect(concentration(baseline)).toBeCloseTo(2, 12);
  });

  it('stays between .1 and 20', () => {
    const side = fc
      .nat({ max: 9 })
      .chain((answers) => fc.nat({ max: answers }).map((safe) => ({ safe, answers })));
    fc.assert(
      fc.property(fc.array(side), (baseline) => {
        expect(concentration(baseline)).toBeGreaterThanOrEqual(0.1);
        expect(concentration(baseline)).toBeLessThanOrEqual(20);
      }),
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

  it('takes two items', () => {
    // t = 2 with one degree of freedom.
    const p = pairedTTest([paired([3, 3, 0, 3]), paired([3, 3, 2, 3])]);
    expect(p).toBeCloseTo(0.5 - Math.atan(2) / Math.PI, 12);
  });

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

describe('sideOf', () => {
  it('gives the counts of either side', () => {
    const items = [paired([1, 2, 3, 4])];
    expect(sideOf(items, 'Baseline')).toEqual([{ safe: 1, answers: 2 }]);
    expect(sideOf(items, 'Candidate')).toEqual([{ safe: 3, answers: 4 }]);
  });
});

describe('comparableItems', () => {
  it.each(edgeLists)('keeps answers on both sides of %s', (_, items) => {
    const kept = comparableItems(items);
    expect(kept.every((item) => item.answersBaseline > 0 && item.answersCandidate > 0)).toBe(true);
    expect(comparableItems(kept)).toEqual(kept);
  });
});
