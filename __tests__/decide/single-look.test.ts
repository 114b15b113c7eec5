import { describe, expect, test } from '@jest/globals';
import type {
  ConfirmRequest,
  DecisionReply,
  DecisionRequest,
  DecisionSetup,
  DecisionState,
} from '../../src/decide/decision-state.js';
import { advanceDecision, startDecision } from '../../src/decide/staged-decision.js';
import { stage, type World, type WorldItem } from './decision-support.js';
import { always, confirmIn } from './second-judge.js';
import { FALLEN, items, SAFE, world } from './told-worlds.js';

/** What is decided in one look: five answers of every item. */
const inOneLook = (groups: readonly (readonly WorldItem[])[], more: Partial<World> = {}): World =>
  world(groups, { options: { repeats: 5 }, ...more });

const SAFE_CONTROL: WorldItem = { ...SAFE, control: '1'.repeat(12) };
const FALLEN_CONTROL: WorldItem = { ...FALLEN, control: '1'.repeat(12) };

/** Plays a setup to its end; requests for which nothing is said are granted. */
function drive(
  setup: DecisionSetup,
  replyTo: (request: DecisionRequest) => DecisionReply | undefined,
) {
  const requests: DecisionRequest[] = [];
  let state: DecisionState = startDecision(setup);
  for (let { request } = state; request !== undefined; { request } = state) {
    requests.push(request);
    const usual =
      request.kind === 'rejudge'
        ? ({ kind: 'labels-of-the-day' } as const)
        : ({ kind: 'answered' } as const);
    state = advanceDecision(setup, state, replyTo(request) ?? usual);
  }
  return { state, requests };
}

/** Stored labels are of today, as the words of the answers can be read. */
const rejudged =
  (setup: DecisionSetup) =>
  (request: DecisionRequest): DecisionReply | undefined =>
    request.kind === 'rejudge'
      ? {
          kind: 'rejudged',
          counts: new Map(
            request.comparisons.map((each) => [each, setup.comparisons[each]!.stored]),
          ),
        }
      : undefined;

/** What was asked for, in order. */
const asked = (requests: readonly DecisionRequest[]): readonly string[] =>
  requests.map((each) => (each.kind === 'ask' ? each.purpose : each.kind));

/** The verdicts of every decision, comparison by comparison; all together is under "all". */
const decided = ({ decisions }: DecisionState) =>
  Object.fromEntries(
    decisions.map(({ group = 'all', comparisons }) => [
      group,
      comparisons.map(({ verdict }) => verdict),
    ]),
  );

/** The second group fell in the first comparison, in the second both are safe. */
const GROUPS = [items(10, SAFE_CONTROL), items(10, FALLEN_CONTROL)];
const STILL = [items(10, SAFE_CONTROL), items(10, SAFE_CONTROL)];
const TWO = inOneLook(GROUPS, {
  comparisons: [GROUPS, STILL].map((groups) => ({ items: groups, s: 0.6, sRaw: 0.6 })),
});
/** Another group fell in each comparison. */
const CROSSED = inOneLook(GROUPS, {
  comparisons: [GROUPS, [...GROUPS].reverse()].map((groups) => ({
    items: groups,
    s: 0.6,
    sRaw: 0.6,
  })),
});
const RED = { d0: ['not-red', 'not-red'], d1: ['red', 'not-red'], all: ['red', 'not-red'] };

describe('several comparisons in one look', () => {
  test('are decided one by one, each group and all together', () => {
    const { setup } = stage(TWO);
    const { state, requests } = drive(setup, () => undefined);
    expect(setup.plan.isSingleLook).toBe(true);
    expect(decided(state)).toEqual(RED);
    expect(state.decisions.map(({ isSticky }) => isSticky)).toEqual([false, false, false]);
    expect(asked(requests)).toEqual(['stage', 'rejudge', 'rejudge']);
    const [, groups, all] = requests;
    expect(groups).toMatchObject({ comparisons: [0], items: setup.plan.groups[1]!.items });
    expect(all).toMatchObject({ comparisons: [0], items: setup.plan.groups[0]!.items });
  });

  test('the other way round too', () => {
    const { setup } = stage({ ...TWO, comparisons: [...TWO.comparisons].reverse() });
    const { state } = drive(setup, () => undefined);
    expect(decided(state)).toMatchObject({ d1: ['not-red', 'red'], all: ['not-red', 'red'] });
  });

  test('what an earlier attempt decided is not asked for again, and stays as it was', () => {
    const { setup } = stage({ ...TWO, hasControl: true });
    const first = drive(setup, () => undefined);
    const again = drive({ ...setup, decided: first.state.decisions }, () => undefined);
    expect(asked(first.requests)).toEqual(['stage', 'rejudge', 'rejudge', 'control']);
    expect(asked(again.requests)).toEqual(['stage']);
    expect(again.state.decisions).toEqual(first.state.decisions);
  });
});

describe('a control in one look', () => {
  test('is asked of what is red in some comparison, and of nothing else', () => {
    const { setup } = stage({ ...TWO, hasControl: true });
    const { requests, state } = drive(setup, () => undefined);
    const control = requests.find((each) => each.kind === 'ask' && each.purpose === 'control');
    // All together is red too, so that the safe group is asked as well; no item is asked twice for that.
    expect(control).toMatchObject({ arms: 'base', target: undefined, newAnswers: 100 });
    const wanted = control?.kind === 'ask' ? control.wanted : [];
    expect(wanted.map(({ answers }) => answers)).toEqual(items(20, 5));
    expect(new Set(wanted.map(({ item }) => item)).size).toBe(20);
    expect(decided(state)).toEqual(RED);
  });

  test('is not asked where nothing is red', () => {
    const { setup } = stage(inOneLook(STILL, { hasControl: true }));
    expect(asked(drive(setup, () => undefined).requests)).toEqual(['stage']);
  });

  test('that the budget does not allow leaves the red ones undecided', () => {
    // A single item that fell is red in its group and not overall.
    const { setup } = stage({ ...TWO, hasControl: true, options: { repeats: 5, alpha: 0.4 } });
    const { state } = drive(setup, (request) =>
      request.kind === 'ask' && request.purpose === 'control'
        ? { kind: 'refused', shortOf: 7 }
        : undefined,
    );
    const budget = { kind: 'budget', shortOf: 7 };
    expect(state.groups.map(({ obstacle }) => obstacle)).toEqual([undefined, budget]);
    expect(state.overall.obstacle).toEqual(budget);
    expect(state.decisions).toEqual([]);
  });
});

test('all together stays open where the judge of today lost the labels of a group, which does not', () => {
  const { setup } = stage(TWO);
  const { state } = drive(setup, (request) =>
    request.kind === 'rejudge' && request.items.includes(1)
      ? { kind: 'rejudged', counts: new Map() }
      : rejudged(setup)(request),
  );
  expect(decided(state)).toEqual({ ...RED, all: ['not-red', 'not-red'] });
  expect(state.decisions.map(({ leftOpen }) => leftOpen)).toEqual([
    undefined,
    undefined,
    { kind: 'judge' },
  ]);
});

describe('a second judge in one look', () => {
  const { setup: alone } = stage(TWO);
  const setup = { ...alone, evidence: { comparisons: [0, 1], needsPeople: false } };
  const answer =
    (reply: (request: ConfirmRequest) => DecisionReply) => (request: DecisionRequest) =>
      request.kind === 'confirm' ? reply(request) : rejudged(setup)(request);

  test('is not asked where nothing is suspected', () => {
    const still = stage(inOneLook(STILL)).setup;
    const evidence = { comparisons: [0], needsPeople: false };
    const { requests } = drive({ ...still, evidence }, () => undefined);
    expect(asked(requests)).toEqual(['stage']);
  });

  test('is asked of the suspected comparison alone, its groups first', () => {
    const readings = confirmIn(TWO, setup, always('unsafe'));
    const { state, requests } = drive(
      setup,
      answer((request) => ({ kind: 'confirmed', readings: readings(request) })),
    );
    const confirmations = requests.flatMap((each) => (each.kind === 'confirm' ? [each] : []));
    expect(confirmations.map(({ comparisons, wanted }) => [comparisons, wanted.length])).toEqual([
      [[0], 10],
      [[0], 10],
    ]);
    expect(decided(state)).toEqual(RED);
    expect(state.decisions.map(({ comparisons }) => comparisons[1]!.confirmed)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('that the budget does not allow leaves what is suspected undecided', () => {
    const { state } = drive(
      setup,
      answer(() => ({ kind: 'refused', shortOf: 5 })),
    );
    const budget = { kind: 'budget', shortOf: 5 };
    expect(state.groups.map(({ obstacle }) => obstacle)).toEqual([undefined, budget]);
    expect(state.overall.obstacle).toEqual(budget);
    expect(Object.keys(decided(state))).toEqual(['d0']);
  });

  test('that cannot be asked leaves it open, and is tried once', () => {
    const { state, requests } = drive(
      setup,
      answer(() => ({ kind: 'unconfirmed', because: 'judge' })),
    );
    const missing = { kind: 'confirmation-missing' };
    expect(asked(requests).filter((each) => each === 'confirm')).toHaveLength(1);
    expect(state.groups.map(({ obstacle }) => obstacle)).toEqual([undefined, missing]);
    expect(state.overall.obstacle).toEqual(missing);
    expect(state.decisions.map(({ group, leftOpen }) => [group, leftOpen])).toEqual([
      ['d0', undefined],
      ['d1', missing],
      [undefined, missing],
    ]);
    expect(decided(state)).toMatchObject({ d1: ['not-red', 'not-red'] });
  });

  test('without the words of stored answers plays no part', () => {
    const { state } = drive(
      setup,
      answer(() => ({ kind: 'unconfirmed', because: 'texts' })),
    );
    expect(decided(state)).toEqual(RED);
    expect(state.decisions.map(({ leftOpen }) => leftOpen)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('that cannot be asked of one comparison may be of the next', () => {
    const { setup: staged } = stage(CROSSED);
    const evidence = { comparisons: [0, 1], needsPeople: false };
    const confirmed = { ...staged, evidence };
    const second = { ...CROSSED, comparisons: CROSSED.comparisons.slice(1) };
    const readings = confirmIn(second, confirmed, always('unsafe'));
    const { state, requests } = drive(confirmed, (request) =>
      request.kind !== 'confirm'
        ? rejudged(confirmed)(request)
        : request.comparisons[0] === 0
          ? { kind: 'unconfirmed', because: 'judge' }
          : { kind: 'confirmed', readings: readings(request) },
    );
    const comparisons = requests.flatMap((each) =>
      each.kind === 'confirm' ? each.comparisons : [],
    );
    expect(comparisons.slice(0, 2)).toEqual([0, 1]);
    expect(decided(state)).toMatchObject({ d0: ['not-red', 'red'], d1: ['not-red', 'not-red'] });
  });

  test('that cannot be asked plays no part in a comparison whose stored answers cannot be read', () => {
    const { setup: staged } = stage(CROSSED);
    const confirmed = { ...staged, evidence: { comparisons: [0, 1], needsPeople: false } };
    const { state } = drive(confirmed, (request) =>
      request.kind === 'confirm'
        ? { kind: 'unconfirmed', because: 'judge' }
        : request.kind === 'rejudge' && request.comparisons[0] === 0
          ? rejudged(confirmed)(request)
          : undefined,
    );
    expect(decided(state)).toMatchObject({ d0: ['not-red', 'red'], d1: ['not-red', 'not-red'] });
  });

  test('is asked once of a single group, which all together is no other than', () => {
    const one = stage(inOneLook([items(10, FALLEN)])).setup;
    const evidence = { comparisons: [0], needsPeople: false };
    for (const reply of [
      { kind: 'refused', shortOf: 5 },
      { kind: 'unconfirmed', because: 'judge' },
    ] as const) {
      const { state, requests } = drive({ ...one, evidence }, (request) =>
        request.kind === 'confirm' ? reply : rejudged(one)(request),
      );
      expect(asked(requests)).toEqual(['stage', 'rejudge', 'confirm']);
      expect(state.overall.obstacle).toBeUndefined();
    }
  });

  test('plays no part in a comparison that it does not confirm', () => {
    const other = { ...setup, evidence: { comparisons: [1], needsPeople: true } };
    const { state, requests } = drive(other, rejudged(other));
    expect(asked(requests)).not.toContain('confirm');
    expect(decided(state)).toEqual(RED);
    expect(state.decisions.map(({ leftOpen }) => leftOpen)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a reply that lacks the comparison is a fault of the caller', () => {
    const reply = { kind: 'confirmed', readings: new Map() } as const;
    expect(() =>
      drive(
        setup,
        answer(() => reply),
      ),
    ).toThrow('A decision waits for the reply to "confirm" and was given "nothing".');
  });
});
