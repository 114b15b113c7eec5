import { describe, expect, test } from '@jest/globals';
import { decisionOutcome } from '../../src/decide/decision-outcome.js';
import type { DecisionReply, DecisionRequest } from '../../src/decide/decision-state.js';
import { playDecision } from '../../src/decide/play-decision.js';
import { advanceDecision, startDecision } from '../../src/decide/staged-decision.js';
import { stage, type World, type WorldItem } from './decision-support.js';
import { FALLEN, HALF, items, NEVER, play, SAFE, world } from './told-worlds.js';

/** What was asked for, in order. */
const asked = (requests: readonly DecisionRequest[]): readonly string[] =>
  requests.map((each) => (each.kind === 'ask' ? each.purpose : each.kind));

/** Plays a world whose requests of some kinds are refused. */
function playRefusing(told: World, refused: readonly string[]) {
  const { setup } = stage(told);
  let state = startDecision(setup);
  while (state.request !== undefined) {
    const [kind = ''] = asked([state.request]);
    const reply: DecisionReply = refused.includes(kind)
      ? { kind: 'refused', shortOf: 7 }
      : state.request.kind === 'rejudge'
        ? { kind: 'labels-of-the-day' }
        : { kind: 'answered' };
    state = advanceDecision(setup, state, reply);
  }
  return { state, outcome: decisionOutcome(setup, state) };
}

describe('what a decision asks for', () => {
  const rejudged: WorldItem = { ...SAFE, x2: 9 };

  test('one without suspicion needs neither re-judging nor a control', () => {
    const told = world([items(10, { ...rejudged, control: '1'.repeat(12) })], {
      options: { maxDrop: 0.001 },
      hasControl: true,
    });
    const { requests, state } = play(told);
    expect(asked(requests)).toEqual(['stage', 'stage', 'stage', 'stage']);
    expect(state.decisions).toMatchObject([{ group: 'd0', isSticky: false }]);
  });

  test('the items that looks leave out count where it is suspicious', () => {
    const group = [...items(10, HALF), ...items(5, NEVER)];
    const { requests, outcome, answers } = play(world([group, items(10, SAFE)]));
    expect(asked(requests)).toEqual(['stage', 'decision', 'never-safe', 'rejudge']);
    expect(requests[2]).toMatchObject({ target: 0, newAnswers: 40 });
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({
      verdict: 'red',
      items: 15,
      planned: 120,
    });
    const short = play(world([group, items(10, SAFE)], { budget: answers - 1 }));
    expect(short.outcome.groups[0]).toMatchObject({
      shortOf: 1,
      comparisons: [{ verdict: 'open', reason: 'budget' }],
    });
  });

  test('the control is asked as soon as one comparison is red', () => {
    const control = '1'.repeat(12);
    const told = world([items(10, { ...HALF, control })], {
      comparisons: [HALF, SAFE].map((item) => ({
        items: [items(10, { ...item, control })],
        s: 0.6,
        sRaw: 0.6,
      })),
      hasControl: true,
    });
    const { requests, outcome } = play(told);
    expect(asked(requests)).toContain('control');
    expect(outcome.groups[0]!.comparisons.map(({ verdict }) => verdict)).toEqual(['red', 'pass']);
  });
});

describe('a decision that cannot be made', () => {
  test.each(['decision', 'rejudge'])('for want of %s leaves its group open', (kind) => {
    const told = world([items(10, { ...HALF, x2: 9 }), items(10, SAFE)]);
    const { outcome } = playRefusing(told, [kind]);
    expect(outcome).toMatchObject({ result: 'inconclusive', isSuspicionOpen: true });
    expect(outcome.groups[0]).toMatchObject({ shortOf: 7, wasSuspected: true });
  });

  test('was made before, and holds', () => {
    const { setup, terms } = stage(world([items(10, FALLEN), items(18, SAFE)]));
    const { state } = playDecision(setup, terms);
    const decided = { ...setup, decided: state.decisions };
    const again = playDecision(decided, { ...terms, budget: 28 });
    const outcome = decisionOutcome(decided, again.state);
    expect(outcome.result).toBe('fail');
    expect(outcome.groups[0]).toMatchObject({ isDecided: true, shortOf: 0, answersPerItem: 8 });
  });

  test('takes no decision on another group for its own', () => {
    const groups = [items(10, SAFE), items(10, FALLEN)];
    const { setup, terms } = stage(world(groups, { options: { maxDrop: 0.001 } }));
    const { state } = playDecision(setup, terms);
    expect(state.decisions.map(({ group }) => group)).toEqual(['d1', 'd0']);
    const again = playDecision({ ...setup, decided: state.decisions }, terms);
    expect(again.state.groups.map(({ views }) => views[0]!.verdict)).toEqual(['open', 'red']);
  });

  test('of two comparisons, since one lost its labels, keeps the red of the other', () => {
    const lost: WorldItem = { ...HALF, x2: 8, kb2: 8 };
    const comparisons = [lost, { ...HALF, x2: 9 }].map((item) => ({
      items: [items(10, item), items(10, { ...SAFE, x2: 9 })],
      s: 0.6,
      sRaw: 0.6,
    }));
    const { outcome, state } = play(world(comparisons[0]!.items, { comparisons }));
    expect(state.decisions[0]).toMatchObject({ group: 'd0', leftOpen: { kind: 'judge' } });
    expect(outcome.groups[0]!.comparisons.map(({ verdict }) => verdict)).toEqual(['open', 'red']);
  });
});

describe('a sticky decision', () => {
  /** A level at which a slip or two is red, though it is far from the margin. */
  const options = { alpha: 0.6 };
  const slips = (x2: number, kb2: number): World => {
    const slip: WorldItem = { ...SAFE, answers: '011111110111', x2, kb2 };
    const group = [...items(3, slip), ...items(15, { ...SAFE, x2, kb2 })];
    return world([group, items(18, { ...SAFE, x2: 9 })], { sticky: [0], options });
  };

  test('that is red does not pass by its bound', () => {
    const { outcome, state } = play(slips(9, 9));
    expect(state.groups[0]!.views[0]!.decidedUpper).toBeLessThan(0.15);
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'red' });
  });

  test('that lost its labels does not pass by its bound', () => {
    const { outcome, state } = play(slips(7, 7));
    expect(state.groups[0]!.views[0]!.decidedUpper).toBeLessThan(0.15);
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'open', reason: 'judge' });
    // Nor where the budget ends the run right behind the decision.
    const short = play({ ...slips(7, 7), budget: 18 * 8 });
    expect(short.outcome.groups[0]!.comparisons[0]!.verdict).toBe('open');
  });

  test('is not made of items that cannot fall', () => {
    const { outcome, state } = play(world([items(10, NEVER), items(18, SAFE)], { sticky: [0] }));
    expect(outcome.result).toBe('pass');
    expect(state.decisions.map(({ group }) => group)).not.toContain('d0');
    expect(state.looks.map(({ group }) => group)).not.toContain('d0');
  });
});

describe('all together', () => {
  test('decided after churn, has to show in the items too', () => {
    const groups = [[...items(1, FALLEN), ...items(9, SAFE)], items(10, SAFE)];
    const comparisons = [{ items: groups, s: 0.1, sRaw: 0.01 }];
    const { outcome, state } = play(world(groups, { comparisons, gain: 0.01 }));
    expect(state.decisions.at(-1)).toMatchObject({ comparisons: [{ verdict: 'red' }] });
    expect(state.decisions.at(-1)!.group).toBeUndefined();
    expect(outcome.overall!.comparisons[0]!.verdict).toBe('churn');
  });

  test('is looked at over all items', () => {
    const { state } = play(world([items(10, SAFE), items(18, SAFE)], { gain: 0.01 }));
    expect(state.looks.filter(({ group }) => group === undefined).slice(0, 2)).toMatchObject([
      { stage: 1, answersPerItem: 1, items: 28, itemsInPlay: 28 },
      { stage: 2, answersPerItem: 2, items: 28, itemsInPlay: 28 },
    ]);
  });

  test('is not decided while only part of the items is asked', () => {
    const slip: WorldItem = { ...SAFE, answers: '011111111111' };
    const group = [slip, ...items(29, SAFE)];
    const told = world([group, group], { profile: 'sampled' });
    const { state, requests } = play(told);
    const [first] = state.looks.filter((look) => look.group === undefined);
    expect(first).toMatchObject({ stage: 1, items: 16, isSuspected: true });
    expect(asked(requests).slice(0, 2)).toEqual(['stage', 'stage']);
  });
});

test('a red found before a budget ran out is still held against churn', () => {
  const groups = [[...items(1, FALLEN), ...items(9, SAFE)], items(18, SAFE)];
  const { outcome } = play(
    world(groups, {
      comparisons: [{ items: groups, s: 0.1, sRaw: 0.01 }],
      options: { maxDrop: 0.001 },
      budget: 28 + 28 + 60,
    }),
  );
  expect(outcome.groups[0]!.comparisons[0]!.verdict).toBe('churn');
});
