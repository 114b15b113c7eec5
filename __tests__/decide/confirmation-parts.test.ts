import { describe, expect, test } from '@jest/globals';
import {
  confirmationOf,
  confirmRequest,
  confirmedFinding,
  knownReadings,
  unconfirmedFinding,
  withoutDisputedPasses,
  withReadings,
  withRecordedReadings,
} from '../../src/decide/confirmation.js';
import type {
  ConfirmedView,
  DecidedComparison,
  DecisionRecord,
  DecisionState,
  GroupView,
} from '../../src/decide/decision-state.js';
import { findComparison } from '../../src/decide/comparison-finding.js';
import { playDecision } from '../../src/decide/play-decision.js';
import { type ItemReadings, type JudgeLabel, readItem } from '../../src/decide/readings.js';
import { selectionOf } from '../../src/decide/requests.js';
import { stage, withView } from './decision-support.js';
import { FALLEN, items, SAFE, world } from './told-worlds.js';

/** Two groups of four items and two comparisons; all items of the second group fell. */
const GROUPS = [items(4, SAFE), items(4, FALLEN)];
const { setup: alone, terms } = stage(
  world(GROUPS, {
    comparisons: [0, 1].map(() => ({ items: GROUPS, s: 0.6, sRaw: 0.6 })),
  }),
);
const setup = { ...alone, evidence: { comparisons: [0, 1], needsPeople: false } };
const PLAYED = playDecision(alone, terms).state;
const FIRST = [1, 2, 3, 4];
const SECOND = [5, 6, 7, 8];

/** Readings of an item with nine safe stored answers and eight unsafe ones now, of which the second judge says this. */
const read = (second: JudgeLabel | null, answers = 8): ItemReadings =>
  readItem(
    Array.from({ length: 9 }, () => ({ first: 'safe' as const })),
    Array.from({ length: answers }, () => ({ first: 'unsafe' as const, second })),
  );
const AGREED = read('unsafe');
const DISPUTED = read('safe');
const NOTHING = readItem([], []);
const BOTH = [
  { group: 0, answers: 8 },
  { group: 1, answers: 8 },
] as const;
const byItem = (ids: readonly number[], reading: ItemReadings) =>
  new Map(ids.map((id) => [id, reading] as const));
const viewOf = (state: DecisionState, group: number, comparison = 0) =>
  state.groups[group]!.views[comparison]!;

describe('confirmRequest', () => {
  const at = { target: undefined, selection: BOTH, comparisons: [0, 1] } as const;
  test('leaves out comparisons of which some stored answers cannot be read', () => {
    const unread = withView(PLAYED, [1, 0], { labels: 'labels-of-the-day' });
    const state = withView(unread, [1, 1], { labels: 'rejudged' });
    expect(confirmRequest(setup, state, at)).toEqual({
      kind: 'confirm',
      target: undefined,
      comparisons: [1],
      wanted: [...FIRST, ...SECOND].map((item) => ({ item, answers: 8 })),
    });
    const group = { ...at, selection: BOTH.slice(0, 1) };
    expect(confirmRequest(setup, state, group)?.comparisons).toEqual([0, 1]);
  });

  test('is none for no group, and for no comparison that is to be confirmed', () => {
    const state = withView(PLAYED, [1, 0], { labels: 'stored' });
    expect(confirmRequest(setup, state, { ...at, selection: [] })).toBeUndefined();
    const evidence = { comparisons: [], needsPeople: true };
    expect(confirmRequest({ ...setup, evidence }, state, at)).toBeUndefined();
    expect(confirmRequest(alone, state, at)).toBeUndefined();
  });
});

test('a reply of another kind is no confirmation', () => {
  expect(() => confirmationOf({ kind: 'answered' })).toThrow(
    'A decision waits for the reply to "confirm" and was given "answered".',
  );
  const reply = { kind: 'unconfirmed', because: 'texts' } as const;
  expect(confirmationOf(reply)).toBe(reply);
});

describe('withReadings', () => {
  const kept: ConfirmedView = {
    ...{ answersPerItem: 10, items: FIRST.map(() => AGREED) },
    ...{ bound: viewOf(PLAYED, 0).bound, upper: 0.25 },
  };
  const state = withView(PLAYED, [0, 0], { confirmed: kept });
  const readings = new Map([[0, byItem([1, 5, 6, 7, 8], DISPUTED)]]);

  test('of all together keeps those that a group has by its own decision', () => {
    const given = { target: 'overall', selection: BOTH, readings } as const;
    const after = withReadings(setup, state, given);
    expect(viewOf(after, 0).confirmed).toBe(kept);
    expect(viewOf(after, 1).confirmed).toMatchObject({
      answersPerItem: 8,
      items: SECOND.map(() => DISPUTED),
    });
    expect(viewOf(after, 1, 1).confirmed).toBeUndefined();
  });

  test.each([[0], [undefined]])(
    'of the target %s replaces them, with nothing of other items',
    (target) => {
      const after = withReadings(setup, state, { target, selection: BOTH.slice(0, 1), readings });
      expect(viewOf(after, 0).confirmed).toMatchObject({
        answersPerItem: 8,
        items: [DISPUTED, NOTHING, NOTHING, NOTHING],
      });
      expect(viewOf(after, 1).confirmed).toBeUndefined();
    },
  );

  test('bounds the drop by the confirmed reading', () => {
    const given = { target: undefined, selection: BOTH.slice(1) };
    const disputed = withReadings(setup, PLAYED, { ...given, readings });
    const agreed = new Map([[0, byItem(SECOND, AGREED)]]);
    const same = withReadings(setup, PLAYED, { ...given, readings: agreed });
    const { bound, upper } = viewOf(PLAYED, 1);
    expect(viewOf(same, 1).confirmed).toMatchObject({ bound, upper });
    expect(viewOf(disputed, 1).confirmed!.bound).toMatchObject({ items: 4, drop: 0 });
    expect(viewOf(disputed, 1).confirmed!.upper).toBeLessThan(upper);
    expect(viewOf(disputed, 1)).toMatchObject({ bound, upper });
  });
});

describe('knownReadings', () => {
  const one = withReadings(setup, PLAYED, {
    ...{ target: undefined, selection: BOTH.slice(1) },
    readings: new Map([[0, byItem(SECOND, DISPUTED)]]),
  });
  test('are those of all items where every group has them', () => {
    const known = knownReadings(setup, one, { comparison: 0, groups: [1] });
    expect(known).toEqual(byItem(SECOND, DISPUTED));
  });
  test('are none where one group lacks them', () => {
    expect(knownReadings(setup, one, { comparison: 0, groups: [1, 0] })).toBeUndefined();
    expect(knownReadings(setup, one, { comparison: 1, groups: [1] })).toBeUndefined();
    expect(knownReadings(setup, one, { comparison: 0, groups: [9] })).toBeUndefined();
  });
});

describe('withRecordedReadings', () => {
  const confirmed = { answersPerItem: 6, items: [1, 5].map((id) => [id, AGREED] as const) };
  const record = { comparisons: [{}, { confirmed }] } as unknown as DecisionRecord;
  test.each([
    [0, [true, false]],
    [1, [false, true]],
    ['overall' as const, [true, true]],
  ])('of the target %s', (target, isKnown) => {
    const state = withRecordedReadings(setup, PLAYED, { target, record });
    expect([0, 1].map((group) => viewOf(state, group, 1).confirmed !== undefined)).toEqual(isKnown);
    expect([0, 1].map((group) => viewOf(state, group).confirmed)).toEqual([undefined, undefined]);
    const group = isKnown.indexOf(true);
    expect(viewOf(state, group, 1).confirmed).toMatchObject({
      answersPerItem: 6,
      items: [AGREED, NOTHING, NOTHING, NOTHING],
    });
  });
});

describe('withoutDisputedPasses', () => {
  const view = viewOf(PLAYED, 0);
  const at = (reading: ItemReadings, upper: number, changes: Partial<GroupView> = {}) =>
    viewOf(
      withoutDisputedPasses(
        setup,
        withView(PLAYED, [0, 0], {
          verdict: 'pass',
          bound: { ...view.bound, items: 4 },
          confirmed: { answersPerItem: 8, items: items(4, reading), bound: view.bound, upper },
          ...changes,
        }),
      ),
      0,
    ).verdict;

  test('takes back a pass whose drop is not excluded in the confirmed reading', () => {
    expect(at(DISPUTED, 0.5)).toBe('open');
    expect(at(DISPUTED, 0.01)).toBe('pass');
  });
  test('leaves a pass that nobody disputes, one that was not confirmed, and what is no pass', () => {
    expect(at(AGREED, 0.5)).toBe('pass');
    expect(at(DISPUTED, 0.5, { confirmed: undefined })).toBe('pass');
    expect(at(DISPUTED, 0.5, { verdict: 'red' })).toBe('red');
  });
  test('leaves a group that nothing is asked of', () => {
    const state = withView(PLAYED, [0, 0], {
      verdict: 'pass',
      confirmed: { answersPerItem: 8, items: [DISPUTED], bound: view.bound, upper: 0.5 },
    });
    const groups = state.groups.map((group) => ({ ...group, looked: [] }));
    const after = withoutDisputedPasses(setup, { ...state, groups });
    expect(viewOf(after, 0).verdict).toBe('pass');
  });
});

describe('what a finding comes to', () => {
  const selection = selectionOf(setup, PLAYED, { target: 1, part: 'in-play' });
  const found = findComparison(setup, PLAYED, { comparison: 0, selection });
  const first: DecidedComparison = { ...found, verdict: 'red' };
  const finding = (reading: ItemReadings, level: number) =>
    confirmedFinding(setup, PLAYED, {
      ...{ comparison: 0, first, selection, level },
      readings: byItem(SECOND, reading),
    });

  test('confirmed, with the answers that both readings count', () => {
    const { found: confirmed, leftOpen } = finding(AGREED, 0.01);
    expect(leftOpen).toBeUndefined();
    expect(confirmed).toMatchObject({ verdict: 'red', p: first.p });
    expect(confirmed.confirmed).toMatchObject({
      answersPerItem: 8,
      items: SECOND.map((id) => [id, AGREED]),
    });
  });

  test('of a second judge that is silent is open where either reading is red, and only there', () => {
    const silent = read(null);
    expect(finding(silent, 0.01)).toMatchObject({
      found: { verdict: 'not-red' },
      leftOpen: { kind: 'confirmation-missing' },
    });
    const safe = items(9, { first: 'safe' as const });
    const [slip] = items(1, { first: 'unsafe' as const, second: null });
    const little = readItem(safe, [...safe.slice(2), slip!]);
    expect(finding(little, 0.01).leftOpen).toBeUndefined();
  });

  test.each<[string, DecidedComparison, 'judge' | 'texts', boolean, object]>([
    ['that is not red stays', found, 'judge', true, { found, leftOpen: undefined }],
    [
      'without a second judge is open',
      first,
      'judge',
      false,
      { found: found, leftOpen: { kind: 'confirmation-missing' } },
    ],
    ['without words is red', first, 'texts', false, { found: first, leftOpen: undefined }],
    [
      'without words waits for people',
      { ...first, before: { safe: 30, answers: 36 }, after: { safe: 2, answers: 32 } },
      'texts',
      true,
      { found: { verdict: 'not-red' }, leftOpen: { kind: 'needs-labels', answers: 36 } },
    ],
  ])('unconfirmed, %s', (_, given, because, needsPeople, expected) => {
    const evidence = { comparisons: [0], needsPeople };
    expect(unconfirmedFinding({ ...setup, evidence }, given, because)).toMatchObject(expected);
  });
});
