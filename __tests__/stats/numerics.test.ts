import { describe, it } from '@jest/globals';
import { bisect, continuedFraction } from '../../src/stats/numerics.js';
import { expectNear } from './support.js';

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
