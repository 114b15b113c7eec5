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
