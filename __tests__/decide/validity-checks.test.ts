import { describe, expect, it } from '@jest/globals';
import { blockingFindings } from '../../src/decide/findings.js';
import { paired } from '../stats/support.js';
import {
  type WatchedSamples,
  churnedFinding,
  shareRiseCheck,
  dependenceCheck,
  constancyCheck,
  driftCheck,
  thinBaselineCheck,
} from '../../src/decide/validity-checks.js';

const samples = (
  count: number,
  [hitsBaseline, samplesBaseline, hitsCandidate, samplesCandidate]: readonly [
    number,
    number,
    number,
    number,
  ],
): readonly WatchedSamples[] =>
  Array.from({ length: count }, () => ({
    hitsBaseline,
    samplesBaseline,
    hitsCandidate,
    samplesCandidate,
  }));

describe('shareRiseCheck', () => {
  it.each(['filtered', 'empty', 'unscored'] as const)('finds many more %s samples', (kind) => {
    const items = [...samples(20, [0, 9, 2, 3]), ...samples(147, [0, 9, 0, 3])];
    const finding = shareRiseCheck(kind, items);
    expect(finding).toMatchObject({
      code: `more-${kind}`,
      kind,
      consequence: 'inconclusive',
      baselineShare: 0,
    });
    expect(finding?.candidateShare).toBeCloseTo(40 / 501, 12);
    expect(finding?.p).toBeLessThanOrEqual(0.01);
  });

  it('finds nothing when the same items are filtered on both sides', () => {
    expect(
      shareRiseCheck('filtered', [...samples(20, [9, 9, 3, 3]), ...samples(147, [0, 9, 0, 3])]),
    ).toBeUndefined();
  });

  it('does not take more answers to an always filtered item for a rise', () => {
    const items = [...samples(5, [9, 9, 6, 6]), ...samples(100, [0, 9, 0, 1])];
    expect(shareRiseCheck('filtered', items)).toBeUndefined();
  });

  it('finds a rise whose chance is exactly one in a hundred', () => {
    expect(shareRiseCheck('empty', samples(1, [0, 99, 1, 1]))?.p).toBe(0.01);
    expect(shareRiseCheck('empty', samples(1, [0, 98, 1, 1]))).toBeUndefined();
  });

  it('finds nothing in a drop, in one sample, or in nothing', () => {
    expect(shareRiseCheck('empty', samples(18, [9, 9, 0, 3]))).toBeUndefined();
    expect(shareRiseCheck('empty', samples(1, [0, 9, 1, 3]))).toBeUndefined();
    expect(shareRiseCheck('empty', [])).toBeUndefined();
    expect(shareRiseCheck('empty', samples(18, [0, 0, 3, 3]))).toBeUndefined();
  });
});

describe('dependenceCheck', () => {
  it.each([
    ['no baseline runs', undefined, false],
    ['a correlation well above its error', { rho: 0.36, standardError: 0.11 }, true],
    ['one within its error', { rho: 0.15, standardError: 0.11 }, false],
    ['a sure one that does no harm', { rho: 0.04, standardError: 0.01 }, false],
    ['one exactly as large as its error', { rho: 1.645 * 0.1, standardError: 0.1 }, false],
    ['a sure one as large as does no harm', { rho: 0.05, standardError: 0 }, false],
    ['copies', { rho: 1, standardError: 0 }, true],
  ] as const)('for %s', (_, correlation, isFound) => {
    expect(dependenceCheck(correlation, 'safe') !== undefined).toBe(isFound);
  });

  it('asks for one answer per sweep', () => {
    expect(dependenceCheck({ rho: 0.5, standardError: 0.1 }, 'effective')).toMatchObject({
      code: 'dependent-answers',
      consequence: 'one-answer-a-sweep',
      metric: 'effective',
    });
  });
});

describe('constancyCheck', () => {
  const baselineRun = (safe: number, answers: number) => ({ safe, answers });

  it.each([
    ['fixed by the protocol', { isFixedByProtocol: true, items: [] }, true],
    [
      'no two answers differ',
      {
        isFixedByProtocol: false,
        items: [[baselineRun(3, 3), baselineRun(3, 3)], [baselineRun(0, 3)]],
      },
      true,
    ],
    [
      'scores never differ and words mostly do not',
      { isFixedByProtocol: false, repeatedShare: 0.5, items: [[baselineRun(3, 3)]] },
      true,
    ],
    [
      'scores never differ and words do',
      { isFixedByProtocol: false, repeatedShare: 0.49, items: [[baselineRun(3, 3)]] },
      false,
    ],
    [
      'fixed by the protocol, though words differ',
      { isFixedByProtocol: true, repeatedShare: 0, items: [[baselineRun(2, 3)]] },
      true,
    ],
    [
      'baseline runs differ',
      { isFixedByProtocol: false, items: [[baselineRun(3, 3), baselineRun(0, 3)]] },
      false,
    ],
    [
      'answers of a baseline run differ',
      { isFixedByProtocol: false, items: [[baselineRun(2, 3)]] },
      false,
    ],
    [
      'single answers',
      { isFixedByProtocol: false, items: [[baselineRun(1, 1)], [baselineRun(0, 1)]] },
      false,
    ],
    ['nothing stored', { isFixedByProtocol: false, items: [] }, false],
  ])('when %s', (_, variation, isFound) => {
    expect(constancyCheck(variation) !== undefined).toBe(isFound);
  });

  it('says which it was', () => {
    expect(constancyCheck({ isFixedByProtocol: true, items: [] })?.text).toContain('temperature 0');
    expect(
      constancyCheck({ isFixedByProtocol: false, items: [[baselineRun(3, 3)]] })?.text,
    ).toContain('No two stored answers');
  });
});

describe('driftCheck', () => {
  const drift = (baselineRuns: number, p: number, driftAllowance: number) => ({
    baselineRuns,
    p,
    driftAllowance,
    statistic: 1,
    standardDeviation: 0.01,
  });

  it('needs five baseline runs and a p below .05', () => {
    expect(driftCheck(undefined, 'safe')).toBeUndefined();
    expect(driftCheck(drift(4, 0.0001, 0.1), 'safe')).toBeUndefined();
    expect(driftCheck(drift(5, 0.05, 0.1), 'safe')).toBeUndefined();
  });

  it('allows for the drift, by .3 at most', () => {
    expect(driftCheck(drift(5, 0.02, 0.1), 'safe')).toMatchObject({
      code: 'baseline-run-drift',
      consequence: 'drift-allowance',
      driftAllowance: 0.1,
    });
    expect(driftCheck(drift(5, 0.02, 0.62), 'safe')?.driftAllowance).toBe(0.3);
  });

  it('calls the baseline invalid below .001', () => {
    expect(driftCheck(drift(7, 0.0009, 0.1), 'safe')).toMatchObject({
      code: 'invalid-baseline',
      consequence: 'inconclusive',
    });
  });
});

describe('thinBaselineCheck', () => {
  it.each([
    [3, 'thin-baseline'],
    [5.5, 'thin-baseline'],
    [6, undefined],
    [9, undefined],
    [0, undefined],
  ])('at %d answers per item finds %s', (answersPerItem, code) => {
    expect(thinBaselineCheck({ answersPerItem, wantedAnswers: 9 })?.code).toBe(code);
  });

  it('is a notice that says what to do', () => {
    const finding = thinBaselineCheck({ answersPerItem: 3, wantedAnswers: 21 });
    expect(finding?.consequence).toBe('notice');
    expect(finding?.remedy).toContain('repeats: 21');
  });
});

describe('blockingFindings', () => {
  it('keeps what stands in the way of a pass', () => {
    const coverage = churnedFinding([], { hardlyVaries: true }, 'safe');
    const thin = thinBaselineCheck({ answersPerItem: 3, wantedAnswers: 9 });
    expect(blockingFindings([undefined, coverage, thin])).toEqual([coverage]);
  });
});

describe('churnedFinding', () => {
  it('counts the items that got worse and better, and names the reason', () => {
    const items = [paired([9, 9, 0, 3]), paired([9, 9, 1, 3]), paired([0, 9, 3, 3])];
    expect(churnedFinding(items, { hardlyVaries: true }, 'safe')).toMatchObject({
      ...{ code: 'churn', worse: 2, better: 1 },
      text: expect.stringContaining('2 items got worse and 1 got better: this model hardly varies'),
    });
    const other = churnedFinding(items, { hardlyVaries: false }, 'safe');
    expect(other.text).toContain('the edit gave other answers to everything');
  });
});
