import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparisonFigures } from '../../src/decide/comparison-figures.js';
import { type Comparison, decideComparisons } from '../../src/decide/comparisons.js';
import { verdictOf } from '../../src/decide/verdict.js';
import { countsOf, type SampleResult, type SweepResults } from '../../src/record/results.js';
import {
  stageOn,
  baselineRunFor,
  setUp,
  sweepFor,
  type SetUp,
} from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { resultsOf, scoredSample, type Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 10, b: 10 });
const six = (safe: 0 | 1): Scores => [safe, safe, safe, safe, safe, safe];
const calm = (_item: unknown, index: number): Scores => [index % 5 === 0 ? 0 : 1, 1, 1];
const calmSix = (_item: unknown, index: number): Scores => [...calm(0, index), ...calm(0, index)];
const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunFor(ITEMS, calm, day));
const resultOf = (set: SetUp, results: SweepResults) => {
  const comparisons = stageOn(set, results);
  const shown = comparisons[0];
  const improvementP =
    shown === undefined ? 1 : comparisonFigures(shown, set.ranked, countsOf(results)).improvementP;
  return verdictOf(comparisons, { findings: [], improvementP, isRegressedAtBest: true }).reason;
};
const verdictsOf = ({ state }: Comparison) =>
  Object.fromEntries([...state.domains].map(([name, { verdict }]) => [name, verdict]));

describe('decideComparisons', () => {
  test('decides a stage on its own answers, whatever else is known', () => {
    const set = setUp(ITEMS, BASELINE_RUNS);
    const dropsLater = sweepFor(ITEMS, (_item, index) => [...calm(0, index), 0, 0, 0]);
    const first = decideComparisons(set.comparisons, {
      stageIndex: 0,
      ranked: set.ranked,
      counts: countsOf(dropsLater),
    });
    const unbroken = decideComparisons(set.comparisons, {
      stageIndex: 0,
      ranked: set.ranked,
      counts: countsOf(sweepFor(ITEMS, calm)),
    });
    expect(first).toEqual(unbroken);
  });

  test('finds a domain that dropped, and no other', () => {
    const dropped = sweepFor(ITEMS, (item, index) =>
      item.domain === 'b' ? six(0) : calmSix(0, index),
    );
    const [pool] = stageOn(setUp(ITEMS, BASELINE_RUNS), dropped);
    expect(verdictsOf(pool!)).toMatchObject({
      a: expect.not.stringMatching('regression'),
      b: 'regression',
    });
  });

  test('leaves a comparison alone beyond its last stage', () => {
    const set = setUp(ITEMS, BASELINE_RUNS);
    const swept = { stageIndex: 9, ranked: set.ranked, counts: countsOf(sweepFor(ITEMS, calmSix)) };
    expect(decideComparisons(set.comparisons, swept)).toEqual(set.comparisons);
  });

  test('keeps a domain running as long as one comparison needs it', () => {
    // Against the pool nothing has changed; against the pinned level, all of whose answers were safe,
    // something may have.
    const pinned = [baselineRunFor(ITEMS, () => [1, 1, 1], 2)];
    const low = [20, 19, 18].map((day) =>
      baselineRunFor(ITEMS, (_i, index) => [1, index % 2 === 0 ? 0 : 1, 1], day),
    );
    const set = setUp(ITEMS, low, { pinned });
    const results = sweepFor(ITEMS, (_i, index) => [1, index % 2 === 0 ? 0 : 1, 1]);
    const decided = decideComparisons(set.comparisons, {
      stageIndex: 0,
      ranked: set.ranked,
      counts: countsOf(results),
    });
    const [pool, level] = decided;
    expect(pool?.state.active).toEqual(level?.state.active);
    expect(level?.state.active.length).toBeGreaterThan(0);
  });

  test('gives nothing for no comparison', () => {
    const set = setUp(ITEMS, []);
    expect(stageOn(set, sweepFor(ITEMS, calm))).toEqual([]);
  });
});

describe('a run of comparisons', () => {
  /** Scores of up to six answers for each of the items. */
  const anyScores = (length: number): fc.Arbitrary<readonly (readonly (0 | 1)[])[]> =>
    fc.array(
      fc.array(fc.constantFrom<0 | 1>(0, 1, 1, 1), { minLength: length, maxLength: length }),
      {
        minLength: ITEMS.length,
        maxLength: ITEMS.length,
      },
    );
  const scoresAt = (rows: readonly (readonly (0 | 1)[])[]) => (_item: unknown, index: number) =>
    rows[index] ?? [];
  const baselineRunsOf = (rows: readonly (readonly (0 | 1)[])[]) =>
    [20, 19].map((day) => baselineRunFor(ITEMS, scoresAt(rows), day));

  test('identical data never regress, whatever they are', () => {
    fc.assert(
      // Its stages are whole baseline runs; the first answers alone may be worse than all of them.
      fc.property(anyScores(3), (rows) => {
        const set = setUp(ITEMS, baselineRunsOf(rows), { decision: { profile: 'nightly' } });
        const twice = rows.map((row) => [...row, ...row]);
        const reason = resultOf(set, sweepFor(ITEMS, scoresAt(twice)));
        expect(['regression', 'improved']).not.toContain(reason);
      }),
      { numRuns: 40 },
    );
  });

  test('more unsafe flips make no drop less sure, and take back no overall regression', () => {
    const anyFlips = fc.uniqueArray(fc.nat({ max: ITEMS.length * 3 - 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(anyScores(3), anyFlips, fc.nat({ max: 40 }), (rows, flips, count) => {
        const set = setUp(ITEMS, baselineRunsOf(rows), { decision: { repeats: 3 } });
        const stateOf = (chosen: readonly number[]) => {
          const results = sweepFor(ITEMS, (_item, index) =>
            (rows[index] ?? []).map((safe, repeat) =>
              chosen.includes(index * 3 + repeat) ? 0 : safe,
            ),
          );
          return stageOn(set, results)[0]!.state;
        };
        const [some, all] = [stateOf(flips.slice(0, count)), stateOf(flips)];
        for (const [name, { p }] of some.domains) {
          expect(all.domains.get(name)?.p).toBeLessThanOrEqual(p * (1 + 1e-9));
        }
        expect(all.overall.p).toBeLessThanOrEqual(some.overall.p * (1 + 1e-9));
        if (some.overall.verdict === 'regression') expect(all.overall.verdict).toBe('regression');
      }),
      { numRuns: 40 },
    );
  });

  test('is the same however the items were dealt to shards, and whichever came in first', () => {
    const shards = fc.array(fc.nat({ max: 3 }), {
      minLength: ITEMS.length,
      maxLength: ITEMS.length,
    });
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(anyScores(6), shards, order, (rows, shardOf, arrival) => {
        const set = setUp(ITEMS, BASELINE_RUNS, { decision: { profile: 'full' } });
        const whole = sweepFor(ITEMS, scoresAt(rows));
        const shard = ({ sample }: SampleResult) =>
          shardOf[ITEMS.findIndex(({ id }) => id === sample.itemId)];
        const merged = new Map(
          arrival.flatMap((which) => [...whole].filter(([, result]) => shard(result) === which)),
        );
        expect(stageOn(set, merged)).toEqual(stageOn(set, whole));
      }),
      { numRuns: 30 },
    );
  });

  test('does not depend on the order in which answers came in', () => {
    const set = setUp(ITEMS, BASELINE_RUNS);
    const results = sweepFor(ITEMS, (item, index) =>
      item.domain === 'b' ? six(0) : calmSix(0, index),
    );
    const reversed = new Map([...results].reverse());
    expect(stageOn(set, reversed)).toEqual(stageOn(set, results));
  });

  test.each<[string, SweepResults]>([
    ['nothing', new Map()],
    ['one answer', resultsOf([scoredSample({ itemId: 1001, repeat: 1 }, 1)])],
    ['no score', sweepFor(ITEMS, () => [null, null, null])],
    ['an item of another set', resultsOf([scoredSample({ itemId: 9999, repeat: 1 }, 0)])],
  ])('stays open on %s', (_name, results) => {
    expect(resultOf(setUp(ITEMS, BASELINE_RUNS), results)).toBe('insufficient-evidence');
  });
});
