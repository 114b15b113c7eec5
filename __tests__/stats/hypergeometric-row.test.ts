import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { hypergeometricRow } from '../../src/stats/exact-tests.js';
import { expectNear, isClean } from './support.js';

describe('hypergeometricRow', () => {
  it.each([
    [{ drawn: 3, left: 3, marked: 3, tilt: 0 }, 0, [0.05, 0.45, 0.45, 0.05]],
    [{ drawn: 2, left: 1, marked: 2, tilt: 0 }, 1, [2 / 3, 1 / 3]],
    [{ drawn: 1, left: 1, marked: 2, tilt: 0 }, 1, [1]],
    [{ drawn: 0, left: 4, marked: 2, tilt: 0 }, 0, [1]],
    [{ drawn: 1, left: 1, marked: 1, tilt: Math.log(3) }, 0, [0.75, 0.25]],
  ])('of %j begins at %d and holds what can occur', (counts, first, probabilities) => {
    expect(hypergeometricRow(counts)).toEqual({
      first,
      probabilities: probabilities.map((each) => expect.closeTo(each, 12) as unknown),
    });
  });

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
