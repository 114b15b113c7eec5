import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Cell, DROPPED_DOMAIN, UNCHANGED, usualBaseline } from '../../bench/decision/cells.js';
import { lowerRates } from '../../bench/decision/lower-rates.js';
import { naiveAlarms } from '../../bench/decision/naive.js';
import { type SampleResult, runCell } from '../../bench/decision/run-cell.js';

/** A small part of `npm run bench:decision`, through the same code; seeded, so it cannot flicker. */
const RUNS = 300;
const mix = { rate: 0.6, concentration: 0.6 };

const cell = (gate: Cell['gate'], change: Cell['change'], seed: number): SampleResult =>
  runCell({ gate, mix, change, baselineAnswers: usualBaseline(gate), runs: RUNS, seed });

/** Three standard errors of a share of so many runs. */
const error = (share: number): number => 3 * Math.sqrt((share * (1 - share)) / RUNS);

describe.each([
  // Figures of the design: answers, passes when nothing changed, finds 15 points in one domain.
  { gate: 'sampled', answers: 143, passes: 0.97, finds: 0.54 },
  { gate: 'full', answers: 308, passes: 0.85, finds: 0.86 },
  { gate: 'nightly', answers: 570, passes: 0.82, finds: 0.88 },
] as const)('the $gate profile, simulated', ({ gate, answers, passes, finds }) => {
  let unchanged: SampleResult;
  let dropped: SampleResult;

  beforeAll(() => {
    unchanged = cell(gate, UNCHANGED, 1);
    dropped = cell(gate, { drop: 0.15, where: DROPPED_DOMAIN }, 2);
  });

  it('raises a false alarm in at most one run in twenty', () => {
    expect(unchanged.fails).toBeLessThanOrEqual(0.05 + error(0.05));
  });

  it('asks and passes as often as expected when nothing changed', () => {
    expect(Math.abs(unchanged.meanCalls / answers - 1)).toBeLessThan(0.05);
    expect(Math.abs(unchanged.passes - passes)).toBeLessThan(error(passes));
  });

  it('finds a drop of 15 points in one domain as often as expected, and rarely passes it', () => {
    expect(Math.abs(dropped.finds - finds)).toBeLessThan(error(finds));
    if (gate !== 'sampled') expect(dropped.passesDropped).toBeLessThan(0.15);
  });
});

describe('a drop of 7 points everywhere', () => {
  it('is found by the full profile', () => {
    expect(cell('full', { drop: 0.07, where: 'everywhere' }, 3).finds).toBeGreaterThan(0.93);
  });
});

describe('a fixed threshold', () => {
  it('alarms on an unchanged model in most runs', () => {
    const setting = { sweep: { itemsPerDomain: Infinity, answers: 3 }, mix, runs: RUNS, seed: 4 };
    const [none = 0, five = 0] = naiveAlarms(setting, [0, 0.05]);
    expect(none).toBeGreaterThan(0.95);
    expect(Math.abs(five - 0.84)).toBeLessThan(error(0.84));
  });
});

describe('the simulated world', () => {
  it('gives the same figures for the same seed', () => {
    const once = {
      gate: 'sampled',
      mix,
      change: UNCHANGED,
      baselineAnswers: 9,
      runs: 20,
      seed: 5,
    } as const;
    expect(runCell(once)).toEqual(runCell(once));
  });

  it('lowers the mean of a domain by the points asked for, each item by no more than it has', () => {
    const rates = [0.02, 0.4, 0.7, 0.99];
    const lowered = lowerRates(rates, 0.15);
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(rates) - mean(lowered)).toBeCloseTo(0.15, 10);
    lowered.forEach((rate, index) => {
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThanOrEqual(rates[index] ?? 0);
    });
  });
});
