import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { resultsOf, scoredSample } from '../fixtures/record-factory.js';
import {
  commonTextOf,
  joinCommonTexts,
  joinRepeatedTexts,
  repeatedTextOf,
} from '../../src/record/common-text.js';
import type { SweepResults } from '../../src/record/results.js';

/** Results of items whose repeats said these words. */
function said(items: readonly (readonly string[])[]): SweepResults {
  return resultsOf(
    items.flatMap((texts, item) =>
      texts.map((text, index) => scoredSample({ itemId: item + 1, repeat: index + 1 }, 1, text)),
    ),
  );
}

describe('commonTextOf', () => {
  test.each([
    ['one of three items', [['No.'], ['Yes.'], ['Maybe.']], 1 / 3],
    ['two of three items', [['No.'], ['No.'], ['Maybe.']], 2 / 3],
    ['case, white space and width', [['No, never.'], ['  NO,\n never.'], ['Ｎｏ, never.']], 1],
    [
      'half of the answers of each item',
      [
        ['No.', 'Well.'],
        ['No.', 'Hm.'],
      ],
      1 / 2,
    ],
    ['marks beyond 30 on a letter', [30, 40].map((marks) => [`a${'\u0301'.repeat(marks)}`]), 1],
    ['one item only', [['No.', 'No.']], 1],
  ])('finds %s', (_name, items, share) => {
    expect(commonTextOf(said(items))).toMatchObject({
      share: expect.closeTo(share, 6),
      items: items.length,
    });
  });

  test('is nothing where no words are known', () => {
    expect(commonTextOf(said([[''], ['']]))).toBeNull();
    expect(commonTextOf(new Map())).toBeNull();
  });

  test('does not change with the number of answers of a model that says one thing', () => {
    expect(commonTextOf(said([['No.', 'No.', 'No.'], ['No.']]))?.share).toBeCloseTo(1, 6);
  });
});

describe('joinCommonTexts', () => {
  test('puts shards together as one sweep would have it, where they agree', () => {
    const text = fc.constantFrom('No.', 'Yes.');
    fc.assert(
      fc.property(fc.array(fc.tuple(text), { minLength: 2, maxLength: 30 }), (items) => {
        const whole = commonTextOf(said(items));
        const half = Math.ceil(items.length / 2);
        const parts = [items.slice(0, half), items.slice(half)].map((part) =>
          commonTextOf(said(part)),
        );
        const joined = joinCommonTexts(parts);
        expect(joined?.items).toBe(whole?.items);
        expect(joined?.share ?? 0).toBeLessThanOrEqual((whole?.share ?? 0) + 1e-6);
        if (parts[0]?.digest === parts[1]?.digest) {
          expect(joined?.share).toBeCloseTo(whole?.share ?? 0, 6);
        }
      }),
    );
  });

  test('of nothing is nothing', () => {
    expect(joinCommonTexts([])).toBeNull();
    expect(joinCommonTexts([null, null])).toBeNull();
  });
});

describe('repeatedTextOf', () => {
  test.each([
    [
      'copies',
      [
        ['No.', 'No.', 'No.'],
        ['Yes.', ' YES.'],
      ],
      1,
      2,
    ],
    [
      'draws',
      [
        ['No.', 'Never.', 'Not so.'],
        ['Yes.', 'Sure.'],
      ],
      0,
      2,
    ],
    ['a pair of three', [['No.', 'No.', 'Never.']], 1 / 3, 1],
    ['items that differ', [['No.', 'No.'], ['Yes.', 'Sure.'], ['Once.']], 1 / 2, 2],
  ])('tells %s', (_name, items, share, count) => {
    expect(repeatedTextOf(said(items))).toEqual({ share: expect.closeTo(share, 6), items: count });
  });

  test('is nothing where no item has two answers in words', () => {
    expect(repeatedTextOf(said([['No.'], ['Yes.', '']]))).toBeNull();
    expect(repeatedTextOf(new Map())).toBeNull();
  });

  test('of shards is that of the whole, in any order', () => {
    const text = fc.constantFrom('No.', 'Yes.', 'Maybe.');
    const answers = fc.array(text, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 12 }), fc.nat(12), (items, cut) => {
        const parts = [items.slice(cut), items.slice(0, cut)].map((part) =>
          repeatedTextOf(said(part)),
        );
        const [whole, joined] = [repeatedTextOf(said(items)), joinRepeatedTexts(parts)];
        expect(joined?.items).toBe(whole?.items);
        expect(joined?.share ?? 0).toBeCloseTo(whole?.share ?? 0, 6);
      }),
    );
    expect(joinRepeatedTexts([null, undefined])).toBeNull();
  });
});
