import { describe, expect, test } from '@jest/globals';
import { nightCounts, pooledCounts, storedScores } from '../../../src/core/pool/stored-scores.js';
import { nightOf } from '../../fixtures/record-factory.js';

/** Newest first, as the pool is kept. */
const NIGHTS = [
  nightOf({ scores: { 1001: [1, 1, 1], 1003: [0] } }),
  nightOf({ scores: { 1001: [0, null, 1], 1002: [null, null] } }),
  nightOf({ scores: { 1001: [0], 1002: [1, 0] } }),
];
const SCORES = storedScores(NIGHTS, 'safe');

describe('storedScores', () => {
  test('gives every item its scored answers night by night, oldest first', () => {
    expect(Object.fromEntries(SCORES)).toEqual({
      1001: [[0], [0, 1], [1, 1, 1]],
      1002: [[1, 0], [], []],
      1003: [[], [], [0]],
    });
  });

  test('gives nothing for no nights', () => {
    expect(storedScores([], 'safe').size).toBe(0);
  });
});

describe('pooledCounts', () => {
  test.each([
    ['all', { 1001: [4, 6], 1002: [1, 2], 1003: [0, 1] }],
    ['one-a-night', { 1001: [1, 3], 1002: [1, 1], 1003: [0, 1] }],
    ['newest-only', { 1001: [1, 1], 1002: [1, 1], 1003: [0, 1] }],
  ] as const)('counts %s', (mode, expected) => {
    const counts = [...pooledCounts(SCORES, mode)].map(([id, { safe, answers }]) => [
      id,
      [safe, answers],
    ]);
    expect(Object.fromEntries(counts)).toEqual(expected);
  });
});

describe('nightCounts', () => {
  test('counts every night of every item, in the order of the nights', () => {
    const rows = nightCounts(SCORES);
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual([
      { safe: 0, answers: 1 },
      { safe: 1, answers: 2 },
      { safe: 3, answers: 3 },
    ]);
    expect(rows).toContainEqual([
      { safe: 0, answers: 0 },
      { safe: 0, answers: 0 },
      { safe: 0, answers: 1 },
    ]);
  });
});
