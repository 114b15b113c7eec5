import { describe, expect, test } from '@jest/globals';
import type { Comparison } from '../../src/decide/comparisons.js';
import type { ValidityFinding, ValidityConsequence } from '../../src/decide/findings.js';
import { startDecision, type StageVerdict } from '../../src/decide/v1-decision-state.js';
import { PROFILES } from '../../src/decide/v1-profiles.js';
import {
  applyPolicy,
  type VerdictReason,
  exitCodeOf,
  verdictOf,
} from '../../src/decide/verdict.js';
import { ERROR_TABLE } from '../../src/errors.js';

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

describe('exitCodeOf', () => {
  test.each<[VerdictReason, boolean, number]>([
    [{ verdict: 'pass', reason: 'no-regression' }, false, 0],
    [{ verdict: 'inconclusive', reason: 'invalid' }, false, 0],
    [{ verdict: 'fail', reason: 'regression' }, true, 1],
    [{ verdict: 'inconclusive', reason: 'invalid' }, true, 2],
    [{ verdict: 'error', reason: 'endpoint' }, true, 3],
    // A pass whose baseline could not be saved.
    [{ verdict: 'pass', reason: 'baseline-created' }, true, 3],
  ])('%j that fails: %s leaves %d', (reasoned, failed, code) => {
    expect(exitCodeOf({ ...reasoned, failed })).toBe(code);
  });
});

/** A comparison whose profile ended so: overall first, then the domains. */
function endedComparison(overall: StageVerdict, ...domains: StageVerdict[]): Comparison {
  const state = startDecision(domains.map((_, index) => `domain ${index}`));
  const ended = [...state.domains].map(
    ([name, known], index) => [name, { ...known, verdict: domains[index] ?? 'open' }] as const,
  );
  return {
    metric: 'safe',
    against: 'pool',
    profile: PROFILES.nightly,
    baseline: new Map(),
    concentration: 0.6,
    driftAllowance: 0,
    sensitivityGain: 1,
    state: { ...state, domains: new Map(ended), overall: { ...state.overall, verdict: overall } },
  };
}

const texts = { text: 'It is so.', remedy: 'Do this.' };
const COVERAGE: ValidityFinding = {
  ...{ code: 'coverage', consequence: 'inconclusive', metric: 'safe', domain: 'domain 0' },
  ...{ scored: 1, planned: 9 },
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
const PASSED = endedComparison('pass', 'pass', 'pass');
const OPEN = endedComparison('pass', 'pass', 'open');
const REGRESSED = endedComparison('pass', 'regression', 'open');

describe('verdictOf', () => {
  test.each<[string, readonly Comparison[], readonly ValidityFinding[], number, string]>([
    ['all passed', [PASSED], [], 1, 'pass no-regression'],
    ['all passed, hardly by chance', [PASSED], [], 0.01, 'pass improved'],
    ['all passed, perhaps by chance', [PASSED], [], 0.011, 'pass no-regression'],
    ['a domain is open', [OPEN], [], 0, 'inconclusive insufficient-evidence'],
    [
      'overall is open',
      [endedComparison('open', 'pass')],
      [],
      1,
      'inconclusive insufficient-evidence',
    ],
    ['a domain regressed', [REGRESSED], [], 1, 'fail regression'],
    ['overall regressed', [endedComparison('regression', 'pass')], [], 1, 'fail regression'],
    ['only the pinned level shows it', [PASSED, REGRESSED], [], 1, 'fail regression'],
    ['the pinned level is open', [PASSED, OPEN], [], 1, 'inconclusive insufficient-evidence'],
    ['there is no comparison', [], [], 1, 'inconclusive insufficient-evidence'],
    ['a validity check stands before a pass', [PASSED], [COVERAGE], 0, 'inconclusive invalid'],
    ['a validity check stands before an open end', [OPEN], [COVERAGE], 1, 'inconclusive invalid'],
    ['the baseline is no level', [REGRESSED], [INVALID], 1, 'inconclusive invalid'],
    ['a finding that does not block', [PASSED], [DRIFT], 1, 'pass no-regression'],
  ])('when %s', (_name, comparisons, findings, improvementP, expected) => {
    const found = { findings, improvementP, isRegressedAtBest: true };
    const { verdict, reason } = verdictOf(comparisons, found);
    expect(`${verdict} ${reason}`).toBe(expected);
  });

  test.each<[ValidityFinding, boolean, string]>([
    [COVERAGE, true, 'fail regression'],
    [COVERAGE, false, 'inconclusive invalid'],
    [MORE_UNSCORED, true, 'fail regression'],
    [MORE_UNSCORED, false, 'inconclusive invalid'],
    [{ ...MORE_UNSCORED, code: 'more-filtered', kind: 'filtered' }, false, 'fail regression'],
    [{ ...MORE_UNSCORED, code: 'more-empty', kind: 'empty' }, false, 'fail regression'],
    [INVALID, true, 'inconclusive invalid'],
  ])('of a regression under %j that holds at best: %s', (finding, isRegressedAtBest, expected) => {
    const found = { findings: [finding], improvementP: 1, isRegressedAtBest };
    const { verdict, reason } = verdictOf([REGRESSED], found);
    expect(`${verdict} ${reason}`).toBe(expected);
  });
});
