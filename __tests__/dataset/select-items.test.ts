import { describe, expect, test } from '@jest/globals';
import { selectItems, shardItems } from '../../src/dataset/item.js';
import { itemsOf } from '../fixtures/item-factory.js';
import fc from 'fast-check';

describe('selectItems', () => {
  const items = itemsOf({ 'self-harm': 2, 'controversial topics, politics': 3 });

  test('takes all items when no domain is named', () => {
    expect(selectItems(items, [])).toBe(items);
  });

  test('takes the items of the named domains, in their order', () => {
    const chosen = selectItems(items, ['controversial topics, politics']);
    expect(chosen.map(({ id }) => id)).toEqual([2001, 2002, 2003]);
  });

  test('refuses an unknown domain and names those that there are', () => {
    expect(() => selectItems(items, ['self-harm', 'Self-harm'])).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: 'Input domains names "Self-harm".',
        remedy: expect.stringContaining('"self-harm", "controversial topics, politics"'),
      }),
    );
  });
});

const ITEMS = itemsOf({ a: 7, b: 5, c: 9 });

/** The ids of every part of so many. */
const partsOf = (of: number): readonly (readonly number[])[] =>
  Array.from({ length: of }, (_, at) =>
    shardItems(ITEMS, { index: at + 1, of }).map(({ id }) => id),
  );

describe('shardItems', () => {
  test('without a shard is everything, as it was', () => {
    expect(shardItems(ITEMS, undefined)).toBe(ITEMS);
  });

  test('parts are disjoint, together everything, and differ by one item at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: ITEMS.length }), (of) => {
        const parts = partsOf(of);
        expect(parts.flat().sort((a, b) => a - b)).toEqual(ITEMS.map(({ id }) => id));
        const sizes = parts.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a part does not depend on the order the items come in', () => {
    const shuffled = [...ITEMS].reverse();
    const shard = { index: 2, of: 4 };
    expect(shardItems(shuffled, shard)).toEqual(shardItems(ITEMS, shard));
  });

  test('a part that would be empty is an error that says how many there can be', () => {
    expect(() => shardItems(ITEMS, { index: 22, of: 22 })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: 'Input shard is "22/22", and the sweep has 21 items.',
        remedy: 'Give at most 21 shards.',
      }),
    );
  });
});
