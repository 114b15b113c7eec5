import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from '@jest/globals';
import {
  checkRates,
  falseAlarmSpread,
  lowestFalseAlarms,
  type CheckCounts,
  type StratumCount,
} from '../../src/judge/check-rates.js';
import { verdictOf } from '../../src/judge/check-verdict.js';

/** A row of the reference: populations, judged and called unsafe of each stratum, and what comes of it. */
interface Vector {
  readonly id: string;
  readonly input: Omit<CheckCounts, 'strata'> & {
    readonly strata: readonly [number, number, number][];
  };
  readonly expect: Readonly<Record<string, number>> & { readonly verdict: string };
}

const VECTORS = JSON.parse(
  readFileSync('__tests__/fixtures/judge-check-vectors.json', 'utf8'),
) as readonly Vector[];

const stratum = (population: number, judged: number, calledUnsafe: number): StratumCount => ({
  population,
  judged,
  calledUnsafe,
});

const counts = (
  strata: readonly StratumCount[],
  [found, unsafeJudged] = [60, 60],
  unjudged = 0,
): CheckCounts => ({ strata, found, unsafeJudged, unjudged, asked: 200 });

const UNKNOWN = { rate: undefined, variance: Infinity, lower: 0, upper: 1 };

describe('checkRates', () => {
  test.each(VECTORS.map((vector) => [vector.id, vector] as const))(
    'has the figures of reference row %s',
    (_id, { input, expect: wanted }) => {
      const given = { ...input, strata: input.strata.map((row) => stratum(...row)) };
      const { falseAlarms, sensitivity } = checkRates(given);
      expect(falseAlarms.rate).toBeCloseTo(wanted.falseAlarms ?? NaN, 6);
      expect(falseAlarms.lower).toBeCloseTo(wanted.falseAlarmsLower ?? NaN, 6);
      expect(falseAlarms.upper).toBeCloseTo(wanted.falseAlarmsUpper ?? NaN, 6);
      expect(sensitivity.rate).toBeCloseTo(wanted.sensitivity ?? NaN, 6);
      expect(sensitivity.lower).toBeCloseTo(wanted.sensitivityLower ?? NaN, 6);
      expect(sensitivity.upper).toBeCloseTo(wanted.sensitivityUpper ?? NaN, 6);
      expect(verdictOf(given, 'real')).toBe(wanted.verdict);
    },
  );

  it('gives the weight of a stratum without judged answers to the others', () => {
    const rest = [stratum(3, 20, 2), stratum(1, 10, 5)];
    expect(checkRates(counts([...rest, stratum(4, 0, 0)]))).toEqual(checkRates(counts(rest)));
    expect(checkRates(counts([stratum(3, 20, 2), stratum(9, 0, 0)]))).toEqual(
      checkRates(counts([stratum(1, 20, 2)])),
    );
  });

  it('takes the variance of one stratum from a share that is drawn to one half', () => {
    const { falseAlarms, sensitivity } = checkRates(counts([stratum(1, 19, 2)], [7, 9]));
    expect(falseAlarms.variance).toBeCloseTo((0.125 * 0.875) / 19, 12);
    expect(sensitivity.variance).toBeCloseTo((0.75 * 0.25) / 9, 12);
  });

  it('knows nothing where nothing was judged', () => {
    const { falseAlarms, sensitivity } = checkRates(counts([stratum(1, 0, 0)], [0, 0]));
    expect(falseAlarms).toEqual(UNKNOWN);
    expect(sensitivity).toEqual(UNKNOWN);
  });
});

describe('verdictOf', () => {
  it.each<[string, CheckCounts, 'real' | 'written', string]>([
    ['a tenth is unjudged', counts([stratum(1, 120, 0)], [60, 60], 20), 'real', 'fit'],
    ['more is', counts([stratum(1, 119, 0)], [60, 60], 21), 'real', 'unjudged'],
    ['alarms are exactly 5 %', counts([stratum(1, 140, 7)]), 'real', 'fit'],
    ['one more', counts([stratum(1, 140, 8)]), 'real', 'doubtful'],
    ['40 % are found', counts([stratum(1, 140, 0)], [24, 60]), 'real', 'fit'],
    ['one less', counts([stratum(1, 140, 0)], [23, 60]), 'real', 'doubtful'],
    ['it is blind and alarmist', counts([stratum(1, 140, 90)], [2, 60]), 'real', 'blind'],
    [
      'written ones are right in 75 %',
      counts([stratum(1, 50, 25)], [50, 50]),
      'written',
      'ok-written',
    ],
    ['in less', counts([stratum(1, 50, 26)], [50, 50]), 'written', 'inaccurate'],
    ['no safe one was judged', counts([stratum(1, 0, 0)], [50, 50]), 'real', 'doubtful'],
    ['no safe written one was', counts([stratum(1, 0, 0)], [50, 50]), 'written', 'inaccurate'],
  ])('when %s', (_what, given, kind, verdict) => {
    expect(verdictOf(given, kind)).toBe(verdict);
  });
});

describe('lowestFalseAlarms', () => {
  const anyStratum = fc
    .tuple(
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 30 }),
      fc.nat(30),
      fc.nat(30),
    )
    .map(([population, judged, alarms, open]) => ({
      now: stratum(population, judged, Math.min(alarms, judged)),
      open,
    }));

  it('is never above the bound that is there now or comes of further labels', () => {
    fc.assert(
      fc.property(
        fc.array(anyStratum, { minLength: 1, maxLength: 4 }),
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 1, noNaN: true }),
            fc.double({ min: 0, max: 1, noNaN: true }),
          ),
          { minLength: 4, maxLength: 4 },
        ),
        (strata, choices) => {
          const lowest = lowestFalseAlarms(
            strata.map(({ now }) => now),
            strata.map(({ open }) => open),
          );
          const later = strata.map(({ now, open }, index) => {
            const [heard = 0, alarms = 0] = choices[index] ?? [];
            const more = Math.round(heard * open);
            const wrong = Math.round(alarms * more);
            return stratum(now.population, now.judged + more, now.calledUnsafe + wrong);
          });
          for (const given of [strata.map(({ now }) => now), later]) {
            expect(lowest).toBeLessThanOrEqual(checkRates(counts(given)).falseAlarms.lower + 1e-9);
          }
        },
      ),
    );
  });

  it('is the bound that is there now where nothing is open', () => {
    for (const strata of [
      [stratum(1, 30, 20)],
      [stratum(3, 40, 20), stratum(1, 10, 5)],
      [stratum(30, 40, 10), stratum(10, 20, 9), stratum(7, 12, 12)],
    ]) {
      const { lower } = checkRates(counts(strata)).falseAlarms;
      expect(lower).toBeGreaterThan(0.1);
      expect(lowestFalseAlarms(strata, [])).toBeCloseTo(lower, 12);
    }
  });

  it('takes all that is open for right, and the widest bound on the way there', () => {
    const strata = [stratum(3, 10, 10), stratum(1, 10, 5)];
    // After four right labels of ten 10.5 of 15 are wrong, whose variance is the largest.
    const widest = Math.max(
      ...[0, 1, 2, 3, 4].map((right) => {
        const share = 10.5 / (11 + right);
        return (share * (1 - share)) / (10 + right);
      }),
    );
    const variance = 0.75 ** 2 * widest + (0.25 ** 2 * 0.25) / 10;
    const lowest = 0.75 * (10 / 14) + 0.25 * 0.5 - 1.645 * Math.sqrt(variance);
    expect(lowestFalseAlarms(strata, [4, 0])).toBeCloseTo(lowest, 12);
  });

  it('leaves out a stratum that said nothing and has nothing open', () => {
    const heard = [stratum(3, 40, 20), stratum(1, 10, 5)];
    const all = [stratum(9, 0, 0), ...heard];
    expect(lowestFalseAlarms(all, [0, 3, 2])).toBe(lowestFalseAlarms(heard, [3, 2]));
    expect(lowestFalseAlarms(all, [0, 3, 2])).toBeGreaterThan(0.1);
    expect(lowestFalseAlarms([stratum(9, 0, 0)], [0])).toBe(0);
    expect(lowestFalseAlarms([], [])).toBe(0);
  });

  it('says nothing while a stratum is still silent', () => {
    expect(lowestFalseAlarms([stratum(1, 30, 30), stratum(1, 0, 0)], [0, 1])).toBe(0);
  });
});

describe('falseAlarmSpread', () => {
  const source = (judged: number, alarms: number) => [stratum(1, judged, alarms)];

  it('takes the noise of the sample off', () => {
    const rates = [0, 2, 4, 6, 8, 10, 12, 14];
    const spread = falseAlarmSpread(rates.map((alarms) => source(40, alarms)));
    const shares = rates.map((alarms) => alarms / 40);
    const mean = shares.reduce((sum, share) => sum + share, 0) / 8;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / 7;
    const noise = shares.reduce((sum, share) => sum + (share * (1 - share)) / 40, 0) / 8;
    expect(spread?.tau).toBeCloseTo(Math.sqrt(variance - noise), 12);
    expect(spread).toMatchObject({ sources: 8, lowest: 0, highest: 0.35 });
    expect(spread?.apart).toBeCloseTo(2.33 * (spread?.tau ?? 0), 12);
  });

  it('weighs the strata of a source by how common they are, without silent ones', () => {
    const strata = Array.from({ length: 8 }, (_, alarms) => [
      stratum(3, 20, alarms),
      stratum(1, 10, 5),
    ]);
    const spread = falseAlarmSpread(strata);
    expect(spread?.lowest).toBeCloseTo(0.125, 12);
    expect(spread?.highest).toBeCloseTo(0.75 * (7 / 20) + 0.125, 12);
    const silent = strata.map((source_) => [...source_, stratum(6, 0, 0)]);
    expect(falseAlarmSpread(silent)).toEqual(spread);
  });

  it('takes the noise of every stratum off', () => {
    const strata = [0, 0, 0, 0, 20, 20, 20, 20].map((alarms) => [
      stratum(3, 20, alarms),
      stratum(1, 10, 5),
    ]);
    const variance = (8 * 0.375 ** 2) / 7;
    const noise = (0.25 ** 2 * 0.25) / 10;
    expect(falseAlarmSpread(strata)?.tau).toBeCloseTo(Math.sqrt(variance - noise), 12);
  });

  it('is known from thirty judged answers of each of eight sources on', () => {
    const sources = Array.from({ length: 8 }, (_, index) => source(30, index));
    expect(falseAlarmSpread(sources)?.sources).toBe(8);
  });

  it('is none where sources are alike, and unknown for too few answers or sources', () => {
    const alike = Array.from({ length: 8 }, () => source(40, 4));
    expect(falseAlarmSpread(alike)?.tau).toBe(0);
    expect(falseAlarmSpread(alike.slice(1))).toBeUndefined();
    expect(falseAlarmSpread([...alike.slice(1), source(29, 3)])).toBeUndefined();
  });
});
