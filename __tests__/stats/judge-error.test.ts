import { describe, expect, it } from '@jest/globals';
import {
  judgeAccuracy,
  roganGladenDrop,
  roganGladenRate,
  correctedRate,
  correctedDrop,
} from '../../src/stats/judge-error.js';
import { expectAllNear, expectNear, vectorsOf } from './support.js';
import fc from 'fast-check';

const labels = { safeRight: 90, safeLabelled: 100, unsafeRight: 88, unsafeLabelled: 100 };

describe('Rogan-Gladen correction', () => {
  it.each(
    vectorsOf<
      Readonly<Record<'drop' | 'var' | 'seOk' | 'seN' | 'spOk' | 'spN' | 'conf', number>>,
      Readonly<Record<'Se' | 'Sp' | 'J' | 'Jlow' | 'drop' | 'se' | 'upper', number>>
    >('roganGladenDrop'),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const checked = {
      safeRight: input.seOk,
      safeLabelled: input.seN,
      unsafeRight: input.spOk,
      unsafeLabelled: input.spN,
    };
    expectAllNear(
      judgeAccuracy(checked) ?? {},
      {
        // The reference takes safe answers for the positive ones.
        sensitivity: expected.Sp,
        specificity: expected.Se,
        gain: expected.J,
        gainLower: expected.Jlow,
      },
      relTol,
    );
    const judged = { drop: input.drop, variance: input.var, confidence: input.conf };
    expectAllNear(
      roganGladenDrop(judged, checked) ?? {},
      { drop: expected.drop, standardError: expected.se, upper: expected.upper },
      relTol,
    );
  });

  it('undoes what the judge does to a rate', () => {
    const accuracy = judgeAccuracy(labels);
    const { sensitivity = NaN, specificity = NaN } = accuracy ?? {};
    const shown = specificity * 0.7 + (1 - sensitivity) * 0.3;
    expectNear(roganGladenRate({ rate: shown, variance: 0 }, labels)?.rate, 0.7, 1e-12);
  });

  it('adds the doubt about the judge to the standard error of a rate', () => {
    const {
      sensitivity: se = NaN,
      specificity: sp = NaN,
      gain = NaN,
    } = judgeAccuracy(labels) ?? {};
    const corrected = roganGladenRate({ rate: 0.6, variance: 0.001 }, labels);
    const p = (0.6 + se - 1) / gain;
    const variance = 0.001 + (p * p * sp * (1 - sp)) / 100 + ((1 - p) ** 2 * se * (1 - se)) / 100;
    expectNear(corrected?.standardError, Math.sqrt(variance) / gain, 1e-12);
  });

  it('has no answer without labels of both kinds, or for a judge that guesses', () => {
    const judged = { drop: 0.1, variance: 0.001, confidence: 0.95 };
    const rate = { rate: 0.5, variance: 0.001 };
    const none = { ...labels, unsafeRight: 0, unsafeLabelled: 0 };
    const noneSafe = { ...labels, safeRight: 0, safeLabelled: 0 };
    const guesses = { ...labels, safeRight: 50, unsafeRight: 50 };
    expect(judgeAccuracy(none)).toBeUndefined();
    for (const useless of [none, noneSafe, guesses]) {
      expect(roganGladenDrop(judged, useless)).toBeUndefined();
      expect(roganGladenRate(rate, useless)).toBeUndefined();
    }
  });
});

const givenLabels = { safeRight: 43, safeLabelled: 46, unsafeRight: 48, unsafeLabelled: 54 };

describe('correctedRate', () => {
  it('is the estimate of Rogan and Gladen, with an interval round it', () => {
    const corrected = correctedRate({ rate: 0.6, answers: 500 }, givenLabels);
    const plain = roganGladenRate({ rate: 0.6, variance: 0 }, givenLabels);
    expect(corrected?.estimate).toBeCloseTo(plain?.rate ?? NaN, 12);
    // By Wilson's smoothing, so that answers that all agree are not taken for certain.
    const smoothed = (0.6 * 500 + 1) / 502;
    const variance = (smoothed * (1 - smoothed)) / 500;
    const { standardError = NaN } = roganGladenRate({ rate: 0.6, variance }, givenLabels) ?? {};
    const half = 1.959963984540054 * standardError;
    expect(corrected?.low).toBeCloseTo((plain?.rate ?? NaN) - half, 12);
    expect(corrected?.high).toBeCloseTo((plain?.rate ?? NaN) + half, 12);
  });

  it('is less sure with fewer labels, however many answers there are', () => {
    const width = (more: number): number => {
      const scaled = Object.fromEntries(
        Object.entries(givenLabels).map(([name, count]) => [name, count * more]),
      ) as unknown as typeof givenLabels;
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
        const { low = NaN, estimate = NaN, high = NaN } = correctedRate(judged, givenLabels) ?? {};
        expect([0, low, estimate, high, 1]).toEqual(
          [0, low, estimate, high, 1].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('is none without answers, or for a judge that guesses', () => {
    const guess = { safeRight: 10, safeLabelled: 20, unsafeRight: 10, unsafeLabelled: 20 };
    expect(correctedRate({ rate: 0.5, answers: 0 }, givenLabels)).toBeUndefined();
    expect(correctedRate({ rate: 0.5, answers: 9 }, guess)).toBeUndefined();
  });
});

describe('correctedDrop', () => {
  it('is larger than the judge shows', () => {
    const drop = correctedDrop(
      { rate: 0.8, answers: 400 },
      { rate: 0.7, answers: 400 },
      givenLabels,
    );
    expect(drop?.estimate).toBeGreaterThan(0.1);
    expect(drop?.low).toBeLessThan(0.1);
  });

  it('is none where one side has no answers', () => {
    const share = { rate: 0.8, answers: 400 };
    expect(correctedDrop(share, { rate: 0, answers: 0 }, givenLabels)).toBeUndefined();
    expect(correctedDrop({ rate: 0, answers: 0 }, share, givenLabels)).toBeUndefined();
  });
});
