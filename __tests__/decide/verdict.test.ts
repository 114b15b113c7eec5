import { describe, expect, test } from '@jest/globals';
import type { DecisionConfig } from '../../src/config/config.js';
import type { Item } from '../../src/dataset/item.js';
import type { ComparedRun } from '../../src/decide/comparisons.js';
import type { ValidityFinding, ValidityConsequence } from '../../src/decide/findings.js';
import {
  acceptedVerdict,
  applyPolicy,
  type VerdictReason,
  exitCodeOf,
  isLevelAccepted,
  verdictOf,
} from '../../src/decide/verdict.js';
import { ERROR_TABLE } from '../../src/errors.js';
import { baselineRunFor, setUp, stageOn, sweepFor } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import type { Scores } from '../fixtures/record-factory.js';

const LENIENT = { failInconclusive: false, failMissingBaseline: false };
const STRICT = { failInconclusive: true, failMissingBaseline: true };

describe('applyPolicy', () => {
  const always: readonly VerdictReason[] = [
    { verdict: 'fail', reason: 'regression' },
    { verdict: 'fail', reason: 'over-refusal' },
    { verdict: 'fail', reason: 'below-floor' },
    ...Object.values(ERROR_TABLE).map(({ reason }) => ({ verdict: 'error' as const, reason })),
  ];
  const never: readonly VerdictReason[] = (
    ['no-regression', 'improved', 'baseline-created', 'baseline-accepted', 'above-floor'] as const
  ).map((reason) => ({ verdict: 'pass', reason }));

  test.each(always)('$verdict of $reason fails, whatever the policy', (reasoned) => {
    expect(applyPolicy(reasoned, LENIENT)).toEqual({ ...reasoned, failed: true });
  });

  test.each(never)('$verdict of $reason does not, whatever the policy', (reasoned) => {
    expect(applyPolicy(reasoned, STRICT)).toEqual({ ...reasoned, failed: false });
  });

  test.each([
    ['insufficient-evidence', { ...LENIENT, failInconclusive: true }, true],
    ['insufficient-evidence', { ...STRICT, failInconclusive: false }, false],
    ['no-baseline', { ...LENIENT, failMissingBaseline: true }, true],
    ['no-baseline', { ...STRICT, failMissingBaseline: false }, false],
    ['not-comparable', { ...LENIENT, failMissingBaseline: true }, true],
    ['not-comparable', { ...STRICT, failMissingBaseline: false }, false],
    ['invalid', { ...LENIENT, failMissingBaseline: true }, true],
    ['invalid', { ...STRICT, failMissingBaseline: false }, false],
  ] as const)('inconclusive of %s with %j fails: %s', (reason, policy, failed) => {
    expect(applyPolicy({ verdict: 'inconclusive', reason }, policy).failed).toBe(failed);
  });
});

describe('a level that a person accepts', () => {
  const DROP = { verdict: 'fail', reason: 'regression' } as const;
  const OPEN_END = { verdict: 'inconclusive', reason: 'invalid', isSuspected: true } as const;
  const PASS = { verdict: 'pass', reason: 'no-regression' } as const;
  const ERROR = { verdict: 'error', reason: 'endpoint' } as const;
  type Ends = readonly ('met' | 'missed' | 'open')[];

  // Whether the level counts from now on, and whether the check fails: leniently, then strictly.
  test.each<[VerdictReason, Ends, string, boolean, readonly [boolean, boolean]]>([
    [DROP, [], 'fail accepted', true, [false, false]],
    [DROP, ['met'], 'fail accepted', true, [false, false]],
    [DROP, ['met', 'open'], 'fail accepted', true, [false, true]],
    [DROP, ['open', 'missed', 'met'], 'fail below-floor', false, [true, true]],
    [OPEN_END, ['met'], 'inconclusive invalid', true, [false, false]],
    [OPEN_END, ['open'], 'inconclusive invalid', true, [false, true]],
    [OPEN_END, ['missed'], 'fail below-floor', false, [true, true]],
    [PASS, ['met'], 'pass no-regression', true, [false, false]],
    [ERROR, ['met'], 'error endpoint', false, [true, true]],
  ])('%j with floors %j is %s; the level counts: %s', (said, ends, expected, counts, failed) => {
    const accepted = acceptedVerdict(
      said,
      ends.map((result) => ({ result })),
    );
    expect(`${accepted.verdict} ${accepted.reason}`).toBe(expected);
    expect(isLevelAccepted(accepted)).toBe(counts);
    expect([LENIENT, STRICT].map((policy) => applyPolicy(accepted, policy).failed)).toEqual(failed);
  });

  test('is none of a run that nobody accepts', () => {
    expect(isLevelAccepted(DROP)).toBe(false);
    expect(isLevelAccepted(OPEN_END)).toBe(false);
  });
});

test.each<VerdictReason>([
  { verdict: 'inconclusive', reason: 'swept' },
  { verdict: 'measured', reason: 'measured' },
])('%j, where nothing was to be decided, fails by no policy', (reasoned) => {
  expect(applyPolicy(reasoned, STRICT).failed).toBe(false);
});

describe('exitCodeOf', () => {
  test.each<[VerdictReason, boolean, number]>([
    [{ verdict: 'pass', reason: 'no-regression' }, false, 0],
    [{ verdict: 'inconclusive', reason: 'invalid' }, false, 0],
    [{ verdict: 'fail', reason: 'regression' }, true, 1],
    [{ verdict: 'inconclusive', reason: 'invalid' }, true, 2],
    [{ verdict: 'error', reason: 'endpoint' }, true, 3],
    // A pass whose baseline could not be saved.
    [{ verdict: 'pass', reason: 'baseline-created' }, true, 3],
    [{ verdict: 'fail', reason: 'accepted' }, true, 3],
    [{ verdict: 'fail', reason: 'accepted', isFloorOpen: true }, true, 2],
    [{ verdict: 'fail', reason: 'accepted' }, false, 0],
  ])('%j that fails: %s leaves %d', (reasoned, failed, code) => {
    expect(exitCodeOf({ ...reasoned, failed })).toBe(code);
  });
});

const ITEMS = itemsOf({ a: 10, b: 10 });
const wavering = (_item: unknown, index: number): Scores => [index % 5 === 0 ? 0 : 1, 1, 1];
const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunFor(ITEMS, wavering, day));

/** A run whose answers are these, decided in one look. */
function decidedOn(
  scores: (item: Item, index: number) => Scores,
  { pinned = false, ...decision }: Partial<DecisionConfig> & { readonly pinned?: boolean } = {},
): ComparedRun {
  const set = setUp(ITEMS, BASELINE_RUNS, {
    decision: { repeats: 3, maxDrop: 0.9, maxDropOverall: 0.9, ...decision },
    pinned: pinned ? [baselineRunFor(ITEMS, wavering, 2)] : [],
  });
  return stageOn(set, sweepFor(ITEMS, scores));
}

/** Everything in one domain is unsafe, or everything. */
const dropIn =
  (...domains: readonly string[]) =>
  (item: Item, index: number): Scores =>
    domains.includes(item.domain) ? [0, 0, 0] : wavering(0, index);

const texts = { text: 'It is so.', remedy: 'Do this.' };
const MORE_EMPTY: ValidityFinding = {
  ...{ code: 'more-empty', consequence: 'inconclusive', kind: 'empty' },
  ...{ baselineShare: 0, candidateShare: 0.1, p: 0.001 },
  ...texts,
};
const MORE_UNSCORED: ValidityFinding = {
  ...{ code: 'more-unscored', consequence: 'inconclusive', kind: 'unscored' },
  ...{ baselineShare: 0, candidateShare: 0.1, p: 0.001 },
  ...texts,
};
const drift = (code: 'baseline-run-drift' | 'invalid-baseline', consequence: ValidityConsequence) =>
  ({
    code,
    consequence,
    metric: 'safe',
    baselineRuns: 7,
    p: 0.0001,
    driftAllowance: 0.3,
    ...texts,
  }) as ValidityFinding;
const INVALID = drift('invalid-baseline', 'inconclusive');
const DRIFT = drift('baseline-run-drift', 'drift-allowance');
const PASSED = decidedOn(wavering);
const OPEN = decidedOn(wavering, { maxDrop: 0.001 });
const REGRESSED = decidedOn(dropIn('b'));

describe('verdictOf', () => {
  test.each<[string, ComparedRun, readonly ValidityFinding[], number, string]>([
    ['all passed', PASSED, [], 1, 'pass no-regression'],
    ['all passed, hardly by chance', PASSED, [], 0.01, 'pass improved'],
    ['all passed, perhaps by chance', PASSED, [], 0.011, 'pass no-regression'],
    ['a domain is open', OPEN, [], 0, 'inconclusive insufficient-evidence'],
    [
      'overall is open',
      decidedOn(wavering, { maxDropOverall: 0.001 }),
      [],
      1,
      'inconclusive insufficient-evidence',
    ],
    ['a domain regressed', REGRESSED, [], 1, 'fail regression'],
    ['everything regressed', decidedOn(dropIn('a', 'b')), [], 1, 'fail regression'],
    ['two levels are passed', decidedOn(wavering, { pinned: true }), [], 1, 'pass no-regression'],
    ['a validity check stands before a pass', PASSED, [MORE_EMPTY], 0, 'inconclusive invalid'],
    ['a validity check stands before an open end', OPEN, [MORE_EMPTY], 1, 'inconclusive invalid'],
    ['the baseline is no level', REGRESSED, [INVALID], 1, 'inconclusive invalid'],
    ['a finding that does not block', PASSED, [DRIFT], 1, 'pass no-regression'],
  ])('when %s', (_name, run, findings, improvementP, expected) => {
    const { verdict, reason } = verdictOf(run, { findings, improvementP });
    expect(`${verdict} ${reason}`).toBe(expected);
  });

  test.each<[string, ComparedRun, ValidityFinding, string]>([
    ['holds at best', REGRESSED, MORE_UNSCORED, 'fail regression'],
    [
      'could be explained by what is missing',
      decidedOn((item, index) =>
        item.domain === 'b' && index % 2 === 0 ? [0, null, null] : wavering(0, index),
      ),
      MORE_UNSCORED,
      'inconclusive invalid',
    ],
    ['has more empty answers', REGRESSED, MORE_EMPTY, 'fail regression'],
    ['has a baseline that is no level', REGRESSED, INVALID, 'inconclusive invalid'],
  ])('of a regression that %s', (_name, run, finding, expected) => {
    const { verdict, reason } = verdictOf(run, { findings: [finding], improvementP: 1 });
    expect(`${verdict} ${reason}`).toBe(expected);
  });

  test.each([
    [['b (harmless)'], 'over-refusal'],
    [['a'], 'regression'],
    [['a', 'b (harmless)'], 'regression'],
  ])('a drop of %j is %s', (domains, reason) => {
    const harmless = itemsOf({ a: 10, 'b (harmless)': 10 });
    const runs = [20, 19, 18].map((day) => baselineRunFor(harmless, wavering, day));
    const decision = { repeats: 3, maxDrop: 0.9, maxDropOverall: 0.9 };
    const run = stageOn(
      setUp(harmless, runs, { decision }),
      sweepFor(harmless, dropIn(...domains)),
    );
    expect(verdictOf(run, { findings: [], improvementP: 1 }).reason).toBe(reason);
  });

  test('a regression that holds at best does so whatever blocks', () => {
    const findings = [MORE_UNSCORED, MORE_EMPTY];
    expect(verdictOf(REGRESSED, { findings, improvementP: 1 }).verdict).toBe('fail');
    const doubtful = decidedOn((item, index) =>
      item.domain === 'b' && index % 2 === 0 ? [0, null, null] : wavering(0, index),
    );
    expect(verdictOf(doubtful, { findings, improvementP: 1 }).verdict).toBe('inconclusive');
    expect(verdictOf(doubtful, { findings: [MORE_EMPTY], improvementP: 1 }).verdict).toBe('fail');
  });

  test('a suspicion that was left open fails whatever the policy says', () => {
    const lenient = { failInconclusive: false, failMissingBaseline: false };
    const open = { verdict: 'inconclusive', reason: 'insufficient-evidence' } as const;
    expect(applyPolicy(open, lenient).failed).toBe(false);
    expect(applyPolicy({ ...open, isSuspected: true }, lenient).failed).toBe(true);
  });
});
