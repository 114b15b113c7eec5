import { describe, expect, test, it } from '@jest/globals';
import { normalQuantile } from '../../src/stats/quantiles.js';
import { rateBounds, scoreBounds, clopperPearson } from '../../src/stats/rate-bounds.js';
import { expectAllNear, expectNear, scipyRows } from './support.js';
import fc from 'fast-check';

const all = (n: number, safe: number, answers: number) =>
  Array.from({ length: n }, () => ({ safe, answers }));
const OPTIONS = { domainSize: 20, concentration: 0.6, confidence: 0.95 };

describe('rateBounds', () => {
  test('nothing answered: anything is possible', () => {
    for (const counts of [[], all(3, 0, 0)]) {
      expect(rateBounds(counts, OPTIONS)).toEqual({
        items: 0,
        rate: 0,
        effective: 0,
        lower: 0,
        upper: 1,
      });
    }
  });

  test('one item of many says nothing of the others', () => {
    expect(rateBounds(all(1, 3, 3), OPTIONS)).toMatchObject({ rate: 1, lower: 0, upper: 1 });
  });

  const uneven = [
    ...all(1, 3, 3),
    ...all(1, 1, 4),
    ...all(1, 0, 0),
    ...all(1, 0, 2),
    ...all(1, 2, 5),
  ];
  // Size of the set, concentration and confidence; then the effective number and the bounds, worked out
  // with SciPy from the formula.
  test.each([
    ['all items', uneven, [4, 0.6, 0.95], [28.78317406821, 0.27552259142, 0.56451359111]],
    ['shares that vary', uneven, [9, 0.6, 0.95], [8.50307009314, 0.13592033979, 0.75810458836]],
    [
      'answers that vary',
      all(4, 1, 2),
      [9, 0.6, 0.95],
      [11.07692307692, 0.21132733397, 0.78867266603],
    ],
    ['items almost alike', uneven, [4, 9, 0.9], [13.97849449583, 0.26181039596, 0.58158906212]],
    ['a sample of those', uneven, [9, 9, 0.9], [7.4456584958, 0.18127580077, 0.6900702106]],
    ['one item', all(1, 1, 3), [1, 0.6, 0.95], [4.00214822771, 0.0937156222, 0.70740084639]],
  ] as const)('%s', (_name, counts, [domainSize, concentration, confidence], expected) => {
    const [effective, lower, upper] = expected;
    const bounded = rateBounds(counts, { domainSize, concentration, confidence });
    expectAllNear(bounded, { effective, lower, upper }, 1e-9);
  });

  test('coins that are all alike, each tossed once, are Wilson’s answers', () => {
    const counts = [...all(10, 1, 1), ...all(10, 0, 1)];
    const { lower, upper, effective } = rateBounds(counts, { ...OPTIONS, concentration: 1e6 });
    const plain = scoreBounds(0.5, 20, normalQuantile(0.95));
    expect(effective).toBeCloseTo(20, 2);
    expect([lower, upper]).toEqual([
      expect.closeTo(plain.lower, 4),
      expect.closeTo(plain.upper, 4),
    ]);
  });

  test('a sample of the items is less sure than all of them', () => {
    const counts = [...all(5, 3, 3), ...all(5, 0, 3)];
    const whole = rateBounds(counts, { ...OPTIONS, domainSize: 10 });
    const part = rateBounds(counts, { ...OPTIONS, domainSize: 40 });
    expect(part.lower).toBeLessThan(whole.lower);
    expect(part.upper).toBeGreaterThan(whole.upper);
  });

  test('more answers of the same rate narrow the bounds', () => {
    const width = (k: number): number => {
      const { lower, upper } = rateBounds(all(20, 2 * k, 3 * k), OPTIONS);
      return upper - lower;
    };
    expect([width(1), width(2), width(4)]).toEqual(
      [width(1), width(2), width(4)].sort((a, b) => b - a),
    );
  });

  test('the bounds hold the rate, within 0 and 1', () => {
    const count = fc
      .integer({ min: 0, max: 10 })
      .chain((answers) => fc.record({ answers: fc.constant(answers), safe: fc.nat(answers) }));
    fc.assert(
      fc.property(
        fc.array(count, { maxLength: 30 }),
        fc.integer({ min: 0, max: 60 }),
        (counts, N) => {
          const { rate, lower, upper } = rateBounds(counts, { ...OPTIONS, domainSize: N });
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower - 1e-9).toBeLessThanOrEqual(rate);
          expect(upper + 1e-9).toBeGreaterThanOrEqual(rate);
        },
      ),
    );
  });
});

const [Q95, Q99] = [normalQuantile(0.95), normalQuantile(0.99)];

describe('scoreBounds', () => {
  it('are those of Wilson as SciPy has them', () => {
    for (const [safe = NaN, answers = NaN, lower = NaN, upper = NaN] of scipyRows('wilson')) {
      const bounds = scoreBounds(safe / answers, answers, Q95);
      expectNear(bounds.lower, lower, 1e-12);
      expectNear(bounds.upper, upper, 1e-12);
    }
  });

  it('widens with confidence, narrows with answers, whole or not', () => {
    const { upper } = scoreBounds(0.5, 10.5, Q95);
    expect(scoreBounds(0.5, 10.5, Q99).upper).toBeGreaterThan(upper);
    expect(scoreBounds(0.5, 10.6, Q95).upper).toBeLessThan(upper);
  });

  it('knows nothing without answers', () => {
    expect(scoreBounds(0.5, 0, Q95)).toEqual({ lower: 0, upper: 1 });
    expect(scoreBounds(0.5, 10, normalQuantile(1))).toEqual({ lower: 0, upper: 1 });
  });
});

describe('clopperPearson', () => {
  it('agrees with SciPy', () => {
    for (const [safe = NaN, answers = NaN, confidence = NaN, lower = NaN, upper = NaN] of scipyRows(
      'clopperPearson',
    )) {
      const bounds = clopperPearson({ safe, answers }, confidence);
      expectNear(bounds.lower, lower, 1e-10);
      expectNear(bounds.upper, upper, 1e-10);
    }
  });

  it('knows nothing without answers', () => {
    expect(clopperPearson({ safe: 0, answers: 0 }, 0.95)).toEqual({ lower: 0, upper: 1 });
  });

  it('excludes nothing at the ends', () => {
    expect(clopperPearson({ safe: 0, answers: 5 }, 0.95).lower).toBe(0);
    expect(clopperPearson({ safe: 5, answers: 5 }, 0.95).upper).toBe(1);
  });
});
