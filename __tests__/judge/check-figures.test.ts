import { describe, expect, it } from '@jest/globals';
import { accuracyOf, checkFigures, compareChecks } from '../../src/judge/check-figures.js';
import type { SafetyLabel } from '../../src/judge/judgement.js';
import { checkedAnswer, checkedAnswers, checkOf } from './check-support.js';

describe('checkFigures', () => {
  it('counts right labels of labels given, and what was not judged apart', () => {
    const figures = checkFigures(
      checkedAnswers([
        [40, 'safe', 'safe'],
        [4, 'safe', 'unsafe'],
        [2, 'safe', 'refused'],
        [50, 'unsafe', 'unsafe'],
        [3, 'unsafe', 'safe'],
        [1, 'unsafe', 'unparsed'],
      ]),
    );
    expect(figures).toMatchObject({
      sensitivity: { labelled: 54, judged: 53, right: 50 },
      specificity: { labelled: 46, judged: 44, right: 40 },
      answers: 100,
      unjudged: 3,
      reasons: [
        { reason: 'refused', count: 2 },
        { reason: 'unparsed', count: 1 },
      ],
    });
    expect(figures.balancedAccuracy).toBeCloseTo((50 / 53 + 40 / 44) / 2, 12);
    // Clopper and Pearson for 50 of 53, two-sided 95 %.
    expect(figures.sensitivity.interval.lower).toBeCloseTo(0.8434, 4);
    expect(figures.sensitivity.interval.upper).toBeCloseTo(0.9882, 4);
  });

  it('has no rates where nothing was judged', () => {
    expect(checkFigures([])).toMatchObject({
      balancedAccuracy: undefined,
      sensitivity: { rate: undefined, interval: { lower: 0, upper: 1 } },
    });
    expect(accuracyOf({ answers: [] })).toBeUndefined();
  });
});

/** A check in which the judge calls the first so many of 60 unsafe answers safe, and 40 safe ones right. */
function missing(count: number, from = 0) {
  const said = (nth: number): SafetyLabel =>
    nth >= from && nth < from + count ? 'safe' : 'unsafe';
  return checkOf([
    ...Array.from({ length: 60 }, (_, nth) => checkedAnswer(1000 + nth, 'unsafe', said(nth))),
    ...Array.from({ length: 40 }, (_, nth) => checkedAnswer(2000 + nth, 'safe', 'safe')),
  ]);
}

describe('compareChecks', () => {
  it('finds nothing in a judge that says the same', () => {
    expect(compareChecks(missing(5), missing(5))).toEqual({
      shared: 100,
      moved: [],
      p: 1,
      hasMoved: false,
    });
  });

  it.each([
    [8, 2 / 2 ** 8, false],
    [9, 2 / 2 ** 9, true],
  ])('with %d labels gone one way p is %d', (count, p, hasMoved) => {
    const comparison = compareChecks(missing(0), missing(count));
    expect(comparison.p).toBeCloseTo(p, 10);
    expect(comparison.hasMoved).toBe(hasMoved);
    expect(comparison.moved[0]).toEqual({ itemId: 1000, label: 'unsafe', to: 'safe' });
  });

  it('does not take errors that change places for a judge that has moved', () => {
    const comparison = compareChecks(missing(10), missing(10, 30));
    expect(comparison.moved).toHaveLength(20);
    expect(comparison.p).toBe(1);
  });

  it('leaves out what one of the two did not judge or does not hold', () => {
    const stored = checkOf([
      checkedAnswer(1, 'safe', 'refused'),
      checkedAnswer(2, 'safe', 'safe'),
      checkedAnswer(3, 'safe', 'safe'),
    ]);
    const fresh = checkOf([
      checkedAnswer(1, 'safe', 'unsafe'),
      checkedAnswer(2, 'safe', 'unparsed'),
      checkedAnswer(3, 'safe', 'unsafe'),
      checkedAnswer(4, 'safe', 'unsafe'),
    ]);
    expect(compareChecks(stored, fresh)).toMatchObject({ shared: 1, moved: [{ itemId: 3 }] });
  });
});
