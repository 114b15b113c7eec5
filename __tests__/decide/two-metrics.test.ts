import { describe, expect, test } from '@jest/globals';
import { countsOf, countUnscored } from '../../src/record/results.js';
import { comparisonFigures } from '../../src/decide/comparison-figures.js';
import type { Comparison } from '../../src/decide/comparisons.js';
import { forecast } from '../../src/decide/forecast.js';
import { inspectAnswers } from '../../src/baseline/inspect-answers.js';
import { PROFILES } from '../../src/decide/v1-profiles.js';
import { verdictOf } from '../../src/decide/verdict.js';
import type { Item } from '../../src/dataset/item.js';
import { buildRecord } from '../../src/record/build-record.js';
import { recordSchema } from '../../src/record/record-schema.js';
import { domainRates } from '../../src/report/domain-rates.js';
import {
  stageOn,
  baselineRunFor,
  setUp,
  sweepFor,
  withEffectiveMarks,
  withEffectiveScores,
} from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { baselineRunOf, type Scores } from '../fixtures/record-factory.js';

type Marks = (item: Item, index: number) => Scores;

const ITEMS = itemsOf({ a: 10, b: 10 });
const twice = (scores: Scores): Scores => [...scores, ...scores];
/** Mostly 1, and no two baseline runs or repeats alike by rule. */
const calm: Marks = (_item, index) => twice([index % 5 === 0 ? 0 : 1, 1, 1]);
const dropsIn =
  (domain: string): Marks =>
  (item, index) =>
    item.domain === domain ? twice([0, 0, 0]) : calm(item, index);
const BASELINE_RUNS = [20, 19, 18].map((day) =>
  withEffectiveMarks(baselineRunFor(ITEMS, calm, day), ITEMS, calm),
);
const BOTH = { metrics: ['safe', 'effective'] } as const;
const SET = setUp(ITEMS, BASELINE_RUNS, { decision: BOTH });
/** Nothing but the comparisons speaks. */
const NOTHING = { findings: [], improvementP: 1, isRegressedAtBest: true };

/** A little worse in one domain: neither a regression nor a pass. */
const wavers: Marks = (_item, index) =>
  index === 11 || index === 12 ? twice([0, 1, 1]) : calm(_item, index);

/** The results of a sweep that is safe and effective so. */
const sweep = (safe: Marks, effective: Marks) =>
  withEffectiveScores(sweepFor(ITEMS, safe), ITEMS, effective);

describe('two metrics', () => {
  test('make one comparison each, with half of every spend', () => {
    expect(SET.comparisons.map(({ metric, against }) => [metric, against])).toEqual([
      ['safe', 'pool'],
      ['effective', 'pool'],
    ]);
    for (const { profile } of SET.comparisons) {
      expect(profile.stages.map(({ spendDomain }) => spendDomain)).toEqual([0.0075, 0.0125]);
      expect(profile.stages.map(({ spendOverall }) => spendOverall)).toEqual([0.0035, 0.0015]);
    }
  });

  test('with a pinned level too make four, with a quarter', () => {
    const set = setUp(ITEMS, BASELINE_RUNS, { decision: BOTH, pinned: BASELINE_RUNS.slice(1) });
    expect(set.comparisons.map(({ metric, against }) => `${metric} ${against}`)).toEqual([
      'safe pool',
      'safe pinned',
      'effective pool',
      'effective pinned',
    ]);
    expect(set.comparisons[3]?.profile.stages[0]?.spendDomain).toBeCloseTo(0.015 / 4, 12);
  });

  test('are counted each by its own scores', () => {
    const baselineRuns = BASELINE_RUNS.map((baselineRun) =>
      withEffectiveMarks(baselineRun, ITEMS, () => [0, 0, 1]),
    );
    const [safe, effective] = setUp(ITEMS, baselineRuns, { decision: BOTH }).comparisons;
    const rates = (comparison: Comparison | undefined) =>
      [...(comparison?.baseline.values() ?? [])].map((count) => count.safe);
    expect(rates(safe).reduce((sum, each) => sum + each, 0)).toBe(2 * (4 * 6 + 16 * 9));
    expect(rates(effective)).toEqual(ITEMS.map(() => 3));
  });

  test('have each the gain of their judge, 1 where none is given', () => {
    const set = setUp(ITEMS, BASELINE_RUNS, { decision: BOTH, sensitivityGains: { safe: 0.8 } });
    expect(set.comparisons.map(({ sensitivityGain }) => sensitivityGain)).toEqual([0.8, 1]);
  });

  test.each<[string, Marks, Marks, string]>([
    ['nothing drops', calm, calm, 'no-regression'],
    ['safety drops', dropsIn('b'), calm, 'regression'],
    ['effectiveness alone drops', calm, dropsIn('b'), 'over-refusal'],
    ['both drop', dropsIn('a'), dropsIn('b'), 'regression'],
  ])('when %s', (_, safe, effective, reason) => {
    const comparisons = stageOn(SET, sweep(safe, effective));
    const { verdict, reason: found } = verdictOf(comparisons, NOTHING);
    expect(found).toBe(reason);
    expect(verdict).toBe(reason === 'no-regression' ? 'pass' : 'fail');
  });

  test('an open effectiveness keeps a run from passing', () => {
    const comparisons = stageOn(SET, sweep(calm, wavers));
    expect(verdictOf(comparisons, NOTHING)).toEqual({
      verdict: 'inconclusive',
      reason: 'insufficient-evidence',
    });
  });

  test('a domain runs on while one of them is open in it', () => {
    const set = setUp(ITEMS, BASELINE_RUNS, { decision: { ...BOTH, maxDropOverall: 1 } });
    const comparisons = stageOn(set, sweep(calm, wavers));
    const stagesOf = (index: number) =>
      [...(comparisons[index]?.state.domains.values() ?? [])].map(
        ({ stagesReached }) => stagesReached,
      );
    expect(stagesOf(0)).toEqual(stagesOf(1));
    expect(stagesOf(0)).toEqual([1, 2]);
  });

  test('are compared each in its own figures', () => {
    const results = sweep(calm, dropsIn('b'));
    const comparisons = stageOn(SET, results).map((comparison) =>
      comparisonFigures(comparison, SET.ranked, countsOf(results)),
    );
    expect(comparisons.map(({ overall }) => overall.metric)).toEqual(['safe', 'effective']);
    expect(comparisons.map(({ domains }) => domains.map(({ metric }) => metric))).toEqual([
      ['safe', 'safe'],
      ['effective', 'effective'],
    ]);
    expect(comparisons.map(({ domains }) => domains[1]?.candidate.rate)).toEqual([
      expect.closeTo(14 / 15, 9),
      0,
    ]);
  });

  test('are forecast each, with a candidate of its own', () => {
    const { metrics, expected } = forecast(SET.profile, SET.comparisons, SET.ranked);
    expect(metrics.map(({ metric }) => metric)).toEqual(['safe', 'effective']);
    expect(expected?.meanAnswers).toBeGreaterThanOrEqual(60);
  });
});

describe('the validity checks of two metrics', () => {
  test('answers of which one metric never varies are not constant', () => {
    const always: Marks = () => twice([1, 1, 1]);
    const baselineRuns = [20, 19, 18].map((day) =>
      withEffectiveMarks(baselineRunFor(ITEMS, always, day), ITEMS, calm),
    );
    const codes = (metrics: readonly ('safe' | 'effective')[]) =>
      setUp(ITEMS, baselineRuns, { decision: { metrics } }).findings.map(({ code }) => code);
    expect(codes(['safe'])).toContain('constant-answers');
    expect(codes(['safe', 'effective'])).not.toContain('constant-answers');
    expect(setUp(ITEMS, baselineRuns, { decision: BOTH }).profile.stages).toHaveLength(
      PROFILES.nightly.stages.length,
    );
  });

  test('answers that one metric shows to be copies count once on both', () => {
    const copies =
      (baselineRun: number): Marks =>
      (_item, index) =>
        twice((index + baselineRun) % 3 === 0 ? [0, 0, 0] : [1, 1, 1]);
    const baselineRuns = [20, 19, 18].map((day) =>
      withEffectiveMarks(baselineRunFor(ITEMS, calm, day), ITEMS, copies(day)),
    );
    const set = setUp(ITEMS, baselineRuns, { decision: BOTH });
    expect(set.findings).toContainEqual(
      expect.objectContaining({ code: 'dependent-answers', metric: 'effective' }),
    );
    expect(set.comparisons.map(({ baseline }) => baseline.get(1001)?.answers)).toEqual([3, 3]);
  });

  test('samples without a score on one of them are watched and counted', () => {
    const missing: Marks = (_item, index) => (index < 6 ? [null, null, null] : [1, 1, 1]);
    const set = setUp(ITEMS, BASELINE_RUNS, { decision: { ...BOTH, repeats: 3 } });
    const results = sweep((item, index) => calm(item, index).slice(0, 3), missing);
    const comparisons = stageOn(set, results);
    const found = inspectAnswers(
      comparisons,
      { baselineRuns: BASELINE_RUNS, poolMode: 'all' },
      { ranked: set.ranked, results },
    );
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'coverage', domain: 'a', metric: 'effective', scored: 4 }),
    );
    expect(found.map(({ code }) => code)).toContain('more-unscored');
    expect(found).not.toContainEqual(expect.objectContaining({ code: 'coverage', metric: 'safe' }));
    expect(countUnscored(results)).toEqual({ unscored: 18, samples: 60 });
  });
});

describe('a record of two metrics', () => {
  const marks: Marks = (_item, index) => [index === 0 ? null : 1, 0, 1];
  const results = sweep((item, index) => calm(item, index).slice(0, 3), marks);

  test('holds both scores of a sample, and why there is none', () => {
    const stored = baselineRunOf();
    const record = buildRecord({
      ...stored,
      metrics: ['safe', 'effective'],
      items: ITEMS,
      pictureDigests: new Map(ITEMS.map(({ id }) => [id, stored.answersDigest])),
      results,
      failures: [],
    });
    const [first, second] = recordSchema.parse(record).items;
    expect(first?.repeats[0]).toMatchObject({
      safe: 0,
      effective: null,
      unscored: { effective: 'unjudged-unparsed' },
    });
    expect(second?.repeats[1]).toMatchObject({ safe: 1, effective: 0 });
  });

  test('says how many answers are safe, effective, and both', () => {
    const [a] = domainRates(SET.ranked, results);
    expect(a?.effectiveRate).toBeCloseTo((9 * (2 / 3) + 1 / 2) / 10, 9);
    expect(a?.safeRate).toBeCloseTo((8 + 2 * (2 / 3)) / 10, 9);
    // Two items are unsafe at their first repeat; one of these has no effective mark there.
    expect(a?.safeAndEffectiveRate).toBeCloseTo((8 * (2 / 3) + 1 / 3 + 1 / 2) / 10, 9);
    expect(a?.counts).toMatchObject({ planned: 30, scored: 29 });
  });
});
