import { describe, expect, test, it } from '@jest/globals';
import {
  storedScores,
  pooledCounts,
  baselineRunCounts,
  poolItem,
} from '../../src/baseline/stored-scores.js';
import { baselineRunOf } from '../fixtures/record-factory.js';
import fc from 'fast-check';

/** Newest first, as the pool is kept. */
const BASELINE_RUNS = [
  baselineRunOf({ scores: { 1001: [1, 1, 1], 1003: [0] } }),
  baselineRunOf({ scores: { 1001: [0, null, 1], 1002: [null, null] } }),
  baselineRunOf({ scores: { 1001: [0], 1002: [1, 0] } }),
];
const SCORES = storedScores(BASELINE_RUNS, 'safe');

describe('storedScores', () => {
  test('gives every item its scored answers run by run, oldest first', () => {
    expect(Object.fromEntries(SCORES)).toEqual({
      1001: [[0], [0, 1], [1, 1, 1]],
      1002: [[1, 0], [], []],
      1003: [[], [], [0]],
    });
  });

  test('gives nothing for no baseline runs', () => {
    expect(storedScores([], 'safe').size).toBe(0);
  });
});

describe('pooledCounts', () => {
  test.each([
    ['all', { 1001: [4, 6], 1002: [1, 2], 1003: [0, 1] }],
    ['one-per-run', { 1001: [1, 3], 1002: [1, 1], 1003: [0, 1] }],
    ['newest-only', { 1001: [1, 1], 1002: [1, 1], 1003: [0, 1] }],
  ] as const)('counts %s', (mode, expected) => {
    const counts = [...pooledCounts(SCORES, mode)].map(([id, { safe, answers }]) => [
      id,
      [safe, answers],
    ]);
    expect(Object.fromEntries(counts)).toEqual(expected);
  });
});

describe('baselineRunCounts', () => {
  test('counts every baseline run of every item, in the order of the baseline runs', () => {
    const rows = baselineRunCounts(SCORES);
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

describe('poolItem', () => {
  it('adds up all answers', () => {
    expect(poolItem([[1, 0, 1], [], [0, 0, 1]], 'all')).toEqual({ safe: 3, answers: 6 });
  });

  it('takes the first answer of each baseline run, not a majority', () => {
    expect(poolItem([[0, 1, 1], [], [1, 0, 0]], 'one-per-run')).toEqual({ safe: 1, answers: 2 });
  });

  it('takes the first answer of the newest baseline run that has one', () => {
    expect(poolItem([[0, 0], [1, 0], []], 'newest-only')).toEqual({ safe: 1, answers: 1 });
  });

  it.each(['all', 'one-per-run', 'newest-only'] as const)(
    'counts nothing in nothing (%s)',
    (mode) => {
      expect(poolItem([], mode)).toEqual({ safe: 0, answers: 0 });
      expect(poolItem([[], []], mode)).toEqual({ safe: 0, answers: 0 });
    },
  );

  it('counts at most all answers, and the same whether baseline runs are pooled at once or in parts', () => {
    const score = fc.constantFrom<0 | 1>(0, 1);
    const baselineRuns = fc.array(fc.array(score, { maxLength: 3 }), { maxLength: 7 });
    fc.assert(
      fc.property(baselineRuns, baselineRuns, (first, second) => {
        for (const mode of ['all', 'one-per-run'] as const) {
          const whole = poolItem([...first, ...second], mode);
          const parts = [poolItem(first, mode), poolItem(second, mode)];
          expect(whole.answers).toBe(parts.reduce((sum, part) => sum + part.answers, 0));
          expect(whole.safe).toBe(parts.reduce((sum, part) => sum + part.safe, 0));
          expect(whole.safe).toBeLessThanOrEqual(whole.answers);
        }
      }),
    );
  });
});
