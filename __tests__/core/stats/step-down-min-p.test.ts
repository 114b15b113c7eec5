import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type MinPTest,
  stepDownMinP,
  stratifiedExactTest,
} from '../../../src/core/stats/exact-tests.js';
import { anyItems, expectNear, type ItemTuple, paired, vectorsOf } from './support.js';

const testOf = (items: readonly ItemTuple[], isCandidate = true): MinPTest => ({
  ...stratifiedExactTest(items.map(paired)),
  isCandidate,
});

describe('stepDownMinP', () => {
  it.each(
    vectorsOf<
      { domains: readonly (readonly ItemTuple[])[] },
      { p: readonly number[]; adjP: readonly number[] }
    >('stepDownMinP'),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const tests = input.domains.map((items) => testOf(items));
    tests.forEach((test, index) => expectNear(test.p, expected.p[index] ?? NaN, relTol));
    stepDownMinP(tests).forEach((adjusted, index) =>
      expectNear(adjusted, expected.adjP[index] ?? NaN, relTol),
    );
  });

  it('gives nothing for no domains and the p-value itself for one', () => {
    expect(stepDownMinP([])).toEqual([]);
    const test = testOf([[3, 3, 0, 3]]);
    expectNear(stepDownMinP([test])[0], test.p, 1e-12);
  });

  it('takes two equal domains for what they are', () => {
    const test = testOf([[3, 3, 0, 3]]);
    const both = 1 - (1 - test.p) ** 2;
    // The first passed leaves the other alone, but adjusted values never fall.
    stepDownMinP([test, test]).forEach((adjusted) => expectNear(adjusted, both, 1e-12));
  });

  it('lets a domain that stopped count against the others, but never rejects it', () => {
    const running = testOf([[3, 3, 0, 3]]);
    const stopped = testOf([[3, 3, 0, 3]], false);
    const [first, second] = stepDownMinP([running, stopped]);
    expectNear(first, 1 - (1 - running.p) ** 2, 1e-12);
    expect(second).toBe(1);
  });

  it('never adjusts a p-value downwards, nor above 1, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyItems, { maxLength: 9 }), (domains) => {
        const tests = domains.map((items) => ({
          ...stratifiedExactTest(items),
          isCandidate: true,
        }));
        const adjusted = stepDownMinP(tests);
        adjusted.forEach((value, index) => {
          expect(value).toBeGreaterThanOrEqual(tests[index]?.p ?? NaN);
          expect(value).toBeLessThanOrEqual(1);
        });
        const backwards = [...stepDownMinP([...tests].reverse())].reverse();
        backwards.forEach((value, index) => expectNear(value, adjusted[index] ?? NaN, 1e-9));
      }),
    );
  });
});
