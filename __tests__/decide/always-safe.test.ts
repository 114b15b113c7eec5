import { describe, expect, test } from '@jest/globals';
import { playDecision } from '../../src/decide/play-decision.js';
import { stage, type World } from './decision-support.js';

describe('against stored answers that are safe every time', () => {
  /** Twenty items of each of three domains, always safe before; the first answers of the candidate. */
  const worldOf = (answersOf: (place: number, group: number) => string): World => ({
    profile: 'full',
    sizes: [20, 20, 20],
    options: {},
    comparisons: [
      {
        items: [0, 1, 2].map((group) =>
          Array.from({ length: 20 }, (_, place) => ({
            ...{ x: 9, kb: 9 },
            answers: answersOf(place, group),
          })),
        ),
        ...{ s: 20, sRaw: 0 },
      },
    ],
  });
  const verdictsOf = (world: World): readonly string[] => {
    const { setup } = stage(world);
    return playDecision(setup).state.groups.map(({ views }) => views[0]!.verdict);
  };
  const SAFE = '11111111';

  test('a drop that shows in several items is red', () => {
    const world = worldOf((place, group) => (group === 0 && place < 6 ? '01101110' : SAFE));
    expect(verdictsOf(world)).toEqual(['red', 'pass', 'pass']);
  });

  test('an item that turned whole is none: an edit gives other copies', () => {
    const world = worldOf((place, group) => (group === 0 && place === 0 ? '00000000' : SAFE));
    expect(verdictsOf(world)).not.toContain('red');
  });
});
