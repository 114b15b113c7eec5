import { describe, expect, test } from '@jest/globals';
import type {
  DecisionReply,
  DecisionSetup,
  DecisionState,
} from '../../src/decide/decision-state.js';
import { type GroupSelection, type Need, obtain } from '../../src/decide/requests.js';
import { startDecision } from '../../src/decide/staged-decision.js';
import { stage } from './decision-support.js';
import { items, SAFE, world } from './told-worlds.js';

/** Two groups of four items, of which the first two of the first were asked twice, and their base once. */
const { setup } = stage(world([items(4, SAFE), items(4, SAFE)]));
const BEGUN: DecisionState = {
  ...startDecision(setup),
  todo: [],
  request: undefined,
};
const STATE: DecisionState = {
  ...BEGUN,
  groups: BEGUN.groups.map((group, index) => ({
    ...group,
    asked: index === 0 ? [2, 2, 0, 0] : [0, 0, 0, 0],
    askedBase: index === 0 ? [1, 1, 0, 0] : [0, 0, 0, 0],
  })),
};
const LIVE: DecisionSetup = { ...setup, plan: { ...setup.plan, isLive: true } };

const task = { kind: 'churn' } as const;
const needOf = (purpose: Need['purpose'], ...selection: readonly GroupSelection[]): Need => ({
  ...{ purpose, target: undefined, selection },
});
const some = (group: number, places: readonly number[], answers: number): GroupSelection => ({
  ...{ group, places, answers },
});
const ask = (need: Need, reply?: DecisionReply, of = setup) =>
  obtain(of, STATE, { task, need, reply });

/** What was asked of both arms, after a reply. */
const askedAfter = (need: Need, of = setup) => {
  const obtained = ask(need, { kind: 'answered' }, of);
  if (obtained.kind !== 'granted') throw new Error('It was not granted.');
  return obtained.state.groups.map(({ asked, askedBase }) => [asked, askedBase]);
};

describe('obtain', () => {
  test('asks for what is missing, and for nothing else', () => {
    const need = needOf('decision', some(0, [0, 2], 2), some(1, [3], 3));
    expect(ask(need)).toMatchObject({
      kind: 'waiting',
      state: {
        todo: [task],
        request: {
          ...{ kind: 'ask', purpose: 'decision', arms: 'candidate', newAnswers: 2 + 3 },
          wanted: [
            { item: 3, answers: 2 },
            { item: 8, answers: 3 },
          ],
        },
      },
    });
  });

  test('asks for an item that is named twice once, as often as is wanted most', () => {
    const need = needOf('control', some(0, [0, 1], 3), some(0, [0, 1], 5), some(0, [0, 2], 4));
    expect(ask(need)).toMatchObject({
      state: {
        request: {
          ...{ arms: 'base', newAnswers: 4 + 4 + 4 },
          wanted: [
            { item: 1, answers: 5 },
            { item: 2, answers: 5 },
            { item: 3, answers: 4 },
          ],
        },
      },
    });
  });

  test('counts both arms of a live run', () => {
    const { state } = ask(needOf('stage', some(1, [0, 1], 3)), undefined, LIVE) as {
      readonly state: DecisionState;
    };
    expect(state.request).toMatchObject({ arms: 'both', newAnswers: 12 });
  });

  test('asks for nothing that is there', () => {
    expect(ask(needOf('decision', some(0, [0, 1], 2)))).toEqual({ kind: 'granted', state: STATE });
    expect(ask(needOf('control', some(0, [0, 1], 1)))).toEqual({ kind: 'granted', state: STATE });
  });

  test('notes what was asked of whom', () => {
    const selection = [some(0, [1, 2], 2), some(1, [0], 1)];
    expect(askedAfter(needOf('decision', ...selection))).toEqual([
      [
        [2, 2, 2, 0],
        [1, 1, 0, 0],
      ],
      [
        [1, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    ]);
    expect(askedAfter(needOf('control', some(0, [1, 2], 4)))).toEqual([
      [
        [2, 2, 0, 0],
        [1, 4, 4, 0],
      ],
      [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    ]);
    expect(askedAfter(needOf('stage', some(0, [0, 3], 3)), LIVE)).toEqual([
      [
        [3, 2, 0, 3],
        [3, 1, 0, 3],
      ],
      [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
    ]);
  });

  test('passes a refusal on, and takes no reply of another kind', () => {
    const need = needOf('decision', some(1, [0], 1));
    expect(ask(need, { kind: 'refused', shortOf: 3 })).toEqual({ kind: 'refused', shortOf: 3 });
    expect(() => ask(need, { kind: 'labels-of-the-day' })).toThrow(
      'A decision waits for the reply to "ask" and was given "labels-of-the-day".',
    );
  });
});
