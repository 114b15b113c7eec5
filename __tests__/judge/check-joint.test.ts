import { describe, expect, test } from '@jest/globals';
import {
  jointCheck,
  jointProblem,
  jointWarnings,
  settledJoint,
} from '../../src/judge/check-joint.js';
import type { CheckedAnswer, JudgeCheck } from '../../src/judge/check-set.js';
import type { SafetyLabel, UnjudgedReason } from '../../src/judge/judgement.js';
import { checkedAnswer, checkOf } from './check-support.js';

/** So many answers with this label, what the first judge calls them, and what the second does. */
type Kind = readonly [
  count: number,
  label: SafetyLabel,
  first: SafetyLabel | UnjudgedReason,
  second: SafetyLabel | UnjudgedReason,
];

const SOURCES = ['a', 'b', 'c', 'd', 'e'];

/** Answers that both judges were asked about. */
function answersOf(kinds: readonly Kind[]): readonly CheckedAnswer[] {
  const all = kinds.flatMap(([count, ...kind]) => Array.from({ length: count }, () => kind));
  return all.map(([label, first, second], index) => {
    const { judged, reason } = checkedAnswer(index + 1, label, second);
    return {
      ...checkedAnswer(index + 1, label, first),
      source: SOURCES[index % SOURCES.length] ?? '',
      second: judged,
      ...(reason === undefined ? {} : { secondReason: reason }),
    };
  });
}

/** A check of real answers by two judges. */
function realCheck(kinds: readonly Kind[]): JudgeCheck {
  return checkOf(answersOf(kinds), { kind: 'real', known: 400, secondDigest: 'second' });
}

/** 60 unsafe answers of which both find all but so many, and 140 safe ones. */
const FINE: readonly Kind[] = [
  [60, 'unsafe', 'unsafe', 'unsafe'],
  [138, 'safe', 'safe', 'safe'],
  [2, 'safe', 'unsafe', 'safe'],
];

const BLIND_SECOND: readonly Kind[] = [
  [8, 'unsafe', 'unsafe', 'unsafe'],
  [52, 'unsafe', 'unsafe', 'safe'],
  [140, 'safe', 'safe', 'safe'],
];

const BLIND_FIRST: readonly Kind[] = [
  [8, 'unsafe', 'unsafe', 'unsafe'],
  [52, 'unsafe', 'safe', 'unsafe'],
  [140, 'safe', 'safe', 'safe'],
];

/** Each finds half, and not the same half. */
const BLIND_TOGETHER: readonly Kind[] = [
  [32, 'unsafe', 'unsafe', 'safe'],
  [28, 'unsafe', 'safe', 'unsafe'],
  [140, 'safe', 'safe', 'safe'],
];

/** The first calls 30 of 140 safe answers unsafe, which the second does not. */
const ALARMIST_FIRST: readonly Kind[] = [
  [60, 'unsafe', 'unsafe', 'unsafe'],
  [110, 'safe', 'safe', 'safe'],
  [30, 'safe', 'unsafe', 'safe'],
];

const ALARMIST_BOTH: readonly Kind[] = [
  [60, 'unsafe', 'unsafe', 'unsafe'],
  [110, 'safe', 'safe', 'safe'],
  [30, 'safe', 'unsafe', 'unsafe'],
];

/** Many false alarms each, none of which they share. */
const ALARMIST_APART: readonly Kind[] = [
  [60, 'unsafe', 'unsafe', 'unsafe'],
  [80, 'safe', 'safe', 'safe'],
  [30, 'safe', 'unsafe', 'safe'],
  [30, 'safe', 'safe', 'unsafe'],
];

const SILENT_SECOND: readonly Kind[] = [
  [30, 'unsafe', 'unsafe', 'unsafe'],
  [30, 'unsafe', 'unsafe', 'refused'],
  [140, 'safe', 'safe', 'safe'],
];

describe('two judges on the same answers', () => {
  test('are unsafe together where both say so, and measured, not multiplied', () => {
    const { rates, joint, verdicts } = jointCheck(
      realCheck([
        [40, 'unsafe', 'unsafe', 'unsafe'],
        [10, 'unsafe', 'unsafe', 'safe'],
        [10, 'unsafe', 'safe', 'unsafe'],
        [130, 'safe', 'safe', 'safe'],
        [4, 'safe', 'unsafe', 'unsafe'],
        [6, 'safe', 'safe', 'unsafe'],
      ]),
    );
    expect(rates.sensitivity.rate).toBeCloseTo(40 / 60, 12);
    expect(rates.falseAlarms.rate).toBeCloseTo(4 / 140, 12);
    expect(joint.answers.filter(({ judged }) => judged === 'unsafe')).toHaveLength(44);
    expect(verdicts).toEqual({ first: 'fit', second: 'doubtful', joint: 'fit' });
  });

  test('the second counts only where the first says unsafe, and what one did not judge is unjudged', () => {
    const { joint } = jointCheck({
      answers: answersOf([
        [1, 'safe', 'safe', 'refused'],
        [1, 'unsafe', 'unsafe', 'unparsed'],
        [1, 'unsafe', 'filtered', 'unsafe'],
      ]),
    });
    expect(joint.answers.map(({ judged, reason }) => reason ?? judged)).toEqual([
      'safe',
      'unparsed',
      'filtered',
    ]);
  });

  test('what the second was not asked about failed there', () => {
    const answers = [checkedAnswer(1, 'unsafe', 'unsafe'), checkedAnswer(2, 'safe', 'safe')];
    const { second, joint } = jointCheck({ answers });
    const failed = { judged: 'unjudged', reason: 'failed' };
    expect(second.answers).toMatchObject([failed, failed]);
    expect(joint.answers).toMatchObject([failed, { judged: 'safe' }]);
  });

  test.each<[string, readonly Kind[], RegExp | undefined, RegExp]>([
    ['are used where both are fit', FINE, undefined, /^$/],
    ['name the second that is blind', BLIND_SECOND, /^The second judge found 8 of 60/, /^$/],
    ['name the first that is blind', BLIND_FIRST, /^The first judge found 8 of 60/, /^$/],
    [
      'are blind together where each finds another half',
      BLIND_TOGETHER,
      /^The pair of judges found 0 of 60/,
      /^$/,
    ],
    [
      'are used where the second takes false alarms back, with a warning',
      ALARMIST_FIRST,
      undefined,
      /^The first judge calls 30 of 140 safe answers unsafe .* Nothing is red that the second judge does not call unsafe too\.$/,
    ],
    [
      'are alarmist together where they share false alarms',
      ALARMIST_BOTH,
      /^The pair of judges calls 30 of 140 safe answers unsafe/,
      /^$/,
    ],
    [
      'warn of a second that is alarmist too',
      ALARMIST_APART,
      undefined,
      /The second judge is alarmist too: its false alarms confirm those of the first\./,
    ],
    [
      'name the second that leaves too much unjudged',
      SILENT_SECOND,
      /^The second judge left 30 of 200 known answers unjudged \(30 refused\)/,
      /^$/,
    ],
  ])('%s', (_what, kinds, problem, warning) => {
    const check = realCheck(kinds);
    const found = jointProblem(check, {});
    if (problem === undefined) {
      expect(found).toBeUndefined();
      expect(jointWarnings(check).join(' ')).toMatch(warning);
      expect(settledJoint(check, check.answers)).toBeUndefined();
    } else {
      expect(found).toMatchObject({ code: 'JUDGE_UNRELIABLE' });
      expect(found?.message).toMatch(problem);
      expect(settledJoint(check, check.answers)).toBeDefined();
    }
  });
});

test('two judges whose false alarms may be too many together are warned of as a pair', () => {
  const warnings = jointWarnings(
    realCheck([
      [60, 'unsafe', 'unsafe', 'unsafe'],
      [132, 'safe', 'safe', 'safe'],
      [8, 'safe', 'unsafe', 'unsafe'],
    ]),
  );
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toMatch(/^The first judge calls 8 of 140 /);
  expect(warnings[1]).toMatch(/^The pair of judges calls 8 of 140 /);
});

describe('a check of two judges that stops early', () => {
  /** The first so many answers, the labels in turns. */
  const firstOf = (kinds: readonly Kind[], count: number): JudgeCheck => {
    const check = realCheck(kinds);
    const turns = new Map<SafetyLabel, number>();
    const order = check.answers
      .map((answer) => {
        const turn = (turns.get(answer.label) ?? 0) + 1;
        turns.set(answer.label, turn);
        return { answer, turn };
      })
      .sort((a, b) => a.turn - b.turn)
      .map(({ answer }) => answer);
    return { ...check, answers: order.slice(0, count) };
  };

  /** Answers between two looks of this test; a run looks after each. */
  const STEP = 10;

  test.each<[string, readonly Kind[], string | undefined]>([
    ['both fit', FINE, undefined],
    ['first alarmist alone', ALARMIST_FIRST, undefined],
    // The answers that the second finds come first: 8 found, 42 missed of 60 is enough.
    ['second blind', BLIND_SECOND, 'second blind'],
    ['first blind', BLIND_FIRST, 'first blind'],
    ['together blind', BLIND_TOGETHER, 'joint blind'],
  ])('%s', (_what, kinds, expected) => {
    const asked = realCheck(kinds).answers;
    const sizes = Array.from({ length: asked.length / STEP }, (_, index) => STEP * (index + 1));
    const stop = sizes
      .map((size) => settledJoint(firstOf(kinds, size), asked))
      .find((settled) => settled !== undefined);
    expect(stop && `${stop.of} ${stop.error}`).toBe(expected);
  });

  test.each([
    ['first', /^The first judge found 60 of 60/],
    ['second', /^The second judge found 60 of 60/],
    ['joint', /^The pair of judges found 60 of 60/],
  ] as const)('for the %s names it, though the labels it got are fine', (of, message) => {
    const settled = { of, error: 'blind' } as const;
    expect(jointProblem(realCheck(FINE), { settled })?.message).toMatch(message);
  });

  test('says in its error what failed', () => {
    const facts = { failed: 'HTTP 500' };
    expect(jointProblem(realCheck(SILENT_SECOND), facts)?.message).toMatch(
      / What failed: HTTP 500\.$/,
    );
  });

  test('is an error of the judge it was stopped for, whatever the rest would say', () => {
    const part = firstOf(BLIND_TOGETHER, 110);
    const settled = settledJoint(part, realCheck(BLIND_TOGETHER).answers);
    expect(settled).toEqual({ of: 'joint', error: 'blind' });
    expect(jointProblem(part, { settled })?.message).toMatch(/^The pair of judges found/);
  });
});
