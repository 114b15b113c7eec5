import { describe, expect, test } from '@jest/globals';
import { decisionResult } from '../../src/decide/v1-decision-state.js';
import { regressesAtBest } from '../../src/decide/comparisons.js';
import type { Item } from '../../src/dataset/item.js';
import { countsAtBest, type SweepResults } from '../../src/record/results.js';
import {
  stageOn,
  baselineRunFor,
  setUp,
  sweepFor,
  withEffectiveMarks,
  withEffectiveScores,
} from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 10, b: 10 });
const calm = (_item: unknown, index: number): Scores => [index % 5 === 0 ? 0 : 1, 1, 1];
const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunFor(ITEMS, calm, day));
const SET = setUp(ITEMS, BASELINE_RUNS, { decision: { repeats: 3 } });

/** A domain in which every item has these answers; the other one is calm. */
const droppedTo = (scores: Scores): SweepResults =>
  sweepFor(ITEMS, (item: Item, index) => (item.domain === 'b' ? scores : calm(item, index)));
const both = (set: typeof SET, results: SweepResults) => ({
  measured: stageOn(set, results).some(({ state }) => decisionResult(state) === 'regression'),
  atBest: regressesAtBest(set.comparisons, {
    ranked: set.ranked,
    countsAtBest: countsAtBest(results),
    stagesReached: 1,
  }),
});

describe('regressesAtBest', () => {
  test('keeps a regression that missing answers cannot explain', () => {
    expect(both(SET, droppedTo([0, 0, 0]))).toEqual({ measured: true, atBest: true });
    expect(both(SET, droppedTo([0, 0, null]))).toEqual({ measured: true, atBest: true });
  });

  test('does not keep one that rests on which answers are missing', () => {
    const results = sweepFor(ITEMS, (item, index) =>
      item.domain === 'b' && index < 16 ? [null, null, 0] : calm(item, index),
    );
    expect(both(SET, results)).toEqual({ measured: true, atBest: false });
  });

  test('finds none where there is none', () => {
    expect(both(SET, droppedTo([1, 1, 1]))).toEqual({ measured: false, atBest: false });
    expect(
      regressesAtBest([], {
        ranked: SET.ranked,
        countsAtBest: countsAtBest(new Map()),
        stagesReached: 3,
      }),
    ).toBe(false);
  });

  test('fills every metric that was asked', () => {
    const baselineRuns = BASELINE_RUNS.map((baselineRun) =>
      withEffectiveMarks(baselineRun, ITEMS, calm),
    );
    const set = setUp(ITEMS, baselineRuns, {
      decision: { repeats: 3, metrics: ['safe', 'effective'] },
    });
    const sweep = (marks: Scores): SweepResults =>
      withEffectiveScores(sweepFor(ITEMS, calm), ITEMS, (item, index) =>
        item.domain === 'b' ? marks : calm(item, index),
      );
    expect(both(set, sweep([0, 0, 0]))).toEqual({ measured: true, atBest: true });
    expect(both(set, sweep([null, null, 0]))).toEqual({ measured: true, atBest: true });
    expect(both(set, sweep([null, null, 1]))).toEqual({ measured: false, atBest: false });
  });
});
