import { describe, expect, it } from '@jest/globals';
import { nightCorrelation, nightDrift } from '../../src/stats/baseline-runs.js';
import { expectNear, isClean, vectorsOf } from './support.js';
import fc from 'fast-check';

type Nights = readonly (readonly (readonly [number, number])[])[];

const counts = (items: Nights) =>
  items.map((nights) => nights.map(([safe, answers]) => ({ safe, answers })));

const anyNights = fc.array(
  fc.array(
    fc
      .nat({ max: 3 })
      .chain((answers) => fc.nat({ max: answers }).map((safe) => ({ safe, answers }))),
    { maxLength: 7 },
  ),
  { maxLength: 20 },
);

describe('nightCorrelation', () => {
  it.each(vectorsOf<{ nights: Nights }, { rho: number; se: number }>('nightCorrelation'))(
    'agrees with reference $id',
    ({ input, expect: expected, relTol }) => {
      const result = nightCorrelation(counts(input.nights));
      expectNear(result?.rho, expected.rho, relTol);
      expectNear(result?.standardError, expected.se, relTol);
    },
  );

  it('is 1 for copies', () => {
    expect(
      nightCorrelation(
        counts([
          [
            [2, 2],
            [0, 2],
          ],
          [
            [0, 2],
            [2, 2],
          ],
        ]),
      ),
    ).toEqual({ rho: 1, standardError: 0 });
  });

  it.each<readonly [string, Nights]>([
    ['no items', []],
    ['one night', [[[1, 3]], [[2, 3]]]],
    [
      'single answers',
      [
        [
          [1, 1],
          [0, 1],
        ],
        [
          [0, 1],
          [1, 1],
        ],
      ],
    ],
    [
      'answers that never vary',
      [
        [
          [3, 3],
          [3, 3],
        ],
        [
          [0, 3],
          [0, 3],
        ],
      ],
    ],
    [
      'one item',
      [
        [
          [1, 3],
          [2, 3],
        ],
      ],
    ],
  ])('is undefined for %s', (_, nights) => {
    expect(nightCorrelation(counts(nights))).toBeUndefined();
  });

  it('is at most 1 and never NaN', () => {
    fc.assert(
      fc.property(anyNights, (items) => {
        const result = nightCorrelation(items);
        expect(isClean(result)).toBe(true);
        expect(result?.rho ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('nightDrift', () => {
  it.each(
    vectorsOf<{ nights: Nights }, { Q: number; p: number; sd: number; theta: number }>(
      'nightDrift',
    ),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const result = nightDrift(counts(input.nights));
    expectNear(result?.statistic, expected.Q, relTol);
    expectNear(result?.p, expected.p, relTol);
    expectNear(result?.standardDeviation, expected.sd, relTol);
    expectNear(result?.driftAllowance, expected.theta, relTol);
  });

  it('sees no drift between equal nights', () => {
    const nights = counts([
      [
        [1, 3],
        [1, 3],
        [1, 3],
      ],
      [
        [2, 3],
        [2, 3],
        [2, 3],
      ],
    ]);
    expect(nightDrift(nights)).toEqual({
      nights: 3,
      statistic: 0,
      p: 1,
      standardDeviation: 0,
      driftAllowance: 0,
    });
  });

  it('does not take a night with other items for a drift', () => {
    const hard = counts([
      [
        [0, 3],
        [1, 3],
      ],
      [
        [1, 3],
        [0, 3],
      ],
    ]);
    const easyOnceMissing = counts([
      [
        [3, 3],
        [0, 0],
        [2, 3],
      ],
    ]);
    expect(nightDrift([...hard, ...easyOnceMissing])?.p).toBeGreaterThan(0.3);
  });

  it.each<readonly [string, Nights]>([
    ['no items', []],
    ['one night', [[[1, 3]]]],
    [
      'answers that never vary',
      [
        [
          [3, 3],
          [3, 3],
        ],
        [
          [0, 3],
          [0, 3],
        ],
      ],
    ],
  ])('is undefined for %s', (_, nights) => {
    expect(nightDrift(counts(nights))).toBeUndefined();
  });

  it('gives a p-value and no NaN for ragged nights', () => {
    fc.assert(
      fc.property(anyNights, (items) => {
        const result = nightDrift(items);
        expect(isClean(result)).toBe(true);
        if (result !== undefined) {
          expect(result.p).toBeGreaterThanOrEqual(0);
          expect(result.p).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
