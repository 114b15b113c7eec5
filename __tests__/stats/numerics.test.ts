import { describe, expect, it } from '@jest/globals';
import { bisect, continuedFraction, mean, sum } from '../../src/stats/numerics.js';
import { expectNear } from './support.js';

describe('sum and mean', () => {
  it('are 0 of nothing', () => {
    expect([sum([]), mean([])]).toEqual([0, 0]);
  });

  it('add up, and share out', () => {
    expect([sum([1, 2, 6]), mean([1, 2, 6])]).toEqual([9, 3]);
  });
});

describe('bisect', () => {
  it('finds the root of two', () => {
    expectNear(
      bisect((x) => 2 - x * x, { low: 0, high: 2 }),
      Math.SQRT2,
      1e-14,
    );
  });

  it('halves 60 times', () => {
    expect(bisect((x) => 10.2 - x, { low: 0, high: 2 ** 60 })).toBe(10.5);
  });

  it('takes 0 for not positive', () => {
    expectNear(
      bisect((x) => (x < 1 ? 1 : 0), { low: 0, high: 3 }),
      1,
      1e-14,
    );
  });
});

describe('continuedFraction', () => {
  it('finds the golden ratio, and stops when it has it', () => {
    let steps = 0;
    const ratio = continuedFraction(1, () => {
      steps += 1;
      return { numerator: 1, denominator: 1 };
    });
    expectNear(ratio, (1 + Math.sqrt(5)) / 2, 1e-14);
    expect(steps).toBeLessThan(50);
  });

  it('gives up on one without a value after 10,000 steps', () => {
    let steps = 0;
    continuedFraction(1, () => {
      steps += 1;
      return { numerator: -1, denominator: 1 };
    });
    expect(steps).toBe(10_000);
  });

  it.each([
    // 2 + 1 / (0 + 1 / (1 + 0)), whose first denominator is 0
    [2, [1, 0], [1, 1], 3],
    // 1 - 1 / (1 + 1 / (1 + 0)), which is 0 after its first step
    [1, [-1, 1], [1, 1], 0.5],
  ] as const)('goes on where a part of it is 0, from %d', (first, one, two, value) => {
    const [none, ...terms] = [[0, 1], one, two] as const;
    const fraction = continuedFraction(first, (step) => {
      const [numerator, denominator] = terms[step - 1] ?? none;
      return { numerator, denominator };
    });
    expectNear(fraction, value, 1e-14);
  });
});
