import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answersDigest, joinDigests } from '../../../src/core/record/answers-digest.js';
import { resultsOf, scoredCell, sweepOf } from '../../fixtures/record-factory.js';

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
    ['another text', scoredCell({ itemId: 1002, repeat: 1 }, 1, 'Other words.')],
    ['one answer more', scoredCell({ itemId: 1002, repeat: 2 }, 1)],
    ['another item', scoredCell({ itemId: 1003, repeat: 1 }, 1)],
  ])('differs with %s', (_name, cell) => {
    const others = new Map([...results, ...resultsOf([cell])]);
    expect(answersDigest(others)).not.toBe(answersDigest(results));
  });
});

describe('joinDigests', () => {
  const CELLS = [...sweepOf({ 1001: [1, 0], 1002: [1, 1, 0], 1003: [0] }).values()];

  test('gives the digest of the whole from those of its parts, however it was parted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), (places) => {
        const parts = [2, 0, 1].map((part) => CELLS.filter((_, at) => places[at] === part));
        const joined = joinDigests(parts.map((part) => answersDigest(resultsOf(part))));
        expect(joined).toBe(answersDigest(resultsOf(CELLS)));
      }),
    );
  });

  test('of nothing is zeros, as a record can hold them', () => {
    expect(joinDigests([])).toBe('0'.repeat(64));
  });
});
