import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chiSquareUpperTail, logGamma, regularisedBeta } from '../../src/stats/numerics.js';
import { normalQuantile, studentTCdf, studentTQuantile } from '../../src/stats/quantiles.js';
import { expectNear, scipyRows } from './support.js';

type Row = readonly number[];

const functions: readonly (readonly [string, (row: Row) => number, number])[] = [
  ['normalQuantile', ([p = NaN]) => normalQuantile(p), 1e-14],
  ['studentTCdf', ([t = NaN, degrees = NaN]) => studentTCdf(t, degrees), 1e-12],
  ['studentTQuantile', ([p = NaN, degrees = NaN]) => studentTQuantile(p, degrees), 1e-11],
  ['chiSquareUpperTail', ([x = NaN, degrees = NaN]) => chiSquareUpperTail(x, degrees), 1e-12],
  ['logGamma', ([x = NaN]) => logGamma(x), 1e-13],
  ['regularisedBeta', ([x = NaN, a = NaN, b = NaN]) => regularisedBeta(x, a, b), 1e-10],
];

describe('quantiles and tails', () => {
  it.each(functions)('%s agrees with SciPy', (name, evaluate, relTol) => {
    for (const row of scipyRows(name)) expectNear(evaluate(row), row.at(-1) ?? NaN, relTol);
  });

  it('answers at the ends of the range', () => {
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
      -Infinity,
      0,
      Infinity,
    ]);
    expect([studentTQuantile(0, 3), studentTQuantile(0.5, 3), studentTQuantile(1, 3)]).toEqual([
      -Infinity,
      0,
      Infinity,
    ]);
    expect(studentTQuantile(0.95, 0)).toBe(Infinity);
    expect([
      chiSquareUpperTail(0, 2),
      chiSquareUpperTail(5, 0),
      chiSquareUpperTail(Infinity, 2),
    ]).toEqual([1, 1, 0]);
    expect([regularisedBeta(0, 2, 3), regularisedBeta(1, 2, 3)]).toEqual([0, 1]);
  });

  // Incomplete beta functions at 40 digits.
  it.each([
    [9, 167, 2.43695492086191e-16],
    [12, 167, 1.27204383498635e-24],
    [40, 167, 9.17837121235994e-88],
    [6, 1000, 1.37768458668873e-9],
    [10, 1000, 8.33535147930003e-23],
    [30, 1000, 7.68734372202174e-142],
    [1.7, 167, 0.0454962935235627],
    [1.8, 167, 0.0368328061844287],
  ])('keeps its digits in a tail beyond %d with %d degrees', (t, degrees, tail) => {
    expect(Math.abs(studentTCdf(-t, degrees) / tail - 1)).toBeLessThan(1e-12);
  });

  it('keeps its digits in the middle and in the tail of one degree, an arc tangent', () => {
    for (const t of [1e-9, 1e-4, 0.1, 1, 7, 1e6])
      expect(Math.abs(studentTCdf(-t, 1) / (Math.atan(1 / t) / Math.PI) - 1)).toBeLessThan(1e-13);
  });

  it('finds quantiles however far out', () => {
    expect(studentTQuantile(1e-100, 1) / (-1e100 / Math.PI)).toBeCloseTo(1, 12);
    for (const [tail, degrees] of [
      [1e-60, 2],
      [1e-200, 1000],
      [1e-280, 1000],
    ] as const)
      expect(studentTCdf(studentTQuantile(tail, degrees), degrees) / tail).toBeCloseTo(1, 9);
  });

  it('has the middle at 0, whatever the degrees', () => {
    expect([0, 0.5, 1, 2, 100].map((degrees) => studentTQuantile(0.5, degrees))).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect([0.4, 0.6].map((probability) => studentTQuantile(probability, 0.5))).toEqual([
      -Infinity,
      Infinity,
    ]);
  });

  it('takes what lies outside of its range for the ends, and no number for nothing found', () => {
    expect([normalQuantile(-1), normalQuantile(2)]).toEqual([-Infinity, Infinity]);
    expect([studentTQuantile(-1, 3), studentTQuantile(2, 3)]).toEqual([-Infinity, Infinity]);
    expect([regularisedBeta(-1, 2, 3), regularisedBeta(2, 2, 3)]).toEqual([0, 1]);
    expect([-1, NaN].map((statistic) => chiSquareUpperTail(statistic, 2))).toEqual([1, 1]);
  });

  it('keeps the digits of a far chi-square tail, an exponential for two degrees', () => {
    for (const statistic of [3, 60, 1000])
      expect(chiSquareUpperTail(statistic, 2) / Math.exp(-statistic / 2)).toBeCloseTo(1, 12);
  });

  it('gives quantiles that are symmetric, rising, and undone by the distribution', () => {
    const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(probability, fc.integer({ min: 1, max: 200 }), (p, degrees) => {
        const t = studentTQuantile(p, degrees);
        expectNear(studentTCdf(t, degrees), p, 1e-9);
        expectNear(studentTQuantile(1 - p, degrees), -t, 1e-6);
        expectNear(normalQuantile(1 - p), -normalQuantile(p), 1e-6);
        expect(Math.abs(t)).toBeGreaterThanOrEqual(Math.abs(normalQuantile(p)));
      }),
    );
  });
});
