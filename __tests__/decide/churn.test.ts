import { describe, expect, test } from '@jest/globals';
import { churnTest, findChurn, itemsAgreeP, rawConcentration } from '../../src/decide/churn.js';
import { paired } from '../stats/support.js';
import { items } from './told-worlds.js';

describe('churnTest', () => {
  test.each<[string, ReturnType<typeof paired>, object]>([
    ['is a hit', paired([0, 9, 3, 3]), { hits: 1, eligible: 1, p: expect.closeTo(1 / 220, 12) }],
    ['could have been one', paired([2, 9, 1, 3]), { hits: 0, eligible: 1, p: 1 }],
    ['of exactly 11 % is a hit', paired([10, 99, 1, 1]), { hits: 1, p: expect.closeTo(0.11, 12) }],
    ['that is likelier is none', paired([11, 99, 1, 1]), { hits: 0, eligible: 0, p: 1 }],
    ['is not possible', paired([9, 9, 3, 3]), { hits: 0, eligible: 0, p: 1 }],
  ])('an item whose rise %s', (_, item, found) => {
    expect(churnTest([item])).toMatchObject(found);
  });

  test('no hit among many items has p 1, whatever rounding leaves', () => {
    for (const count of [7, 20, 61])
      expect(churnTest(items(count, paired([1, 5, 1, 2])))).toEqual({
        ...{ hits: 0, eligible: count },
        p: 1,
      });
  });
});

describe('findChurn', () => {
  const still = items(10, paired([5, 9, 1, 3]));
  const risen = items(10, paired([0, 9, 3, 3]));
  test.each([
    ['of answers that vary', still, 0.05, { hardlyVaries: false, isApplied: false }],
    ['of answers that hardly vary', still, 0.049, { hardlyVaries: true, isApplied: true }],
    ['of answers of which it is unknown', still, undefined, { hardlyVaries: false }],
    ['of many rises', risen, 0.6, { hits: 10, hardlyVaries: false, isApplied: true }],
    ['of many rises, live', risen, undefined, { hardlyVaries: false, isApplied: true }],
  ])('%s', (_, counts, concentration, found) => {
    expect(findChurn(counts, concentration)).toMatchObject(found);
  });
});

describe('itemsAgreeP where all items moved alike', () => {
  test.each([
    ['down', paired([9, 9, 0, 3]), 0],
    ['down by a third', paired([3, 3, 4, 6]), 0],
    ['up', paired([3, 9, 3, 3]), 1],
    ['up, of fewer answers', paired([6, 9, 1, 1]), 1],
    ['not at all', paired([3, 9, 1, 3]), 1],
  ])('%s', (_, item, p) => {
    expect(itemsAgreeP([item, item])).toBe(p);
    expect(itemsAgreeP([item, item, item])).toBe(p);
    expect(itemsAgreeP([item])).toBe(1);
  });

  test('nothing', () => {
    expect(itemsAgreeP([])).toBe(1);
    expect(itemsAgreeP([paired([9, 9, 0, 0]), paired([9, 9, 0, 0])])).toBe(1);
  });
});

describe('rawConcentration', () => {
  const count = (safe: number, answers: number) => ({ safe, answers });
  test('is the variance within items by that between them', () => {
    // Shares 0, 1, 1/2 and 2/3; variances 0, 0, 1/2 and 1/3.
    const baseline = [count(0, 2), count(3, 3), count(1, 2), count(2, 3), count(1, 1)];
    const rate = (0 + 1 + 1 / 2 + 2 / 3) / 4;
    const within = (0 + 0 + 1 / 2 + 1 / 3) / 4;
    const between = rate * (1 - rate) - within;
    expect(rawConcentration(baseline)).toBeCloseTo(within / between, 12);
  });

  test('is 0 where no item varies, 20 where items do not differ, unknown of single answers', () => {
    expect(rawConcentration([count(2, 2), count(0, 2)])).toBe(0);
    expect(rawConcentration(items(5, count(2, 4)))).toBe(20);
    expect(rawConcentration(items(5, count(4, 4)))).toBe(0);
    expect(rawConcentration([count(1, 1), count(0, 1)])).toBeUndefined();
    expect(rawConcentration([])).toBeUndefined();
  });
});
