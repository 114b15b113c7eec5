import { describe, expect, it } from '@jest/globals';
import {
  stratifiedExactP,
  stratifiedExactTest,
  type MinPTest,
  stepDownMinP,
  mcnemar,
} from '../../src/stats/exact-tests.js';
import {
  type ItemTuple,
  anyItems,
  edgeLists,
  expectNear,
  isClean,
  paired,
  readFixture,
  scipyRows,
  vectorsOf,
} from './support.js';
import fc from 'fast-check';

interface ExactCase {
  readonly name: string;
  readonly items: readonly ItemTuple[];
  readonly p: number;
  readonly cdf: readonly (readonly [number, number])[];
}

describe('stratifiedExactTest', () => {
  it.each(
    vectorsOf<
      { items: readonly ItemTuple[]; theta: number },
      { p: number; midP: number; nullCdf: readonly number[] }
    >('stratifiedExactTest'),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const result = stratifiedExactTest(input.items.map(paired), input.theta);
    expectNear(result.p, expected.p, relTol);
    expectNear(result.midP, expected.midP, relTol);
    expect(result.nullCdf).toHaveLength(expected.nullCdf.length);
    expected.nullCdf.forEach((value, safe) => expectNear(result.nullCdf[safe], value, relTol));
  });

  it.each(
    (readFixture('exact-rationals.json', import.meta.url) as { cases: readonly ExactCase[] }).cases,
  )('agrees with exact integers to 1e-9 for 167 items, $name', ({ items, p, cdf }) => {
    const result = stratifiedExactTest(items.map(paired));
    expect(Math.abs(result.p / p - 1)).toBeLessThan(1e-9);
    for (const [safe, value] of cdf) {
      expect(Math.abs((result.nullCdf[safe] ?? NaN) / value - 1)).toBeLessThan(1e-9);
    }
  });

  it('equals the exact test of Fisher, as SciPy has it, for one item', () => {
    for (const [
      hitsBaseline = NaN,
      totalBaseline = NaN,
      hitsCandidate = NaN,
      totalCandidate = NaN,
      p = NaN,
    ] of scipyRows('fisherExact')) {
      const safeBaseline = totalBaseline - hitsBaseline;
      const safeCandidate = totalCandidate - hitsCandidate;
      const item = paired([safeBaseline, totalBaseline, safeCandidate, totalCandidate]);
      expectNear(stratifiedExactTest([item]).p, p, 1e-9);
    }
  });

  it('equals McNemar for one answer per side', () => {
    const worse = Array.from({ length: 7 }, () => paired([1, 1, 0, 1]));
    expectNear(stratifiedExactTest([...worse, paired([0, 1, 1, 1])]).p, 9 / 256, 1e-12);
  });

  it('tilts each row by the drift allowance', () => {
    // h(j) = 1, 9, 9, 1 over 20, weighted by 1, 1/2, 1/4, 1/8.
    const weights = [1, 9 / 2, 9 / 4, 1 / 8];
    const sum = weights.reduce((total, weight) => total + weight, 0);
    expectNear(stratifiedExactTest([paired([3, 3, 0, 3])], Math.log(2)).p, 1 / sum, 1e-12);
  });

  it('is less ready to alarm when a drift is allowed for', () => {
    const items = [paired([9, 9, 1, 3]), paired([6, 9, 0, 3]), paired([3, 9, 1, 3])];
    expect(stratifiedExactTest(items, 0.3).p).toBeGreaterThan(stratifiedExactTest(items).p);
  });

  it.each(edgeLists)('gives a p-value for %s', (_, items) => {
    const result = stratifiedExactTest(items);
    expect(isClean(result)).toBe(true);
    expect(result.p).toBeGreaterThan(0);
    expect(result.p).toBeLessThanOrEqual(1);
  });

  it('gives 1 where there is nothing to compare', () => {
    expect(stratifiedExactTest([])).toEqual({ p: 1, midP: 0.5, nullCdf: [1] });
    expect(stratifiedExactTest([paired([9, 9, 0, 0])]).p).toBe(1);
  });

  it('is 1 and no more where rounding goes beyond it', () => {
    const items = [paired([3, 9, 2, 2])];
    expect(stratifiedExactTest(items)).toMatchObject({ p: 1 });
    expect(stratifiedExactP(items)).toBe(1);
  });

  it('does not take items of very many answers for one another', () => {
    expect(stratifiedExactP([paired([65_535, 65_535, 1, 1])])).toBe(1);
    expect(stratifiedExactP([paired([0, 65_536, 0, 1])])).toBe(1);
  });

  it('leaves out items whose counts are impossible', () => {
    const possible = [paired([3, 3, 0, 3])];
    const broken = [
      paired([4, 3, 0, 3]),
      paired([1, 3, -1, 3]),
      paired([NaN, 3, 0, 3]),
      paired([1.5, 3, 0, 3]),
    ];
    expect(stratifiedExactTest([...possible, ...broken])).toEqual(stratifiedExactTest(possible));
  });

  it('keeps p in (0, 1] and its distribution rising to 1', () => {
    fc.assert(
      fc.property(anyItems, fc.double({ min: 0, max: 0.3, noNaN: true }), (items, drift) => {
        const { p, midP, nullCdf } = stratifiedExactTest(items, drift);
        expect(stratifiedExactP(items, drift)).toBe(p);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(midP).toBeLessThanOrEqual(p);
        expect(nullCdf).toEqual([...nullCdf].sort((a, b) => a - b));
        expectNear(nullCdf.at(-1), 1, 1e-12);
      }),
    );
  });

  it('does not depend on the order of the items', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        expectNear(
          stratifiedExactTest([...items].reverse()).p,
          stratifiedExactTest(items).p,
          1e-12,
        );
      }),
    );
  });

  it('drops or stays when an answer of the candidate turns from safe to unsafe', () => {
    fc.assert(
      fc.property(anyItems, fc.nat(), (items, pick) => {
        const flippable = items.flatMap((item, index) => (item.safeCandidate > 0 ? [index] : []));
        fc.pre(flippable.length > 0);
        const flipped = flippable[pick % flippable.length];
        const after = items.map((item, index) =>
          index === flipped ? { ...item, safeCandidate: item.safeCandidate - 1 } : item,
        );
        expect(stratifiedExactTest(after).p).toBeLessThanOrEqual(
          stratifiedExactTest(items).p * (1 + 1e-12),
        );
      }),
    );
  });

  it('is never below one half when the candidate repeats the baseline', () => {
    const same = fc.array(
      fc.nat({ max: 9 }).map((safe) => paired([safe, 9, safe, 9])),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(same, (items) =>
        expect(stratifiedExactTest(items).p).toBeGreaterThanOrEqual(0.5),
      ),
    );
  });
});

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
    // The first passed leaves the other alone, but adjusted values never drop.
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
