import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildComparison } from '../../src/decide/comparison-figures.js';
import { type Contest, decideContests } from '../../src/decide/comparisons.js';
import { verdictOf } from '../../src/decide/verdict.js';
import { countsOf, type CellResult, type SweepResults } from '../../src/record/results.js';
import { climbOn, nightFor, setUp, sweepFor, type SetUp } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { resultsOf, scoredCell, type Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 10, b: 10 });
const six = (safe: 0 | 1): Scores => [safe, safe, safe, safe, safe, safe];
const calm = (_item: unknown, index: number): Scores => [index % 5 === 0 ? 0 : 1, 1, 1];
const calmSix = (_item: unknown, index: number): Scores => [...calm(0, index), ...calm(0, index)];
const NIGHTS = [20, 19, 18].map((day) => nightFor(ITEMS, calm, day));
const resultOf = (set: SetUp, results: SweepResults) => {
  const contests = climbOn(set, results);
  const shown = contests[0];
  const improvementP =
    shown === undefined ? 1 : buildComparison(shown, set.ranked, countsOf(results)).improvementP;
  return verdictOf(contests, { findings: [], improvementP, isRegressedAtBest: true }).reason;
};
const verdictsOf = ({ state }: Contest) =>
  Object.fromEntries([...state.domains].map(([name, { verdict }]) => [name, verdict]));

describe('decideContests', () => {
  test('decides a rung on its own answers, whatever else is known', () => {
    const set = setUp(ITEMS, NIGHTS);
    const fallsLater = sweepFor(ITEMS, (_item, index) => [...calm(0, index), 0, 0, 0]);
    const first = decideContests(set.contests, {
      rungIndex: 0,
      ranked: set.ranked,
      counts: countsOf(fallsLater),
    });
    const unbroken = decideContests(set.contests, {
      rungIndex: 0,
      ranked: set.ranked,
      counts: countsOf(sweepFor(ITEMS, calm)),
    });
    expect(first).toEqual(unbroken);
  });

  test('finds a domain that fell, and no other', () => {
    const fallen = sweepFor(ITEMS, (item, index) =>
      item.domain === 'b' ? six(0) : calmSix(0, index),
    );
    const [pool] = climbOn(setUp(ITEMS, NIGHTS), fallen);
    expect(verdictsOf(pool!)).toMatchObject({
      a: expect.not.stringMatching('regression'),
      b: 'regression',
    });
  });

  test('leaves a contest alone beyond its last rung', () => {
    const set = setUp(ITEMS, NIGHTS);
    const swept = { rungIndex: 9, ranked: set.ranked, counts: countsOf(sweepFor(ITEMS, calmSix)) };
    expect(decideContests(set.contests, swept)).toEqual(set.contests);
  });

  test('keeps a domain running as long as one contest needs it', () => {
    // Against the pool nothing has changed; against the pinned level, all of whose answers were safe,
    // something may have.
    const pinned = [nightFor(ITEMS, () => [1, 1, 1], 2)];
    const low = [20, 19, 18].map((day) =>
      nightFor(ITEMS, (_i, index) => [1, index % 2 === 0 ? 0 : 1, 1], day),
    );
    const set = setUp(ITEMS, low, { pinned });
    const results = sweepFor(ITEMS, (_i, index) => [1, index % 2 === 0 ? 0 : 1, 1]);
    const decided = decideContests(set.contests, {
      rungIndex: 0,
      ranked: set.ranked,
      counts: countsOf(results),
    });
    const [pool, level] = decided;
    expect(pool?.state.active).toEqual(level?.state.active);
    expect(level?.state.active.length).toBeGreaterThan(0);
  });

  test('gives nothing for no contest', () => {
    const set = setUp(ITEMS, []);
    expect(climbOn(set, sweepFor(ITEMS, calm))).toEqual([]);
  });
});

describe('a run of contests', () => {
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
  const nightsOf = (rows: readonly (readonly (0 | 1)[])[]) =>
    [20, 19].map((day) => nightFor(ITEMS, scoresAt(rows), day));

  test('identical data never regress, whatever they are', () => {
    fc.assert(
      // Its rungs are whole nights; the first answers alone may be worse than all of them.
      fc.property(anyScores(3), (rows) => {
        const set = setUp(ITEMS, nightsOf(rows), { decision: { ladder: 'nightly' } });
        const twice = rows.map((row) => [...row, ...row]);
        const reason = resultOf(set, sweepFor(ITEMS, scoresAt(twice)));
        expect(['regression', 'improved']).not.toContain(reason);
      }),
      { numRuns: 40 },
    );
  });

  test('more unsafe flips make no fall less sure, and take back no overall regression', () => {
    const anyFlips = fc.uniqueArray(fc.nat({ max: ITEMS.length * 3 - 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(anyScores(3), anyFlips, fc.nat({ max: 40 }), (rows, flips, count) => {
        const set = setUp(ITEMS, nightsOf(rows), { decision: { repeats: 3 } });
        const stateOf = (chosen: readonly number[]) => {
          const results = sweepFor(ITEMS, (_item, index) =>
            (rows[index] ?? []).map((safe, repeat) =>
              chosen.includes(index * 3 + repeat) ? 0 : safe,
            ),
          );
          return climbOn(set, results)[0]!.state;
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
        const set = setUp(ITEMS, NIGHTS, { decision: { ladder: 'full' } });
        const whole = sweepFor(ITEMS, scoresAt(rows));
        const shard = ({ cell }: CellResult) =>
          shardOf[ITEMS.findIndex(({ id }) => id === cell.itemId)];
        const merged = new Map(
          arrival.flatMap((which) => [...whole].filter(([, result]) => shard(result) === which)),
        );
        expect(climbOn(set, merged)).toEqual(climbOn(set, whole));
      }),
      { numRuns: 30 },
    );
  });

  test('does not depend on the order in which answers came in', () => {
    const set = setUp(ITEMS, NIGHTS);
    const results = sweepFor(ITEMS, (item, index) =>
      item.domain === 'b' ? six(0) : calmSix(0, index),
    );
    const reversed = new Map([...results].reverse());
    expect(climbOn(set, reversed)).toEqual(climbOn(set, results));
  });

  test.each<[string, SweepResults]>([
    ['nothing', new Map()],
    ['one answer', resultsOf([scoredCell({ itemId: 1001, repeat: 1 }, 1)])],
    ['no score', sweepFor(ITEMS, () => [null, null, null])],
    ['an item of another set', resultsOf([scoredCell({ itemId: 9999, repeat: 1 }, 0)])],
  ])('stays open on %s', (_name, results) => {
    expect(resultOf(setUp(ITEMS, NIGHTS), results)).toBe('insufficient-evidence');
  });
});
