import { describe, expect, test } from '@jest/globals';
import { rankItems } from '../../../src/core/compare/samples.js';
import { firstRungOf } from '../../../src/core/record/first-rung.js';
import type { SweepRecord } from '../../../src/core/record/record-schema.js';
import { nightOf, type ItemScores } from '../../fixtures/record-factory.js';

type Rungs = SweepRecord['plan']['rungs'];

const planOf = (rungs: Rungs, rungsReached: number): SweepRecord['plan'] => ({
  ladder: 'sampled',
  seed: 'seed',
  rungs,
  rungsReached,
});
const manyItems: ItemScores = Object.fromEntries(
  [1000, 2000].flatMap((domain) =>
    Array.from({ length: 10 }, (_, index) => [domain + index + 1, [1, 0, 1]]),
  ),
);

describe('firstRungOf', () => {
  test('keeps the answers of the first rung only', () => {
    const rungs: Rungs = [
      { itemsPerDomain: 'all', answers: 3 },
      { itemsPerDomain: 'all', answers: 6 },
    ];
    const night = nightOf({
      scores: { 1001: [1, 0, 1, 0, 0, 0], 1002: [1, 1, 1] },
      plan: planOf(rungs, 2),
    });
    const first = firstRungOf(night);
    expect(first.items.map(({ repeats }) => repeats.map(({ safe }) => safe))).toEqual([
      [1, 0, 1],
      [1, 1, 1],
    ]);
    expect(first.plan).toEqual({ ...night.plan, rungsReached: 1 });
  });

  test('keeps the items that the sample of the first rung holds', () => {
    const rungs: Rungs = [
      { itemsPerDomain: 4, answers: 1 },
      { itemsPerDomain: 'all', answers: 3 },
    ];
    const night = nightOf({ scores: manyItems, plan: planOf(rungs, 2) });
    const first = firstRungOf(night);
    const sampled = [...rankItems(night.items, 'seed').values()].flatMap((items) =>
      items.slice(0, 4),
    );
    expect(first.items.map(({ id }) => id).sort()).toEqual(sampled.map(({ id }) => id).sort());
    expect(first.items.every(({ repeats }) => repeats.length === 1)).toBe(true);
  });

  test('leaves a record of one rung, and one without rungs, as they are', () => {
    const night = nightOf();
    expect(firstRungOf(night)).toEqual(night);
    const none = nightOf({ plan: planOf([], 0) });
    expect(firstRungOf(none)).toBe(none);
  });

  test('takes nothing away that it has kept before', () => {
    const rungs: Rungs = [{ itemsPerDomain: 4, answers: 1 }];
    const first = firstRungOf(nightOf({ scores: manyItems, plan: planOf(rungs, 1) }));
    expect(firstRungOf(first)).toEqual(first);
  });
});
