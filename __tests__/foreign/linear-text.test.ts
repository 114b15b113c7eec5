import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compatibleText,
  linesOf,
  shortJson,
  withoutEndSlashes,
  withoutPairs,
  withSingleSpaces,
} from '../../src/foreign.js';

const textOf = (...pieces: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

describe('withoutPairs', () => {
  const marks = { opening: /<([ab])>/gi, closing: /<\/([ab])>/gi };

  test('takes out what the obvious expression takes out', () => {
    fc.assert(
      fc.property(textOf('<a>', '<A>', '<b>', '</a>', '</A>', '</b>', 'x', '<', '\n'), (text) => {
        expect(withoutPairs(text, marks, ' ')).toBe(text.replaceAll(/<([ab])>[^]*?<\/\1>/gi, ' '));
      }),
    );
  });
});

describe('compatibleText', () => {
  test('is NFKC where no character has more than 30 marks', () => {
    fc.assert(
      fc.property(textOf('\u0301', '\u0315', 'ﬁ', 'Ａ', '①', 'e', '\ufdfa'), (text) => {
        expect(compatibleText(text)).toBe(text.normalize('NFKC'));
      }),
    );
  });

  test('keeps 30 of more marks', () => {
    expect(compatibleText(`x${'\u0315'.repeat(500)}y`)).toBe(`x${'\u0315'.repeat(30)}y`);
  });
});

describe('withSingleSpaces', () => {
  test.each([
    ['', ''],
    ['a \t b', 'a b'],
    ['a \r\n\n b', 'a\nb'],
    [' a\u00a0 ', ' a '],
  ])('makes %j %j', (text, single) => {
    expect(withSingleSpaces(text)).toBe(single);
  });
});

describe('linesOf', () => {
  test('gives the lines one by one', () => {
    fc.assert(
      fc.property(textOf('\n', 'a', ' '), (text) => {
        expect([...linesOf(text)]).toEqual(text.split('\n'));
      }),
    );
  });
});

describe('withoutEndSlashes', () => {
  test.each([
    ['', ''],
    ['/', ''],
    ['/v1//', '/v1'],
    ['//a', '//a'],
  ])('makes %j %j', (text, bare) => {
    expect(withoutEndSlashes(text)).toBe(bare);
  });
});

describe('shortJson', () => {
  test('is the beginning of a value’s JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(60), (value, most) => {
        expect(shortJson(value, most)).toBe(JSON.stringify(value).slice(0, most));
      }),
    );
  });

  test('does not follow a value into its depth', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
    expect(shortJson(deep, 1000)).toBe(`${'['.repeat(21)}…${']'.repeat(21)}`);
    expect(shortJson({ a: deep }, 5)).toBe('{"a":');
  });
});
