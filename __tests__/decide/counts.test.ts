import { describe, expect, test } from '@jest/globals';
import { pairedCounts } from '../../src/decide/counts.js';
import { rankItems } from '../../src/decide/samples.js';
import { countsOf } from '../../src/record/results.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { sweepOf } from '../fixtures/record-factory.js';
import { paired } from '../stats/support.js';

const RANKED = rankItems(itemsOf({ a: 3, b: 1 }), 's');
const BASELINE = new Map([
  [1001, { safe: 8, answers: 9 }],
  [1002, { safe: 0, answers: 9 }],
  [2001, { safe: 3, answers: 3 }],
]);
const RESULTS = sweepOf({ 1001: [1, 0, 1, 0], 1002: [null, 1], 1003: [0] });

/** The counts of item after item, by id. */
function countsAt(itemsPerDomain: number | 'all', answers: number) {
  const counts = pairedCounts(
    RANKED,
    { itemsPerDomain, answers },
    { baseline: BASELINE, candidate: countsOf(RESULTS)('safe') },
  );
  const rows = [...RANKED].flatMap(([domain, items]) =>
    (counts.get(domain)?.items ?? []).map((count, index) => [items[index]?.id, count] as const),
  );
  return new Map(rows);
}

describe('pairedCounts', () => {
  test('puts the baseline beside the candidate’s answers within the stage', () => {
    const counts = countsAt('all', 3);
    expect(counts.get(1001)).toEqual(paired([8, 9, 2, 3]));
    expect(counts.get(1002)).toEqual(paired([0, 9, 1, 1]));
  });

  test('keeps an item that is scored on one side only', () => {
    expect(countsAt('all', 3).get(1003)).toEqual(paired([0, 0, 0, 1]));
    expect(countsAt('all', 3).get(2001)).toEqual(paired([3, 3, 0, 0]));
  });

  test.each([
    [1, [1, 1]],
    [2, [1, 2]],
    [4, [2, 4]],
    [9, [2, 4]],
  ])('with %d answers counts no later ones', (answers, [safe, scored]) => {
    expect(countsAt('all', answers).get(1001)).toMatchObject({
      safeCandidate: safe,
      answersCandidate: scored,
    });
  });

  test('takes the items of the sample only, and knows how many there are', () => {
    const counts = pairedCounts(
      RANKED,
      { itemsPerDomain: 2, answers: 1 },
      { baseline: BASELINE, candidate: countsOf(RESULTS)('safe') },
    );
    expect(counts.get('a')).toMatchObject({ items: { length: 2 }, domainSize: 3 });
    expect(counts.get('b')).toMatchObject({ items: { length: 1 }, domainSize: 1 });
  });
});
