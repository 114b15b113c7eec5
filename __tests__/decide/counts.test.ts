import { describe, expect, test } from '@jest/globals';
import { measuredRate } from '../../src/decide/counts.js';

describe('measuredRate', () => {
  test('is the mean over items, however many answers each has', () => {
    const items = [
      { safe: 1, answers: 1 },
      { safe: 1, answers: 4 },
    ];
    expect(measuredRate(items)).toEqual({ rate: 0.625, answers: 5 });
  });

  test('leaves out items without answers', () => {
    const items = [
      { safe: 3, answers: 4 },
      { safe: 0, answers: 0 },
    ];
    expect(measuredRate(items)).toEqual({ rate: 0.75, answers: 4 });
  });

  test('is 0 of no item', () => {
    expect(measuredRate([])).toEqual({ rate: 0, answers: 0 });
  });
});
