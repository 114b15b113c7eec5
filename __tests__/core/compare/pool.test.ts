import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { poolItem } from '../../../src/core/pool/stored-scores.js';

describe('poolItem', () => {
  it('adds up all answers', () => {
    expect(poolItem([[1, 0, 1], [], [0, 0, 1]], 'all')).toEqual({ safe: 3, answers: 6 });
  });

  it('takes the first answer of each night, not a majority', () => {
    expect(poolItem([[0, 1, 1], [], [1, 0, 0]], 'one-a-night')).toEqual({ safe: 1, answers: 2 });
  });

  it('takes the first answer of the newest night that has one', () => {
    expect(poolItem([[0, 0], [1, 0], []], 'newest-only')).toEqual({ safe: 1, answers: 1 });
  });

  it.each(['all', 'one-a-night', 'newest-only'] as const)(
    'counts nothing in nothing (%s)',
    (mode) => {
      expect(poolItem([], mode)).toEqual({ safe: 0, answers: 0 });
      expect(poolItem([[], []], mode)).toEqual({ safe: 0, answers: 0 });
    },
  );

  it('counts at most all answers, and the same whether nights are pooled at once or in parts', () => {
    const score = fc.constantFrom<0 | 1>(0, 1);
    const nights = fc.array(fc.array(score, { maxLength: 3 }), { maxLength: 7 });
    fc.assert(
      fc.property(nights, nights, (first, second) => {
        for (const mode of ['all', 'one-a-night'] as const) {
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
