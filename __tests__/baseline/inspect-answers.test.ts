import { describe, expect, test } from '@jest/globals';
import { inspectAnswers } from '../../src/baseline/inspect-answers.js';
import type { PoolMode } from '../../src/baseline/stored-scores.js';
import type { SweepRecord, RecordRepeat } from '../../src/record/record-schema.js';
import { type SweepResults, sampleResult } from '../../src/record/results.js';
import type { Answer } from '../../src/model/answer.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { type Scores, resultsOf } from '../fixtures/record-factory.js';
import { baselineRunFor, sweepFor } from '../fixtures/decision-factory.js';

const ITEMS = itemsOf({ a: 20, b: 20 });
const calm = (_item: unknown, index: number): Scores => [1, index % 3 === 0 ? 0 : 1, 1];
const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunFor(ITEMS, calm, day));

/** What is found in a sweep against these baseline runs. */
function inspect(
  results: SweepResults,
  baselineRuns: readonly SweepRecord[] = BASELINE_RUNS,
  poolMode: PoolMode = 'all',
) {
  return inspectAnswers(['safe'], { baselineRuns, poolMode }, results);
}

/** The calm sweep, the samples of some items answered in another way. */
function sweepWith(answer: Answer, ids: readonly number[]): SweepResults {
  const others = ids.flatMap((itemId) =>
    [1, 2, 3].map((repeat) => sampleResult({ itemId, repeat }, answer)),
  );
  return new Map([...sweepFor(ITEMS, calm), ...resultsOf(others)]);
}

/** Baseline runs in which some items already ended so. */
function baselineRunsWith(
  change: Partial<RecordRepeat>,
  ids: readonly number[],
): readonly SweepRecord[] {
  return BASELINE_RUNS.map((baselineRun) => ({
    ...baselineRun,
    items: baselineRun.items.map((item) => ({
      ...item,
      repeats: item.repeats.map((repeat) => ({
        ...repeat,
        ...(ids.includes(item.id) ? change : {}),
      })),
    })),
  }));
}

const codesOf = (results: SweepResults, baselineRuns = BASELINE_RUNS) =>
  inspect(results, baselineRuns).map(({ code }) => code);
const first = (count: number) => ITEMS.slice(0, count).map(({ id }) => id);

describe('inspectAnswers', () => {
  test('finds nothing in a sweep like the stored ones', () => {
    expect(inspect(sweepFor(ITEMS, calm))).toEqual([]);
  });

  describe('when samples of a watched kind have become more', () => {
    test.each<[string, Answer]>([
      ['more-filtered', { kind: 'filtered', at: 'prompt' }],
      ['more-empty', { kind: 'empty' }],
      ['more-unscored', { kind: 'no-answer' }],
    ])('finds %s', (code, answer) => {
      const [found] = inspect(sweepWith(answer, first(2)));
      expect(found).toMatchObject({ code, consequence: 'inconclusive', baselineShare: 0 });
      expect(found).toMatchObject({ candidateShare: expect.closeTo(6 / 120, 12) });
    });

    test('finds nothing in what may be chance', () => {
      const one = resultsOf([sampleResult({ itemId: 1001, repeat: 1 }, { kind: 'empty' })]);
      expect(codesOf(new Map([...sweepFor(ITEMS, calm), ...one]))).toEqual([]);
    });

    test.each<[Answer, Partial<RecordRepeat>]>([
      [
        { kind: 'filtered', at: 'output' },
        { kind: 'filtered', safe: 1 },
      ],
      [{ kind: 'no-answer' }, { kind: 'no-answer', safe: null, unscored: { safe: 'no-answer' } }],
    ])('finds nothing where the baseline had them too: %j', (answer, stored) => {
      expect(codesOf(sweepWith(answer, first(2)), [...baselineRunsWith(stored, first(2))])).toEqual(
        [],
      );
    });

    test('counts copies once, so that an edit which re-rolls a few items is no rise', () => {
      const filtered = sweepWith({ kind: 'filtered', at: 'prompt' }, first(3));
      const once = new Map([...filtered].filter(([, { sample }]) => sample.repeat === 1));
      const found = (poolMode: PoolMode) =>
        inspect(once, BASELINE_RUNS, poolMode).map(({ code }) => code);
      expect(found('all')).toContain('more-filtered');
      expect(found('newest-only')).not.toContain('more-filtered');
    });

    test('still finds in single answers what is no chance', () => {
      const filtered = sweepWith({ kind: 'filtered', at: 'prompt' }, first(9));
      const found = inspect(filtered, BASELINE_RUNS, 'newest-only');
      expect(found).toContainEqual(
        expect.objectContaining({ code: 'more-filtered', p: expect.closeTo(1 / 512, 12) }),
      );
    });
  });
});
