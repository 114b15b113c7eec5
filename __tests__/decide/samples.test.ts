import { describe, expect, test } from '@jest/globals';
import {
  type RankedItems,
  sampleKey,
  samplesUpTo,
  rankItems,
  stageItems,
} from '../../src/decide/samples.js';
import { itemsOf } from '../fixtures/item-factory.js';
import fc from 'fast-check';

interface Rankable {
  readonly id: number;
  readonly domain: string;
}

const anyItems: fc.Arbitrary<readonly Rankable[]> = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 9999 }),
    domain: fc.constantFrom('a', 'b', 'c, d'),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);
const anySeed = fc.string({ unit: 'grapheme', maxLength: 12 });
const idsOf = (ranked: RankedItems<Rankable>, domain: string) =>
  (ranked.get(domain) ?? []).map(({ id }) => id);

describe('rankItems', () => {
  test('orders the same items in the same way for the same seed, in whatever order they come', () => {
    fc.assert(
      fc.property(
        anyItems.chain((items) => fc.tuple(fc.constant(items), shuffled(items))),
        anySeed,
        ([items, others], seed) => {
          const [one, other] = [rankItems(items, seed), rankItems(others, seed)];
          for (const domain of ['a', 'b', 'c, d']) {
            expect(idsOf(other, domain)).toEqual(idsOf(one, domain));
          }
        },
      ),
    );
  });

  test('keeps every item once, in its own domain', () => {
    fc.assert(
      fc.property(anyItems, anySeed, (items, seed) => {
        const ranked = rankItems(items, seed);
        expect([...ranked.values()].flat()).toHaveLength(items.length);
        for (const [domain, members] of ranked) {
          expect(new Set(members)).toEqual(new Set(items.filter((item) => item.domain === domain)));
        }
      }),
    );
  });

  test('does not let one item’s place depend on which others there are', () => {
    const ranked = rankItems(itemsOf({ a: 30 }), 'seed').get('a') ?? [];
    const fewer = ranked.filter((_, index) => index % 3 !== 0);
    expect(rankItems([...fewer].reverse(), 'seed').get('a')).toEqual(fewer);
  });

  test('orders differently for another seed', () => {
    const items = itemsOf({ a: 20 });
    const orders = ['1', '2', '3'].map((seed) => idsOf(rankItems(items, seed), 'a').join());
    expect(new Set(orders).size).toBe(3);
    expect(orders).not.toContain(items.map(({ id }) => id).join());
  });

  test('takes each item first about equally often over many seeds', () => {
    const items = itemsOf({ a: 5 });
    const firsts = Array.from(
      { length: 500 },
      (_, seed) => idsOf(rankItems(items, `${seed}`), 'a')[0],
    );
    for (const { id } of items) {
      const share = firsts.filter((first) => first === id).length / firsts.length;
      expect(share).toBeGreaterThan(0.12);
      expect(share).toBeLessThan(0.28);
    }
  });

  test('gives no domain for no items', () => {
    expect(rankItems([], 's').size).toBe(0);
  });
});

describe('stageItems', () => {
  test.each<[number | 'all', number]>([
    [0, 0],
    [8, 8],
    [20, 20],
    [21, 20],
    ['all', 20],
  ])('takes %s of 20 items: %d', (itemsPerDomain, count) => {
    const ranked = rankItems(itemsOf({ a: 20 }), 's').get('a') ?? [];
    expect(stageItems(ranked, itemsPerDomain)).toEqual(ranked.slice(0, count));
  });
});

describe('samplesUpTo', () => {
  test('asks every item so many times, the first time of all before the second of any', () => {
    const samples = samplesUpTo([
      { item: 1, answers: 3 },
      { item: 2, answers: 1 },
      { item: 3, answers: 3 },
    ]);
    expect(samples.map(sampleKey)).toEqual(['1#1', '2#1', '3#1', '1#2', '3#2', '1#3', '3#3']);
  });

  test('asks nothing of no items', () => {
    expect(samplesUpTo([])).toEqual([]);
  });
});

describe('sampleKey', () => {
  test('tells item and repeat apart', () => {
    expect(sampleKey({ itemId: 1001, repeat: 2 })).toBe('1001#2');
    expect(sampleKey({ itemId: 1, repeat: 12 })).not.toBe(sampleKey({ itemId: 11, repeat: 2 }));
  });
});

/** The same things in any order. */
function shuffled<T>(values: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...values], { minLength: values.length });
}
