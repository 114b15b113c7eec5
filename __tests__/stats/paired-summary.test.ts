import { describe, expect, it } from '@jest/globals';
import { pairedSummary } from '../../src/stats/paired-summary.js';
import { expectAllNear, expectNear, paired } from './support.js';

describe('pairedSummary', () => {
  it('knows nothing of no items', () => {
    expect(pairedSummary([], { domainSize: 5, concentration: 0.6 })).toMatchObject({
      items: 0,
      drop: 0,
      variance: 1,
      pairedVariance: 1,
    });
  });

  const two = [paired([8, 9, 1, 3]), paired([5, 9, 2, 2])];
  const three = [paired([9, 9, 0, 3]), paired([4, 6, 3, 3]), paired([2, 9, 1, 2])];
  const alike = [paired([6, 9, 2, 3]), paired([6, 9, 2, 3]), paired([6, 9, 2, 3])];
  const one = [paired([6, 9, 1, 3])];
  // Items, size of the set and concentration; then both variances and both effective numbers, worked out
  // apart from this code by the formulas of its docstring.
  it.each([
    ['two items', two, [2, 0.6], [0.0518989992179, 0.25, 19.9621170839, 5.22271309771]],
    ['two of nine', two, [9, 0.6], [0.205977555382, 0.25, 5.02974169688, 1.31593746936]],
    [
      'three of nine',
      three,
      [9, 0.6],
      [0.136633853936, 0.189643347051, 7.19419016892, 2.34620984263],
    ],
    [
      'items almost alike',
      three,
      [3, 9],
      [0.0373052473721, 0.189643347051, 25.8818561343, 8.47542347771],
    ],
    ['items that are equal', alike, [9, 0.6], [0.0305108967448, 0, 29.3276772602, 9.77589242008]],
    ['one item, all there is', one, [1, 0.6], [0.100102609529, 1, 9.75330578829, 3.25110192943]],
    ['one item of four', one, [4, 0.6], [1, 1, 0.976331360947, 0.325443786982]],
  ] as const)(
    'agrees with its formulas on %s',
    (_name, items, [domainSize, concentration], expected) => {
      const [variance, pairedVariance, effectiveBaseline, effectiveCandidate] = expected;
      expectAllNear(
        pairedSummary(items, { domainSize, concentration }),
        { variance, pairedVariance, effectiveBaseline, effectiveCandidate },
        1e-9,
      );
    },
  );

  it('counts fewer effective answers than answers', () => {
    const items = Array.from({ length: 18 }, (_, index) => paired([index % 10, 9, index % 4, 3]));
    const summary = pairedSummary(items, { domainSize: 18, concentration: 20 });
    expect(summary.effectiveBaseline).toBeLessThanOrEqual(18 * 9 * 1.06);
    expectNear(summary.effectiveBaseline / summary.effectiveCandidate, 3, 1e-12);
  });
});
