import { describe, expect, test } from '@jest/globals';
import { decisionOutcome } from '../../src/decide/decision-outcome.js';
import { playDecision } from '../../src/decide/play-decision.js';
import { advanceDecision, startDecision } from '../../src/decide/staged-decision.js';
import { stage, type WorldItem } from './decision-support.js';
import { FALLEN, HALF, items, play, SAFE, world } from './told-worlds.js';

describe('a red sticks', () => {
  test('a group that was red before is decided first, and passes only by its decision', () => {
    const { outcome, state, requests } = play(
      world([items(18, SAFE), items(18, SAFE)], { sticky: [0] }),
    );
    expect(requests[0]).toMatchObject({ kind: 'ask', purpose: 'decision', newAnswers: 144 });
    expect(state.decisions[0]).toMatchObject({ group: 'd0', isSticky: true });
    expect(outcome).toMatchObject({ result: 'pass', isSuspicionOpen: false });
    expect(outcome.groups[0]).toMatchObject({ isSticky: true, answersPerItem: 8 });
  });

  /** A level at which nothing is red, so that bounds alone decide. */
  const NEVER_RED = 1e-12;

  test('a margin that is wide does not let it pass', () => {
    const fallen = [...items(15, SAFE), ...items(3, HALF)];
    const options = { maxDrop: 0.5, alpha: NEVER_RED };
    const { outcome } = play(world([fallen, items(18, SAFE)], { sticky: [0], options }));
    const [facts] = outcome.groups[0]!.comparisons;
    expect(facts!.upper).toBeGreaterThan(0.15);
    expect(facts!.upper).toBeLessThan(0.5);
    expect(facts).toMatchObject({ verdict: 'open', reason: 'insufficient-evidence' });
    expect(outcome.isSuspicionOpen).toBe(true);
  });

  test('a later look at fewer answers does not change its decision', () => {
    const late: WorldItem = { ...SAFE, answers: '111111000000' };
    const options = { alpha: NEVER_RED };
    const { outcome, state } = play(
      world([[...items(9, late), ...items(9, SAFE)], items(18, SAFE)], { sticky: [0], options }),
    );
    expect(state.looks.find(({ group }) => group === 'd0')!.upper).toBeLessThan(0.15);
    const [facts] = outcome.groups[0]!.comparisons;
    expect(facts!.verdict).toBe('open');
    expect(facts!.upper).toBeGreaterThan(0.15);
  });

  test('one that stays open must not count as passed', () => {
    const { outcome } = play(
      world([items(18, SAFE), items(18, SAFE)], { sticky: [0], budget: 100 }),
    );
    expect(outcome).toMatchObject({ result: 'inconclusive', isSuspicionOpen: true });
    expect(outcome.groups[0]).toMatchObject({ shortOf: 44, wasSuspected: true });
  });
});

describe('a budget', () => {
  test('leaves a suspected group open, by how many requests, and it cannot pass', () => {
    const { outcome, state } = play(world([items(10, FALLEN), items(10, SAFE)], { budget: 60 }));
    expect(outcome).toMatchObject({
      result: 'inconclusive',
      reason: 'budget',
      isSuspicionOpen: true,
    });
    expect(outcome.groups[0]).toMatchObject({ wasSuspected: true, shortOf: 20 + 70 - 60 });
    expect(state.decisions.map(({ group }) => group)).not.toContain('d0');
  });

  test('takes back the pass of a group that is suspected later', () => {
    const late: WorldItem = { ...SAFE, answers: '100000000000' };
    const even: WorldItem = { x: 5, kb: 9, answers: '101010101010' };
    const odd: WorldItem = { x: 5, kb: 9, answers: '010101010101' };
    const told = world([items(20, late), [...items(10, even), ...items(10, odd)]], {
      budget: 90,
      options: { maxDrop: 0.95, maxDropOverall: 0.01 },
    });
    const { outcome, state } = play(told);
    expect(state.looks.find(({ group }) => group === 'd0')!.upper).toBeLessThan(0.15);
    expect(outcome.groups[0]!.comparisons[0]).toMatchObject({ verdict: 'open', reason: 'budget' });
    expect(outcome.isSuspicionOpen).toBe(true);
  });

  test('lets all together not pass if its decision was due', () => {
    const slip: WorldItem = { ...SAFE, answers: '011111111111' };
    const group = [slip, ...items(17, SAFE)];
    const options = { maxDropOverall: 0.5 };
    const unpaid = play(world([group, group], { budget: 36, options }));
    expect(unpaid.outcome.overall).toMatchObject({ wasSuspected: true, shortOf: 108 });
    expect(unpaid.outcome.overall!.comparisons[0]).toMatchObject({ verdict: 'open' });
    const paid = play(world([group, group], { options }));
    expect(paid.outcome.overall!.comparisons[0]).toMatchObject({ verdict: 'pass' });
    expect(paid.outcome.overall!.isDecided).toBe(true);
  });

  test('that does not pay for the first stage decides nothing', () => {
    const { outcome, answers } = play(world([items(10, SAFE)], { budget: 9 }));
    expect(answers).toBe(0);
    expect(outcome).toMatchObject({ result: 'inconclusive', reason: 'budget' });
  });
});

describe('both arms asked now', () => {
  test('a drop that only one comparison shows names the side that is less safe', () => {
    const pair = (answers: string, control: string): WorldItem => ({ answers, control });
    const better = items(12, pair('111111111111', '010101010101'));
    const worse = items(12, pair('010101010101', '111111111111'));
    const same = items(12, pair('111111111111', '111111111111'));
    const { outcome, requests } = play({
      profile: 'live-full',
      sizes: [12, 12],
      comparisons: [
        { items: [worse, same], s: 0.6 },
        { items: [better, same], s: 0.6 },
      ],
    });
    const [first] = outcome.groups;
    expect(first!.comparisons.map(({ verdict }) => verdict)).toEqual(['red', 'pass']);
    expect(first!.level).toBeCloseTo((0.8 * 0.05) / 2 / 2, 12);
    expect(requests.every((each) => each.kind === 'ask' && each.arms === 'both')).toBe(true);
  });
});

describe('the course of a run', () => {
  test('a look that is suspicious leads to a decision, a pass is settled by looks', () => {
    const { state, requests } = play(world([items(10, FALLEN), items(18, SAFE)]));
    expect(state.looks[0]).toMatchObject({
      stage: 1,
      group: 'd0',
      answersPerItem: 1,
      items: 10,
      itemsInPlay: 10,
      isSuspected: true,
    });
    expect(state.looks[1]).toMatchObject({ group: 'd1', isSuspected: false });
    expect(requests.map((each) => (each.kind === 'ask' ? each.purpose : each.kind))).toEqual([
      'stage',
      'decision',
      'rejudge',
    ]);
  });

  test('a reply that does not fit is a fault of the caller', () => {
    const { setup } = stage(world([items(10, SAFE)]));
    const begun = startDecision(setup);
    expect(() => advanceDecision(setup, begun, { kind: 'labels-of-the-day' })).toThrow('"ask"');
    const ended = advanceDecision(setup, begun, { kind: 'refused', shortOf: 1 });
    expect(ended.request).toBeUndefined();
    expect(() => advanceDecision(setup, ended, { kind: 'answered' })).toThrow('no reply is due');
  });

  test('a decision on another number of answers is another decision', () => {
    const { setup, terms } = stage(world([items(10, FALLEN), items(18, SAFE)]));
    const { state } = playDecision(setup, terms);
    const other = state.decisions.map((each) => ({ ...each, answersPerItem: 5 }));
    const safe = stage(world([items(10, SAFE), items(18, SAFE)]));
    const again = playDecision({ ...safe.setup, decided: other }, safe.terms);
    expect(decisionOutcome(safe.setup, again.state).result).toBe('pass');
  });

  test('all together is not decided after churn while another red stands', () => {
    const groups = [[...items(1, FALLEN), ...items(9, SAFE)], items(10, FALLEN)];
    const told = world(groups, { comparisons: [{ items: groups, s: 0.1, sRaw: 0.01 }] });
    const { state, outcome } = play(told);
    expect(outcome.groups.map(({ comparisons }) => comparisons[0]!.verdict)).toEqual([
      'churn',
      'red',
    ]);
    expect(state.decisions.map(({ group }) => group)).not.toContain(undefined);
  });

  test('all together is decided once, also if churn takes a red back later', () => {
    const late: WorldItem = { ...SAFE, answers: '111100000000' };
    const groups = [[...items(2, late), ...items(8, SAFE)], items(10, SAFE)];
    const { state, outcome } = play(
      world(groups, {
        comparisons: [{ items: groups, s: 0.1, sRaw: 0.01 }],
        options: { maxDrop: 0.001, maxDropOverall: 0.001 },
        gain: 0.01,
      }),
    );
    expect(outcome.groups[0]!.comparisons[0]!.verdict).toBe('churn');
    expect(state.decisions.filter(({ group }) => group === undefined)).toHaveLength(1);
  });

  test('a red of an earlier attempt stands even where its answers were lost', () => {
    const before = stage(world([items(10, FALLEN), items(18, SAFE)]));
    const { state } = playDecision(before.setup, before.terms);
    const after = stage(world([items(10, SAFE), items(18, SAFE)]));
    const again = playDecision({ ...after.setup, decided: state.decisions }, after.terms);
    expect(decisionOutcome(after.setup, again.state).result).toBe('fail');
  });
});
