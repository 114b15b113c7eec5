import { describe, expect, test } from '@jest/globals';
import { reviewChurn } from '../../src/decide/churn-review.js';
import { itemsAgreeP } from '../../src/decide/churn.js';
import { decideTask } from '../../src/decide/decide-target.js';
import type {
  DecisionRecord,
  DecisionSetup,
  DecisionState,
  GroupVerdict,
} from '../../src/decide/decision-state.js';
import { playDecision } from '../../src/decide/play-decision.js';
import { paired } from '../stats/support.js';
import { stage, type WorldItem } from './decision-support.js';
import { FALLEN, items, NEVER, play, SAFE, world } from './told-worlds.js';

/** Of two comparisons the first hardly varies, so that reds have to show in the items. */
function twoGroups(group: readonly WorldItem[]): { setup: DecisionSetup; played: DecisionState } {
  const { setup, terms } = stage(
    world([group, group], {
      comparisons: [
        { items: [group, group], s: 0.6, sRaw: 0.01 },
        { items: [group, group], s: 0.6, sRaw: 0.6 },
      ],
    }),
  );
  return { setup, played: { ...playDecision(setup, terms).state, decisions: [] } };
}

type Verdicts = readonly GroupVerdict[];

/** The state with these verdicts in both comparisons, group by group and overall. */
const withVerdicts = (
  state: DecisionState,
  [overall, ...groups]: readonly Verdicts[],
  isDecided = false,
): DecisionState => ({
  ...state,
  groups: state.groups.map((group, index) => ({
    ...group,
    views: group.views.map((view, at) => ({ ...view, verdict: groups[index]![at]! })),
  })),
  overall: {
    ...{ ...state.overall, isDecided },
    views: state.overall.views.map((view, at) => ({ ...view, verdict: overall![at]! })),
  },
});

/** The verdicts of a state, overall first, and what is to be decided next. */
const told = ({ groups, overall, todo }: DecisionState) => ({
  verdicts: [overall.views, ...groups.map(({ views }) => views)].map((views) =>
    views.map(({ verdict }) => verdict),
  ),
  todo,
});

const review = (setup: DecisionSetup, state: DecisionState): DecisionState =>
  reviewChurn(setup, state, { task: { kind: 'churn' }, reply: undefined });

const UNCHANGED = twoGroups(items(10, SAFE));
const DROPPED = twoGroups(items(10, FALLEN));
const AFTER = [decideTask('overall', 'after-churn')];
const OPEN: Verdicts = ['open', 'open'];
const PASS: Verdicts = ['pass', 'pass'];

describe('a red whose items do not bear it out', () => {
  test.each<[string, readonly Verdicts[], readonly Verdicts[], boolean]>([
    ['is taken back', [OPEN, ['red', 'open'], OPEN], [OPEN, ['churn', 'open'], OPEN], true],
    [
      'is taken back of all together, which are not decided again for that',
      [['red', 'open'], OPEN, OPEN],
      [['churn', 'open'], OPEN, OPEN],
      false,
    ],
    [
      'stands in a comparison that varies',
      [OPEN, ['red', 'red'], OPEN],
      [OPEN, ['churn', 'red'], OPEN],
      false,
    ],
    [
      'of another group stands too',
      [OPEN, ['red', 'pass'], ['pass', 'red']],
      [OPEN, ['churn', 'pass'], ['pass', 'red']],
      false,
    ],
    [
      'leaves all together to be decided where one comparison is open',
      [['pass', 'open'], ['red', 'pass'], PASS],
      [['pass', 'open'], ['churn', 'pass'], PASS],
      true,
    ],
    [
      'leaves nothing to be decided where all passed',
      [PASS, ['red', 'pass'], PASS],
      [PASS, ['churn', 'pass'], PASS],
      false,
    ],
  ])('%s', (_, before, after, isDue) => {
    const { setup, played } = UNCHANGED;
    const reviewed = review(setup, withVerdicts(played, before));
    expect(told(reviewed)).toEqual({ verdicts: after, todo: isDue ? AFTER : [] });
  });

  test('is not decided again where all together was, or all is decided in one look', () => {
    const { setup, played } = UNCHANGED;
    const red = [OPEN, ['red', 'open'], OPEN] as const;
    expect(review(setup, withVerdicts(played, red, true)).todo).toEqual([]);
    const single = { ...setup, plan: { ...setup.plan, isSingleLook: true } };
    expect(review(single, withVerdicts(played, red)).todo).toEqual([]);
  });
});

describe('a red that its items bear out', () => {
  test('stands, of a group and of all together', () => {
    const { setup, played } = DROPPED;
    const verdicts = [['red', 'pass'], ['red', 'pass'], PASS] as const;
    expect(told(review(setup, withVerdicts(played, verdicts))).verdicts).toEqual(verdicts);
  });

  test('in one look has to do so at its part of the level', () => {
    const { setup, played } = twoGroups([...items(6, SAFE), ...items(4, FALLEN)]);
    const p = itemsAgreeP([...items(6, paired([9, 9, 8, 8])), ...items(4, paired([9, 9, 0, 8]))]);
    const red = withVerdicts(played, [PASS, ['red', 'pass'], PASS]);
    const at = (groupLevel: number, isSingleLook: boolean) => {
      const plan = { ...setup.plan, groupLevel, isSingleLook };
      return told(review({ ...setup, plan }, red)).verdicts[1]![0];
    };
    expect([at(1.5 * p, false), at(0.9 * p, false)]).toEqual(['red', 'churn']);
    expect([at(2.1 * p, true), at(1.5 * p, true)]).toEqual(['red', 'churn']);
  });
});

test('where nothing is red there is nothing to review', () => {
  const { setup, played } = UNCHANGED;
  const state = withVerdicts(played, [OPEN, PASS, PASS]);
  expect(review(setup, state)).toBe(state);
});

test('items that looks left out are asked three times first', () => {
  const { requests } = play(world([items(10, FALLEN), [...items(6, SAFE), ...items(4, NEVER)]]));
  const asked = requests.flatMap((each) =>
    each.kind === 'ask' && each.purpose === 'churn' ? each.wanted : [],
  );
  expect(asked.map(({ answers }) => answers)).toEqual([3, 3, 3, 3]);
});

describe('decisions of an earlier attempt', () => {
  const record = (
    { plan }: DecisionSetup,
    target: number | 'overall',
    verdicts: readonly string[],
  ): DecisionRecord =>
    ({
      group: target === 'overall' ? undefined : plan.groups[target]!.name,
      answersPerItem:
        target === 'overall' ? plan.overallAnswers : plan.groups[target]!.decisionAnswers,
      comparisons: verdicts.map((verdict) => ({ verdict })),
    }) as unknown as DecisionRecord;
  const { setup, played } = DROPPED;
  const state = withVerdicts(played, [OPEN, OPEN, OPEN]);

  test('that were red are entered, of groups and of all together', () => {
    const decided = [
      record(setup, 1, ['not-red', 'red']),
      record(setup, 'overall', ['red', 'not-red']),
    ];
    const reviewed = review({ ...setup, decided }, state);
    expect(reviewed.decisions).toEqual(decided);
    expect(told(reviewed).verdicts).toEqual([['red', 'open'], OPEN, ['open', 'red']]);
    expect(reviewed.overall.isDecided).toBe(true);
  });

  test('that were not red are noted, and change no verdict', () => {
    const decided = [
      record(setup, 0, ['control-fell', 'not-red']),
      record(setup, 'overall', ['not-red', 'not-red']),
    ];
    const reviewed = review({ ...setup, decided }, state);
    expect(reviewed.decisions).toEqual(decided);
    expect(told(reviewed).verdicts).toEqual([OPEN, OPEN, OPEN]);
    expect(reviewed.overall.isDecided).toBe(false);
  });

  test('are not entered again where this attempt has made them', () => {
    const [one, other] = [record(setup, 0, ['red', 'open']), record(setup, 1, ['red', 'open'])];
    const reviewed = review({ ...setup, decided: [one, other] }, { ...state, decisions: [one] });
    expect(reviewed.decisions).toEqual([one, other]);
    expect(told(reviewed).verdicts).toEqual([OPEN, OPEN, ['red', 'open']]);
  });
});
