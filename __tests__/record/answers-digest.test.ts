import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { resultsOf, scoredSample, sweepOf } from '../fixtures/record-factory.js';
import {
  answersDigest,
  commonTextOf,
  joinCommonTexts,
  joinDigests,
  type SweepResults,
} from '../../src/record/results.js';

describe('answersDigest', () => {
  const results = sweepOf({ 1001: [1, 0], 1002: [1] });

  test('is the same in whatever order answers came in', () => {
    const reversed = new Map([...results].reverse());
    expect(answersDigest(reversed)).toBe(answersDigest(results));
  });

  test('does not depend on what was made of the answers', () => {
    expect(answersDigest(sweepOf({ 1001: [0, 0], 1002: [null] }))).toBe(answersDigest(results));
  });

  test.each([
    ['another text', scoredSample({ itemId: 1002, repeat: 1 }, 1, 'Other words.')],
    ['one answer more', scoredSample({ itemId: 1002, repeat: 2 }, 1)],
    ['another item', scoredSample({ itemId: 1003, repeat: 1 }, 1)],
  ])('differs with %s', (_name, sample) => {
    const others = new Map([...results, ...resultsOf([sample])]);
    expect(answersDigest(others)).not.toBe(answersDigest(results));
  });

  test('differs with the number of answers that say the same, and with which of them says it', () => {
    const said = (...texts: readonly string[]): string =>
      answersDigest(
        resultsOf(texts.map((text, at) => scoredSample({ itemId: 1001, repeat: at + 1 }, 1, text))),
      );
    expect(said('Yes.', 'Yes.', 'No.')).not.toBe(said('No.', 'No.', 'No.'));
    expect(said('Yes.', 'No.')).not.toBe(said('No.', 'Yes.'));
  });
});

describe('joinDigests', () => {
  const SAMPLES = [...sweepOf({ 1001: [1, 0], 1002: [1, 1, 0], 1003: [0] }).values()];

  test('gives the digest of the whole from those of its parts, however it was parted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), (places) => {
        const parts = [2, 0, 1].map((part) => SAMPLES.filter((_, at) => places[at] === part));
        const joined = joinDigests(parts.map((part) => answersDigest(resultsOf(part))));
        expect(joined).toBe(answersDigest(resultsOf(SAMPLES)));
      }),
    );
  });

  test('of nothing is zeros, as a record can hold them', () => {
    expect(joinDigests([])).toBe('0'.repeat(64));
  });
});

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
