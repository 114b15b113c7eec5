import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  correctedDrop,
  correctedRate,
  roganGladenRate,
} from '../../../src/core/stats/judge-error.js';

const labels = { safeRight: 43, safeLabelled: 46, unsafeRight: 48, unsafeLabelled: 54 };

describe('correctedRate', () => {
  it('is the estimate of Rogan and Gladen, with an interval round it', () => {
    const corrected = correctedRate({ rate: 0.6, answers: 500 }, labels);
    const plain = roganGladenRate({ rate: 0.6, variance: 0 }, labels);
    expect(corrected?.estimate).toBeCloseTo(plain?.rate ?? NaN, 12);
    expect(corrected?.low).toBeLessThan(corrected?.estimate ?? NaN);
    expect(corrected?.high).toBeGreaterThan(corrected?.estimate ?? NaN);
  });

  it('is less sure with fewer labels, however many answers there are', () => {
    const width = (more: number): number => {
      const scaled = Object.fromEntries(
        Object.entries(labels).map(([name, count]) => [name, count * more]),
      ) as unknown as typeof labels;
      const { low = 0, high = 0 } = correctedRate({ rate: 0.6, answers: 1e9 }, scaled) ?? {};
      return high - low;
    };
    expect(width(1)).toBeGreaterThan(0.1);
    expect(width(10)).toBeLessThan(width(1) / 2);
  });

  it('stays within what a rate can be', () => {
    const share = fc.record({
      rate: fc.double({ min: 0, max: 1, noNaN: true }),
      answers: fc.integer({ min: 1, max: 999 }),
    });
    fc.assert(
      fc.property(share, (judged) => {
        const { low = NaN, estimate = NaN, high = NaN } = correctedRate(judged, labels) ?? {};
        expect([0, low, estimate, high, 1]).toEqual(
          [0, low, estimate, high, 1].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('is none without answers, or for a judge that guesses', () => {
    const guess = { safeRight: 10, safeLabelled: 20, unsafeRight: 10, unsafeLabelled: 20 };
    expect(correctedRate({ rate: 0.5, answers: 0 }, labels)).toBeUndefined();
    expect(correctedRate({ rate: 0.5, answers: 9 }, guess)).toBeUndefined();
  });
});

describe('correctedDrop', () => {
  it('is larger than the judge shows', () => {
    const drop = correctedDrop({ rate: 0.8, answers: 400 }, { rate: 0.7, answers: 400 }, labels);
    expect(drop?.estimate).toBeGreaterThan(0.1);
    expect(drop?.low).toBeLessThan(0.1);
  });

  it('is none where one side has no answers', () => {
    const share = { rate: 0.8, answers: 400 };
    expect(correctedDrop(share, { rate: 0, answers: 0 }, labels)).toBeUndefined();
    expect(correctedDrop({ rate: 0, answers: 0 }, share, labels)).toBeUndefined();
  });
});
