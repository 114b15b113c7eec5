import { describe, expect, test } from '@jest/globals';
import { type Direction, standingRows, type TwoWays } from '../../src/decide/two-ways.js';
import type { ComparedRun } from '../../src/decide/comparisons.js';
import { rankItems } from '../../src/decide/samples.js';
import { baselineRunFor, setUp, stageOn, sweepFor } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 20, b: 20 });
const RANKED = rankItems(ITEMS, 's');

/** What a side answers, domain by domain. */
type Answers = Readonly<Record<string, Scores>>;

/** What each domain answers, but for one item that varies: repeats count then. */
const side =
  (answers: Answers) =>
  ({ domain }: { readonly domain: string }, index: number): Scores =>
    index % 20 === 0 ? [1, 0, 1, 0] : (answers[domain] ?? []);
const SAFE: Scores = [1, 1, 1, 1];
const UNSAFE: Scores = [0, 0, 0, 0];
const ALIKE = { a: SAFE, b: SAFE };

/** One side's answers against those of the other, decided. */
const decided = (from: Answers, to: Answers, maxDrop?: number): ComparedRun =>
  stageOn(
    setUp(
      ITEMS,
      [20, 19].map((day) => baselineRunFor(ITEMS, side(from), day)),
      { decision: { profile: 'full', repeats: 4, maxDrop } },
    ),
    sweepFor(ITEMS, side(to)),
  );

const direction = (from: Answers, to: Answers, checks: Partial<Direction> = {}): Direction => ({
  ...{ ...decided(from, to), index: 0 },
  ...{ mayStand: true, mayPass: true, ...checks },
});

const bothWays = (a: Answers, b: Answers, checks: Partial<Direction> = {}): TwoWays => ({
  metric: 'safe',
  lower: direction(a, b, checks),
  higher: direction(b, a, checks),
});
const oneWay = (a: Answers, b: Answers, checks: Partial<Direction> = {}): TwoWays => ({
  metric: 'safe',
  lower: direction(a, b, checks),
  higher: undefined,
});

const WORSE = { a: UNSAFE, b: SAFE };
/** Directions that both find a drop, as they may of groups of several domains. */
const TORN: TwoWays = {
  metric: 'safe',
  lower: direction(ALIKE, WORSE),
  higher: direction(ALIKE, WORSE),
};
/** Answers too few to exclude so small a drop. */
const UNSURE = { ...direction(ALIKE, ALIKE), ...decided(ALIKE, ALIKE, 0.001) };

describe('how one side stands to the other, by domain and overall', () => {
  test.each<[string, TwoWays, readonly string[]]>([
    ['alike', bothWays(ALIKE, ALIKE), ['alike', 'alike', 'alike']],
    ['one domain fell', bothWays(ALIKE, WORSE), ['lower', 'alike', 'lower']],
    ['one domain rose', bothWays(WORSE, ALIKE), ['higher', 'alike', 'higher']],
    [
      'one fell and one rose',
      bothWays(WORSE, { a: SAFE, b: UNSAFE }),
      ['higher', 'lower', 'alike'],
    ],
    ['one-sided, alike', oneWay(ALIKE, ALIKE), ['not-lower', 'not-lower', 'not-lower']],
    ['one-sided, one fell', oneWay(ALIKE, WORSE), ['lower', 'not-lower', 'lower']],
    ['one-sided, one rose', oneWay(WORSE, ALIKE), ['not-lower', 'not-lower', 'not-lower']],
    ['no drop may stand', bothWays(ALIKE, WORSE, { mayStand: false }), ['open', 'alike', 'open']],
    ['no rise may stand', bothWays(WORSE, ALIKE, { mayStand: false }), ['open', 'alike', 'open']],
    ['nothing may pass', bothWays(ALIKE, WORSE, { mayPass: false }), ['lower', 'open', 'lower']],
    [
      'one-sided, nothing may pass',
      oneWay(ALIKE, WORSE, { mayPass: false }),
      ['lower', 'open', 'lower'],
    ],
    ['both directions found a drop', TORN, ['open', 'alike', 'open']],
  ])('%s', (_, ways, expected) => {
    expect(standingRows(ways, RANKED).map(({ standing }) => standing)).toEqual(expected);
  });
});

describe('why a standing is open', () => {
  const sure = direction(ALIKE, ALIKE);
  test.each<[string, TwoWays, readonly unknown[]]>([
    ['it is not', bothWays(ALIKE, WORSE), [null, null]],
    ['a check', bothWays(ALIKE, WORSE, { mayPass: false }), [null, 'unscored']],
    ['both directions found a drop', TORN, ['unscored', null]],
    [
      'too few answers in the first direction',
      { metric: 'safe', lower: UNSURE, higher: sure },
      ['insufficient-evidence', 'insufficient-evidence'],
    ],
    [
      'too few answers in the second',
      { metric: 'safe', lower: sure, higher: UNSURE },
      ['insufficient-evidence', 'insufficient-evidence'],
    ],
    [
      'too few answers in the only one',
      { metric: 'safe', lower: UNSURE, higher: undefined },
      ['insufficient-evidence', 'insufficient-evidence'],
    ],
  ])('%s', (_, ways, expected) => {
    const rows = standingRows(ways, RANKED);
    expect(rows.slice(0, 2).map(({ openReason }) => openReason)).toEqual(expected);
  });
});

describe('a row', () => {
  const tail = (p: number, excludedAbove: number, level = 0.04) => ({
    p: expect.closeTo(p, 3),
    level: expect.closeTo(level, 12),
    excludedAbove: expect.closeTo(excludedAbove, 3),
  });
  const change = { change: expect.closeTo(-0.95, 12) };

  test('has the change from A to B and what both directions found', () => {
    const [a] = standingRows(bothWays(ALIKE, WORSE), RANKED);
    expect(a).toMatchObject({
      ...{ domain: 'a', metric: 'safe', testedAs: 'a', items: 20, margin: 0.15, ...change },
      a: { rate: expect.closeTo(0.975, 12), answers: 160 },
      b: { rate: expect.closeTo(0.025, 12), answers: 80 },
      lower: tail(0, 1),
      higher: tail(1, -0.848),
    });
    expect(a!.interval.low).toBeLessThan(-0.95);
    expect(a!.interval.high).toBeGreaterThan(-0.95);
  });

  test('one-sided has no second direction', () => {
    const rows = standingRows(oneWay(ALIKE, WORSE), RANKED);
    expect(rows.map(({ higher }) => higher)).toEqual([null, null, null]);
  });

  test('holds each domain against itself, and all together at the end', () => {
    const rows = standingRows(bothWays(ALIKE, WORSE), RANKED);
    expect(rows.map(({ domain, testedAs }) => [domain, testedAs])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      [null, null],
    ]);
    const [, b, overall] = rows;
    expect(b).toMatchObject({ lower: tail(0.727, 0.035), higher: tail(0.899, 0.029) });
    expect(overall).toMatchObject({ items: 40, change: expect.closeTo(-0.475, 12) });
    expect(overall!.lower.level).toBeCloseTo(0.01, 12);
    expect(overall!.higher!.level).toBeCloseTo(0.01, 12);
  });
});
