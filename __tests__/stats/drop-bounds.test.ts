import { describe, expect, it } from '@jest/globals';
import {
  type DropBoundOptions,
  dropBound,
  overallBound,
  displayInterval,
  type DetectionSetting,
  smallestDetectableDrop,
} from '../../src/stats/drop-bounds.js';
import {
  anyItems,
  edgeLists,
  expectAllNear,
  expectNear,
  isClean,
  type ItemTuple,
  paired,
  vectorsOf,
} from './support.js';
import fc from 'fast-check';

const options = (domainSize: number, concentration = 0.6): DropBoundOptions => ({
  domainSize,
  concentration,
  confidence: 0.95,
});

describe('dropBound', () => {
  it.each(
    vectorsOf<
      { items: readonly ItemTuple[]; N: number; conf: number; s: number },
      Readonly<
        Record<'drop' | 'var' | 'varPaired' | 'wald' | 'mover' | 'pairedT' | 'upper', number>
      >
    >('dropBound'),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const { var: variance, varPaired: pairedVariance, ...bounds } = expected;
    const result = dropBound(input.items.map(paired), options(input.N, input.s));
    expectAllNear(result, { ...bounds, variance, pairedVariance }, relTol);
  });

  it('excludes nothing when nothing was compared', () => {
    const nothing = { items: 0, drop: 0, upper: 1 };
    expect(dropBound([], options(18))).toMatchObject(nothing);
    expect(dropBound([paired([9, 9, 0, 0])], options(18))).toMatchObject(nothing);
  });

  it('excludes nothing by a single item, the whole set or not', () => {
    for (const size of [1, 18]) {
      expect(dropBound([paired([9, 9, 6, 6])], options(size))).toMatchObject({
        items: 1,
        pairedT: 1,
        upper: 1,
      });
    }
  });

  it('says less of a set of which fewer items were asked', () => {
    const items = Array.from({ length: 8 }, (_, index) => paired([index + 1, 9, 1, 1]));
    expect(dropBound(items, options(20)).upper).toBeGreaterThan(dropBound(items, options(8)).upper);
  });

  it.each(edgeLists)('has no gaps for %s', (_, items) => {
    for (const size of [0, 1, 18, 200]) expect(isClean(dropBound(items, options(size)))).toBe(true);
  });

  it('is never below the drop itself, never above 1, and blind to the order', () => {
    fc.assert(
      fc.property(
        anyItems,
        fc.nat({ max: 30 }),
        fc.constantFrom(0.1, 0.6, 20),
        (items, size, s) => {
          const bound = dropBound(items, options(size, s));
          expect(isClean(bound)).toBe(true);
          expect(bound.upper).toBeGreaterThanOrEqual(bound.drop);
          expect(bound.upper).toBeLessThanOrEqual(1);
          const backwards = dropBound([...items].reverse(), options(size, s));
          expectNear(backwards.upper, bound.upper, 1e-9);
        },
      ),
    );
  });
});

describe('overallBound', () => {
  it.each(
    vectorsOf<
      {
        domains: readonly { N: number; drop: number; var: number; varPaired: number }[];
        conf: number;
      },
      { drop: number; var: number; upper: number }
    >('overallBound'),
  )('agrees with reference $id', ({ input, expect: expected, relTol }) => {
    const domains = input.domains.map(({ N, drop, var: variance, varPaired }) => ({
      domainSize: N,
      items: N,
      drop,
      variance,
      pairedVariance: varPaired,
    }));
    const { var: variance, ...others } = expected;
    expectAllNear(overallBound(domains, input.conf), { ...others, variance }, relTol);
  });

  it('has the larger of both variances, each domain by its weight', () => {
    const domain = {
      domainSize: 10,
      items: 10,
      drop: 0.1,
      variance: 0.009,
      pairedVariance: 0.0004,
    };
    const wide = { ...domain, domainSize: 30, variance: 0.001 };
    const { variance } = overallBound([domain, wide], 0.95);
    expectNear(variance, 0.009 / 16 + (9 * 0.001) / 16, 1e-12);
  });

  it('excludes nothing without domains, or with one of which nothing is known', () => {
    const known = {
      domainSize: 18,
      ...dropBound([paired([9, 9, 3, 3]), paired([8, 9, 3, 3])], options(2)),
    };
    const unknown = { domainSize: 18, ...dropBound([], options(18)) };
    expect(overallBound([], 0.95)).toEqual({ drop: 0, variance: 1, upper: 1 });
    expect(overallBound([known, unknown], 0.95).upper).toBe(1);
    expect(overallBound([known, { ...unknown, domainSize: 0 }], 0.95).upper).toBeLessThan(1);
  });
});

describe('displayInterval', () => {
  const set = { domainSize: 18, concentration: 0.6 };

  it('says nothing of no items', () => {
    expect(displayInterval([], set)).toMatchObject({ change: 0, lower: -1, upper: 1 });
  });

  it.each([
    ['all', 2, [-0.0555555555556, -0.468391425238, 0.272740756682]],
    ['part', 9, [-0.0555555555556, -0.77354730748, 0.725180069581]],
  ] as const)('agrees with SciPy on %s of a set', (_name, domainSize, [change, lower, upper]) => {
    const items = [paired([8, 9, 1, 3]), paired([5, 9, 2, 2])];
    expectAllNear(displayInterval(items, { ...set, domainSize }), { change, lower, upper }, 1e-9);
  });

  it('holds the change, and mirrors when the sides are exchanged', () => {
    const sameAnswers = fc.array(
      fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })).map(([x, y]) => paired([x, 5, y, 5])),
      { minLength: 1, maxLength: 18 },
    );
    fc.assert(
      fc.property(sameAnswers, (items) => {
        const mirrored = items.map((item) => paired([item.safeCandidate, 5, item.safeBaseline, 5]));
        const interval = displayInterval(items, set);
        const mirror = displayInterval(mirrored, set);
        expect(interval.lower).toBeLessThanOrEqual(interval.change);
        expect(interval.upper).toBeGreaterThanOrEqual(interval.change);
        expectNear(mirror.lower, -interval.upper, 1e-9);
        expectNear(mirror.upper, -interval.lower, 1e-9);
      }),
    );
  });

  it('reaches further down than the one-sided bound of the same method', () => {
    const items = Array.from({ length: 18 }, (_, index) => paired([index % 10, 9, index % 4, 3]));
    expect(-displayInterval(items, set).lower).toBeGreaterThan(dropBound(items, options(18)).mover);
  });

  it.each(edgeLists)('stays within -1 and 1 for %s', (_, items) => {
    const interval = displayInterval(items, set);
    expect(isClean(interval)).toBe(true);
    expect(interval.lower).toBeGreaterThanOrEqual(-1);
    expect(interval.upper).toBeLessThanOrEqual(1);
  });
});

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
    ['a judge that is wrong more often', { sensitivityGain: -0.5 }],
    ['a judge that hides more than there is', { sensitivityGain: 0.1 }],
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
