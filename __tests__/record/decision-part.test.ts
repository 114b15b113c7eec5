import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { playDecision } from '../../src/decide/play-decision.js';
import { decisionPart, decisionPartSchema } from '../../src/record/decision-part.js';
import { stage, type World } from '../decide/decision-support.js';
import { anyTerms, drawWorld } from '../decide/decision-worlds.js';
import { FALLEN, items, NEVER, SAFE, world } from '../decide/told-worlds.js';

/** The part of a record on a world that is played to its end. */
function partOf(told: World) {
  const { setup, terms } = stage(told);
  const comparisons = setup.comparisons.map((each) => ({
    ...each,
    metric: 'safe' as const,
    against: 'pool' as const,
  }));
  return decisionPart({
    setup: { ...setup, comparisons },
    state: playDecision(setup, terms).state,
  });
}

describe('decisionPart', () => {
  test('holds every look and every decision, and what was read again', () => {
    const fallen = { ...FALLEN, x2: 8 };
    const part = partOf(
      world([[...items(11, fallen), { ...NEVER, x2: 0 }], items(12, { ...SAFE, x2: 9 })], {
        sticky: [0],
      }),
    );
    expect(part).toMatchObject({
      version: 2,
      profile: 'full',
      groups: [
        { name: 'd0', domains: ['d0'], items: 12 },
        { name: 'd1', domains: ['d1'], items: 12 },
      ],
      levels: { group: expect.closeTo(0.02, 9), overall: expect.closeTo(0.01, 9) },
      K: [8, 8],
      Ko: 4,
      sticky: ['d0'],
    });
    expect(part.decisions[0]).toMatchObject({
      group: 'd0',
      verdict: 'red',
      isSticky: true,
      labels: 'rejudged',
      items: 12,
      planned: 96,
      before: { safe: 88, answers: 108 },
      after: { safe: 0, answers: 96 },
    });
    expect(part.rejudged[0]).toMatchObject({
      group: 'd0',
      answers: 108,
      safer: 0,
      lessSafe: 11,
    });
    expect(part.looks.length).toBeGreaterThan(0);
    expect(part.churn).toHaveLength(1);
  });

  test('lists what was left out', () => {
    expect(partOf(world([[...items(10, SAFE), NEVER], items(8, SAFE)])).leftOut).toEqual([11]);
  });

  test('is taken by its own schema, whatever the run was', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const part = partOf(drawWorld(terms));
        expect(decisionPartSchema.parse(JSON.parse(JSON.stringify(part)))).toEqual(part);
      }),
      { numRuns: 60 },
    );
  });
});
