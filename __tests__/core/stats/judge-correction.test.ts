import { describe, expect, it } from '@jest/globals';
import {
  judgeAccuracy,
  roganGladenDrop,
  roganGladenRate,
} from '../../../src/core/stats/judge-error.js';
import { expectAllNear, expectNear, vectorsOf } from './support.js';

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
    const guesses = { ...labels, safeRight: 50, unsafeRight: 50 };
    expect(judgeAccuracy(none)).toBeUndefined();
    for (const useless of [none, guesses]) {
      expect(roganGladenDrop(judged, useless)).toBeUndefined();
      expect(roganGladenRate(rate, useless)).toBeUndefined();
    }
  });
});
