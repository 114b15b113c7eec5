import { describe, expect, test } from '@jest/globals';
import { measureConcentration } from '../../src/decide/look.js';
import { concentration } from '../../src/stats/paired-counts.js';
import { stage, type WorldItem } from './decision-support.js';
import { items, NEVER, play, SAFE, world } from './told-worlds.js';

describe('how alike items are', () => {
  const pair = (answers: string, control: string): WorldItem => ({ answers, control });
  const group = [
    ...items(6, pair('111111111111', '110111111111')),
    ...items(6, pair('010100010001', '010101010101')),
  ];
  const live = {
    profile: 'live-full',
    sizes: [12],
    comparisons: [{ items: [group], s: 3 }],
  } as const;

  test('is measured on both arms where both are asked, unless they have one answer each', () => {
    const { setup } = stage(live);
    const { state } = play(live);
    const arms = state.groups[0]!.views[0]!.counts.flatMap((each) => [
      { safe: each.safeBaseline, answers: each.answersBaseline },
      { safe: each.safeCandidate, answers: each.answersCandidate },
    ]);
    expect(state.concentrations).toEqual([concentration(arms)]);
    expect(concentration(arms)).not.toBe(0.6);
    expect(measureConcentration(setup, state, 2).concentrations).toEqual(state.concentrations);
    expect(measureConcentration(setup, state, 1).concentrations).toEqual([0.6]);
  });

  test('is that of the baseline where one is stored', () => {
    const told = world([group.map((item) => ({ ...item, x: 5, kb: 9 }))], {
      comparisons: [{ items: [group.map((item) => ({ ...item, x: 5, kb: 9 }))], s: 3 }],
    });
    expect(play(told).state.concentrations).toEqual([3]);
  });
});

test('a group of whose other items nothing is stored does not pass for want of a drop', () => {
  const unknown: WorldItem = { answers: SAFE.answers };
  const { outcome } = play(world([[...items(9, NEVER), unknown], items(18, SAFE)]));
  expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'open' });
});
