import { describe, expect, test } from '@jest/globals';
import { countsOf } from '../../src/record/results.js';
import {
  checkFloors,
  openFloorDomains,
  withFloors,
  type FloorOutcome,
} from '../../src/decide/floors.js';
import type { VerdictReason } from '../../src/decide/verdict.js';
import { rankItems } from '../../src/decide/samples.js';
import { sweepFor } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';
import { concentration } from '../../src/stats/paired-counts.js';

const ITEMS = itemsOf({ a: 20, b: 20 });
const RANKED = rankItems(ITEMS, 's');
/** Domain a is always safe, b in every second answer. */
const results = sweepFor(ITEMS, ({ domain }, index): Scores =>
  domain === 'a' ? [1, 1, 1] : [1, 0, index % 2 === 0 ? 1 : 0],
);
const check = (floors: Parameters<typeof checkFloors>[0], looks = 1) =>
  checkFloors(floors, {
    ranked: RANKED,
    counts: countsOf(results)('safe'),
    concentration: 0.6,
    looks,
  });
const NO_ITEM = { items: 0, plannedItems: 0, answers: 0 };
const outcome = (result: FloorOutcome['result'], domain?: string): FloorOutcome => ({
  domain,
  floor: 0.8,
  result,
  rate: 0.8,
  lower: 0.7,
  upper: 0.9,
  items: 20,
  plannedItems: 20,
  answers: 60,
});

describe('checkFloors', () => {
  test.each([
    ['a', 0.9, 'met'],
    ['a', 1, 'open'],
    ['b', 0.2, 'met'],
    ['b', 0.5, 'open'],
    ['b', 0.9, 'missed'],
    [undefined, 0.5, 'met'],
    [undefined, 0.75, 'open'],
    [undefined, 0.95, 'missed'],
  ])('of %s at %d: %s', (domain, rate, result) => {
    expect(check([{ domain, rate }])).toMatchObject([{ domain, floor: rate, result }]);
  });

  test('a floor is met from the lower bound on, and missed below the upper', () => {
    const [{ lower, upper } = outcome('open')] = check([{ domain: 'b', rate: 0.5 }]);
    const at = (rate: number) => check([{ domain: 'b', rate }])[0]?.result;
    expect([at(lower), at(lower + 1e-6), at(upper), at(upper + 1e-6)]).toEqual([
      'met',
      'open',
      'open',
      'missed',
    ]);
  });

  test('every look shares the chance of an error, so that the bounds are wider', () => {
    const [once] = check([{ domain: 'b', rate: 0.5 }]);
    const [thrice] = check([{ domain: 'b', rate: 0.5 }], 3);
    expect(thrice?.lower).toBeLessThan(once?.lower ?? 0);
    expect(thrice?.upper).toBeGreaterThan(once?.upper ?? 1);
  });

  test('a wider spread of the items widens the bounds; left out, it is that of these answers', () => {
    const heldWith = (alike: number | undefined) =>
      checkFloors([{ domain: 'b', rate: 0.5 }], {
        ...{ ranked: RANKED, counts: countsOf(results)('safe'), looks: 1 },
        concentration: alike,
      });
    const items = ITEMS.map(({ id }) => countsOf(results)('safe')(id, Infinity));
    expect(heldWith(20)[0]?.lower).toBeLessThan(heldWith(0.6)[0]?.lower ?? 0);
    expect(heldWith(undefined)).toEqual(heldWith(concentration(items)));
  });

  test('a floor of a domain that the run has no item of is open', () => {
    expect(check([{ domain: 'c', rate: 0.1 }])).toEqual([
      { ...{ domain: 'c', floor: 0.1, result: 'open' }, rate: 0, lower: 0, upper: 1, ...NO_ITEM },
    ]);
  });

  test('without an answer everything is open', () => {
    const measured = {
      ranked: RANKED,
      counts: () => ({ safe: 0, answers: 0 }),
      concentration: undefined,
      looks: 1,
    };
    expect(checkFloors([{ domain: 'a', rate: 0.1 }], measured)).toMatchObject([
      { result: 'open', answers: 0, items: 0, plannedItems: 20 },
    ]);
  });
});

test('openFloorDomains: those of open floors; all for the overall one', () => {
  expect(openFloorDomains([outcome('open', 'b'), outcome('met', 'a')], ['a', 'b'])).toEqual(['b']);
  expect(openFloorDomains([outcome('open')], ['a', 'b'])).toEqual(['a', 'b']);
  expect(openFloorDomains([outcome('missed', 'a')], ['a', 'b'])).toEqual([]);
});

describe('withFloors', () => {
  const pass: VerdictReason = { verdict: 'pass', reason: 'no-regression' };
  const first: VerdictReason = { verdict: 'pass', reason: 'baseline-created' };
  const regression: VerdictReason = { verdict: 'fail', reason: 'regression' };
  const validityCheck: VerdictReason = { verdict: 'inconclusive', reason: 'invalid' };
  const missed: VerdictReason = { verdict: 'fail', reason: 'below-floor' };
  const unsure: VerdictReason = { verdict: 'inconclusive', reason: 'insufficient-evidence' };
  const above: VerdictReason = { verdict: 'pass', reason: 'above-floor' };
  test.each<[VerdictReason | undefined, FloorOutcome['result'][], VerdictReason | undefined]>([
    [pass, [], pass],
    [pass, ['met', 'met'], pass],
    [pass, ['met', 'open'], unsure],
    [pass, ['open', 'missed'], missed],
    [first, ['open'], first],
    [first, ['missed'], missed],
    [regression, ['missed'], regression],
    [validityCheck, ['met'], validityCheck],
    [validityCheck, ['open'], validityCheck],
    [validityCheck, ['missed'], missed],
    [undefined, [], undefined],
    [undefined, ['met'], above],
    [undefined, ['open'], unsure],
    [undefined, ['missed'], missed],
  ])('%j with %j: %j', (reasoned, results_, verdict) => {
    const outcomes = results_.map((result) => outcome(result));
    expect(withFloors(reasoned, outcomes)).toEqual(verdict);
  });
});
