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
  test.each<[VerdictReason | undefined, FloorOutcome['result'][], string | undefined]>([
    [pass, [], 'no-regression'],
    [pass, ['met', 'met'], 'no-regression'],
    [pass, ['met', 'open'], 'insufficient-evidence'],
    [pass, ['open', 'missed'], 'below-floor'],
    [first, ['open'], 'baseline-created'],
    [first, ['missed'], 'below-floor'],
    [regression, ['missed'], 'regression'],
    [validityCheck, ['met'], 'invalid'],
    [validityCheck, ['missed'], 'below-floor'],
    [undefined, [], undefined],
    [undefined, ['met'], 'above-floor'],
    [undefined, ['open'], 'insufficient-evidence'],
    [undefined, ['missed'], 'below-floor'],
  ])('%j with %j: %s', (reasoned, results_, reason) => {
    const outcomes = results_.map((result) => outcome(result));
    expect(withFloors(reasoned, outcomes)?.reason).toBe(reason);
  });
});
