import { describe, expect, it } from '@jest/globals';
import { baselineRunCorrelation, baselineRunDrift } from '../../src/stats/baseline-runs.js';
import { expectNear, isClean, vectorsOf } from './support.js';
import fc from 'fast-check';

type BaselineRuns = readonly (readonly (readonly [number, number])[])[];

const counts = (items: BaselineRuns) =>
  items.map((baselineRuns) => baselineRuns.map(([safe, answers]) => ({ safe, answers })));

/** Three items of two runs. */
const TWO_RUNS: BaselineRuns = [[[3, 3], [1, 3]], [[2, 3], [0, 3]], [[3, 3], [2, 3]]]; // prettier-ignore

const anyBaselineRuns = fc.array(
  fc.array(
    fc
      .nat({ max: 3 })
      .chain((answers) => fc.nat({ max: answers }).map((safe) => ({ safe, answers }))),
    { maxLength: 7 },
  ),
  { maxLength: 20 },
);

describe('baselineRunCorrelation', () => {
  it.each(
    vectorsOf<{ baselineRuns: BaselineRuns }, { rho: number; se: number }>(
      'baselineRunCorrelation',
    ),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const result = baselineRunCorrelation(counts(input.baselineRuns));
    expectNear(result?.rho, expected.rho, relTol);
    expectNear(result?.standardError, expected.se, relTol);
  });

  it('is 1 for copies', () => {
    expect(
      baselineRunCorrelation(
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

  it.each<readonly [string, BaselineRuns]>([
    ['no items', []],
    ['one baseline run', [[[1, 3]], [[2, 3]]]],
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
  ])('is undefined for %s', (_, baselineRuns) => {
    expect(baselineRunCorrelation(counts(baselineRuns))).toBeUndefined();
  });

  it.each<readonly [string, BaselineRuns[number]]>([
    [
      'one run alone',
      [
        [1, 3],
        [0, 0],
      ],
    ],
    [
      'a single answer per run',
      [
        [1, 1],
        [0, 1],
      ],
    ],
  ])('leaves out an item of %s', (_, item) => {
    const found = baselineRunCorrelation(counts(TWO_RUNS));
    expect(found?.rho).toBeLessThan(1);
    expect(baselineRunCorrelation(counts([...TWO_RUNS, item]))).toEqual(found);
  });

  it('is at most 1 and never NaN', () => {
    fc.assert(
      fc.property(anyBaselineRuns, (items) => {
        const result = baselineRunCorrelation(items);
        expect(isClean(result)).toBe(true);
        expect(result?.rho ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('baselineRunDrift', () => {
  it.each(
    vectorsOf<{ baselineRuns: BaselineRuns }, { Q: number; p: number; sd: number; theta: number }>(
      'baselineRunDrift',
    ),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const result = baselineRunDrift(counts(input.baselineRuns));
    expectNear(result?.statistic, expected.Q, relTol);
    expectNear(result?.p, expected.p, relTol);
    expectNear(result?.standardDeviation, expected.sd, relTol);
    expectNear(result?.driftAllowance, expected.theta, relTol);
  });

  it('compares two baseline runs', () => {
    const drift = baselineRunDrift(counts(TWO_RUNS));
    expectNear(drift?.statistic, 5.952380952380953, 1e-12);
    expectNear(drift?.p, 0.014697421770023516, 1e-9);
    expectNear(drift?.driftAllowance, 1.5356681425330572, 1e-12);
  });

  it('leaves out items and baseline runs that can be compared with nothing', () => {
    const alone: BaselineRuns = [[[1, 3], [0, 0]], [[0, 0], [2, 2]], [[1, 1], [0, 0]], [[0, 0], [0, 0]]]; // prettier-ignore
    const found = baselineRunDrift(counts(TWO_RUNS));
    expect(baselineRunDrift(counts([...TWO_RUNS, ...alone]))).toEqual(found);
    const withEmpty = TWO_RUNS.map(([first, second]) => [first!, [0, 0] as const, second!]);
    expect(baselineRunDrift(counts(withEmpty))).toEqual(found);
  });

  it('is undefined where one baseline run has items that never vary alone', () => {
    const items = counts([
      ...TWO_RUNS.map((runs) => [...runs, [0, 0] as const]),
      [
        [3, 3],
        [0, 0],
        [3, 3],
      ],
    ]);
    expect(baselineRunDrift(items)).toBeUndefined();
  });

  it('sees no drift between equal baseline runs', () => {
    const baselineRuns = counts([
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
    expect(baselineRunDrift(baselineRuns)).toEqual({
      baselineRuns: 3,
      statistic: 0,
      p: 1,
      standardDeviation: 0,
      driftAllowance: 0,
    });
  });

  it('does not take a baseline run with other items for a drift', () => {
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
    expect(baselineRunDrift([...hard, ...easyOnceMissing])?.p).toBeGreaterThan(0.3);
  });

  it.each<readonly [string, BaselineRuns]>([
    ['no items', []],
    ['one baseline run', [[[1, 3]]]],
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
  ])('is undefined for %s', (_, baselineRuns) => {
    expect(baselineRunDrift(counts(baselineRuns))).toBeUndefined();
  });

  it('gives a p-value and no NaN for ragged baseline runs', () => {
    fc.assert(
      fc.property(anyBaselineRuns, (items) => {
        const result = baselineRunDrift(items);
        expect(isClean(result)).toBe(true);
        if (result !== undefined) {
          expect(result.p).toBeGreaterThanOrEqual(0);
          expect(result.p).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
