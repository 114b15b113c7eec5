import { describe, expect, test } from '@jest/globals';
import type { DecisionRecord, DecisionState } from '../../src/decide/decision-state.js';
import {
  losesLabels,
  movedLabels,
  rejudgedCounts,
  rejudgeRequest,
  withLabels,
  withRecordedLabels,
} from '../../src/decide/labels.js';
import { startDecision } from '../../src/decide/staged-decision.js';
import type { SafeCount } from '../../src/stats/paired-counts.js';
import { stage, withView } from './decision-support.js';
import { items } from './told-worlds.js';

/** Two groups of four items and two comparisons, whose items are stored five times and three times. */
const stored = (answers: number) => items(4, { x: 2, kb: answers, answers: '111111111111' });
const { setup } = stage({
  profile: 'full',
  sizes: [4, 4],
  comparisons: [5, 3].map((answers) => ({ items: [stored(answers), stored(answers)], s: 0.6 })),
});
const START = startDecision(setup);
const FIRST = [1, 2, 3, 4];
const SECOND = [5, 6, 7, 8];

/** The labels of every group and comparison. */
const labelsOf = ({ groups }: DecisionState) =>
  groups.map(({ views }) => views.map(({ labels }) => labels));

const REJUDGED = { labels: 'rejudged' } as const;
const NONE = { safe: 0, answers: 0 };
const count = (safe: number, answers: number): SafeCount => ({ safe, answers });
const ALL = { target: undefined, groups: [0, 1], comparisons: [0, 1] } as const;

describe('rejudgeRequest', () => {
  test('asks for all stored answers, each comparison counted', () => {
    expect(rejudgeRequest(setup, START, { ...ALL, target: 1 })).toEqual({
      kind: 'rejudge',
      target: 1,
      comparisons: [0, 1],
      items: [...FIRST, ...SECOND],
      storedAnswers: 8 * 5 + 8 * 3,
    });
  });

  test('leaves out groups and comparisons whose labels are of today, or have none', () => {
    const known = [
      [[0, 0], REJUDGED],
      [[1, 0], REJUDGED],
      [[1, 1], { labels: 'labels-of-the-day' }],
    ] as const;
    const state = known.reduce((next, [at, changes]) => withView(next, at, changes), START);
    const wanted = { comparisons: [1], items: FIRST, storedAnswers: 4 * 3 };
    expect(rejudgeRequest(setup, state, ALL)).toMatchObject(wanted);
    expect(rejudgeRequest(setup, state, { ...ALL, groups: [1] })).toBeUndefined();
    // A comparison counts as a whole where one group of it is to be judged.
    expect(rejudgeRequest(setup, withView(START, [1, 0], REJUDGED), ALL)).toMatchObject({
      comparisons: [0, 1],
      items: [...FIRST, ...SECOND],
    });
    expect(rejudgeRequest(setup, state, { ...ALL, comparisons: [0] })).toBeUndefined();
  });

  test('asks for nothing where there is nothing stored, or both arms are asked now', () => {
    const empty = setup.comparisons.map((each) => ({ ...each, stored: new Map<never, never>() }));
    expect(rejudgeRequest({ ...setup, comparisons: empty }, START, ALL)).toBeUndefined();
    const plan = { ...setup.plan, isLive: true };
    expect(rejudgeRequest({ ...setup, plan }, START, ALL)).toBeUndefined();
  });

  test('counts an item that is not stored as no answer', () => {
    const comparisons = setup.comparisons.map((each) => ({
      ...each,
      stored: new Map([[2, count(1, 7)]]),
    }));
    const request = rejudgeRequest({ ...setup, comparisons }, START, ALL);
    expect(request).toMatchObject({ items: [...FIRST, ...SECOND], storedAnswers: 14 });
  });
});

describe('withLabels', () => {
  const request = rejudgeRequest(setup, START, { ...ALL, groups: [0], comparisons: [1] })!;
  const counts = new Map([
    [0, new Map([[1, count(9, 9)]])],
    [
      1,
      new Map([
        [1, count(1, 3)],
        [3, count(2, 2)],
      ]),
    ],
  ]);

  test('puts the new counts in force where they were asked for, 0 of items without', () => {
    const state = withLabels(setup, START, { request, reply: { kind: 'rejudged', counts } });
    expect(labelsOf(state)).toEqual([
      ['stored', 'rejudged'],
      ['stored', 'stored'],
    ]);
    expect(state.groups[0]!.views[1]!.rejudged).toEqual([count(1, 3), NONE, count(2, 2), NONE]);
  });

  test('does so where only some items of a group were asked for', () => {
    const reply = { kind: 'rejudged', counts } as const;
    const state = withLabels(setup, START, { request: { ...request, items: [2] }, reply });
    expect(labelsOf(state)[0]).toEqual(['stored', 'rejudged']);
  });

  test('counts nothing in a comparison that is missing in the reply', () => {
    const reply = { kind: 'rejudged', counts: new Map<never, never>() } as const;
    const state = withLabels(setup, START, { request, reply });
    expect(state.groups[0]!.views[1]).toMatchObject({
      labels: 'rejudged',
      rejudged: [NONE, NONE, NONE, NONE],
    });
  });

  test('notes that there are none, and leaves those in force', () => {
    const all = rejudgeRequest(setup, START, ALL)!;
    const known = withView(START, [1, 0], { ...REJUDGED, rejudged: [count(1, 1)] });
    const state = withLabels(setup, known, { request: all, reply: { kind: 'labels-of-the-day' } });
    expect(labelsOf(state)).toEqual([
      ['labels-of-the-day', 'labels-of-the-day'],
      ['rejudged', 'labels-of-the-day'],
    ]);
    expect(state.groups[1]!.views[0]!.rejudged).toEqual([count(1, 1)]);
    expect(state.groups[0]!.views[0]!.rejudged).toEqual([]);
  });

  test('takes no reply of another kind', () => {
    for (const kind of ['answered', 'unconfirmed'] as const)
      expect(() =>
        withLabels(setup, START, { request, reply: { kind, because: 'judge' } as never }),
      ).toThrow(`A decision waits for the reply to "rejudge" and was given "${kind}".`);
  });
});

describe('withRecordedLabels', () => {
  const record = {
    comparisons: [{ rejudged: [[6, count(2, 4)] as const] }, { rejudged: [] }],
  } as unknown as DecisionRecord;

  test('puts them in force where one of the items was judged again', () => {
    const state = withRecordedLabels(setup, START, record);
    expect(labelsOf(state)).toEqual([
      ['stored', 'stored'],
      ['rejudged', 'stored'],
    ]);
    expect(state.groups[1]!.views[0]!.rejudged).toEqual([NONE, count(2, 4), NONE, NONE]);
  });

  test('leaves labels that are in force, and comparisons that are not recorded', () => {
    const known = withView(START, [1, 0], { labels: 'labels-of-the-day' });
    expect(withRecordedLabels(setup, known, record)).toEqual(known);
    expect(withRecordedLabels(setup, START, { ...record, comparisons: [] })).toEqual(START);
  });
});

describe('losesLabels', () => {
  /** So many of five answers are left of each item. */
  const left = (answers: readonly number[]) => ({
    ...REJUDGED,
    rejudged: answers.map((each) => count(0, each)),
  });
  test.each([
    ['all', [5, 5, 5, 5], false],
    ['nine tenths', [5, 5, 5, 3], false],
    ['less', [5, 5, 5, 2], true],
    ['none', [], true],
  ])('where %s are left of the stored answers of a group', (_, answers, isLost) => {
    const state = withView(START, [0, 0], left(answers));
    const at = { comparison: 0, groups: [0] };
    expect(losesLabels(setup, state, at)).toBe(isLost);
    // Groups with the labels of the day lose none.
    expect(losesLabels(setup, state, { ...at, groups: [1, 0] })).toBe(isLost);
    expect(losesLabels(setup, state, { ...at, groups: [1] })).toBe(false);
    expect(losesLabels(setup, state, { ...at, comparison: 1 })).toBe(false);
  });

  test('an item that is not stored loses nothing', () => {
    const comparisons = setup.comparisons.map((each) => ({
      ...each,
      stored: new Map([[2, count(1, 5)]]),
    }));
    const at = { comparison: 0, groups: [0] };
    const kept = withView(START, [0, 0], left([0, 5, 0, 0]));
    expect(losesLabels({ ...setup, comparisons }, kept, at)).toBe(false);
    const lost = withView(START, [0, 0], left([0, 4, 0, 0]));
    expect(losesLabels({ ...setup, comparisons }, lost, at)).toBe(true);
  });

  test('counts all groups together', () => {
    const state = withView(withView(START, [0, 0], left([5, 5, 5, 2])), [1, 0], left([5, 5, 5, 4]));
    expect(losesLabels(setup, state, { comparison: 0, groups: [0, 1] })).toBe(false);
    expect(losesLabels(setup, state, { comparison: 0, groups: [9] })).toBe(false);
  });
});

describe('rejudgedCounts', () => {
  test('names the items of the groups, in their order', () => {
    const counts = [count(1, 3), count(2, 3)];
    const state = withView(START, [1, 1], { rejudged: counts });
    expect(rejudgedCounts(setup, state, { comparison: 1, groups: [0, 1] })).toEqual([
      [5, count(1, 3)],
      [6, count(2, 3)],
    ]);
    expect(rejudgedCounts(setup, state, { comparison: 0, groups: [0, 1] })).toEqual([]);
    expect(rejudgedCounts(setup, state, { comparison: 1, groups: [9] })).toEqual([]);
  });
});

describe('movedLabels', () => {
  test('adds up what is called safe and unsafe that was not', () => {
    const before = new Map([
      [1, count(5, 9)],
      [2, count(5, 9)],
      [3, count(5, 8)],
    ]);
    const rejudged = [
      [1, count(7, 9)],
      [2, count(2, 9)],
      [3, count(5, 8)],
      [4, count(1, 2)],
    ] as const;
    expect(movedLabels({ stored: before }, { rejudged })).toEqual({
      answers: 26,
      safer: 3,
      lessSafe: 3,
    });
    expect(movedLabels(undefined, { rejudged })).toEqual({ answers: 0, safer: 15, lessSafe: 0 });
    expect(movedLabels({ stored: before }, { rejudged: [] })).toEqual({
      answers: 0,
      safer: 0,
      lessSafe: 0,
    });
  });
});
