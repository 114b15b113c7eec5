import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type DetectionSetting,
  smallestDetectableDrop,
} from '../../../src/core/stats/drop-bounds.js';
import { expectNear, vectorsOf } from './support.js';

const nightly: DetectionSetting = {
  rate: 0.6,
  concentration: 0.6,
  baselineAnswers: 9,
  candidateAnswers: 3,
  items: 18,
  level: 0.04 / 9,
};

describe('smallestDetectableDrop', () => {
  it.each(
    vectorsOf<
      Readonly<Record<'m' | 's' | 'kb' | 'kc' | 'n' | 'alpha' | 'power' | 'J', number>>,
      { mde: number | null }
    >('smallestDetectableDrop'),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const drop = smallestDetectableDrop({
      rate: input.m,
      concentration: input.s,
      baselineAnswers: input.kb,
      candidateAnswers: input.kc,
      items: input.n,
      level: input.alpha,
      power: input.power,
      sensitivityGain: input.J,
    });
    if (expected.mde === null) expect(drop).toBeUndefined();
    else expectNear(drop, expected.mde, relTol);
  });

  it('is larger by what the judge hides', () => {
    const perfect = smallestDetectableDrop(nightly) ?? NaN;
    expectNear(smallestDetectableDrop({ ...nightly, sensitivityGain: 0.8 }), perfect / 0.8, 1e-12);
  });

  it.each([
    ['no items', { items: 0 }],
    ['no baseline', { baselineAnswers: 0 }],
    ['no candidate', { candidateAnswers: 0 }],
    ['a rate of nothing', { rate: 0 }],
    ['a judge that guesses', { sensitivityGain: 0 }],
    ['no false alarms allowed', { level: 0 }],
  ])('is undefined for %s', (_, change) => {
    expect(smallestDetectableDrop({ ...nightly, ...change })).toBeUndefined();
  });

  it('never grows with more answers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.4, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (rate, answers) => {
          const few = smallestDetectableDrop({ ...nightly, rate, candidateAnswers: answers });
          const more = smallestDetectableDrop({ ...nightly, rate, candidateAnswers: answers + 1 });
          if (few !== undefined) expect(more).toBeLessThanOrEqual(few);
        },
      ),
    );
  });
});
