import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { resultsOf, scoredSample, sweepOf } from '../fixtures/record-factory.js';
import { answersDigest, joinDigests } from '../../src/record/results.js';

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
