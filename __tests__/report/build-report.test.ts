import { describe, expect, test } from '@jest/globals';
import { comparisonFigures } from '../../src/decide/comparison-figures.js';
import { GateError } from '../../src/errors.js';
import { baselineSummary } from '../../src/report/baseline-summary.js';
import { buildReport, type ReportParts } from '../../src/report/build-report.js';
import { baselineNotices, validityNotices } from '../../src/report/notices.js';
import type { ChosenBaseline } from '../../src/baseline/choose-baseline.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { stageOn, baselineRunFor, setUp, sweepFor } from '../fixtures/decision-factory.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { baselineOf, baselineRunOf, protocolOf, type Scores } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 10, b: 10 });
const calm = (_item: unknown, index: number): Scores => [1, index % 4 === 0 ? 0 : 1, 1];
const BASELINE_RUNS = [20, 19, 18].map((day) => baselineRunFor(ITEMS, calm, day));
const CHOSEN_BASELINE: ChosenBaseline = {
  kind: 'baseline',
  baseline: baselineOf(BASELINE_RUNS),
  baselineRuns: BASELINE_RUNS,
  refused: [],
  pinned: [],
};
const SET = setUp(ITEMS, BASELINE_RUNS, { decision: { repeats: 3 } });

/** Parts of a report on a sweep that scored so. */
function partsOf(
  scores: Parameters<typeof sweepFor>[1],
  overrides: Partial<ReportParts> = {},
): ReportParts {
  const results = sweepFor(ITEMS, scores);
  const compared = stageOn(SET, results);
  return {
    toolVersion: '0.1.0',
    config: configOf({ 'baseline-name': 'default', seed: 's' }),
    context: contextOf('pull_request'),
    verdict: { verdict: 'pass', reason: 'no-regression', failed: false },
    error: undefined,
    comparison: comparisonFigures({ ...compared, index: 0 }, SET.ranked),
    effectiveComparison: undefined,
    compared,
    profile: SET.profile,
    decision: SET.decision,
    stagesReached: 1,
    chosenBaseline: CHOSEN_BASELINE,
    failures: [],
    where: 'cache of main',
    protocol: protocolOf(),
    ranked: SET.ranked,
    results,
    record: baselineRunOf(),
    floors: [],
    lastRelease: undefined,
    baselineUpdate: undefined,
    notices: [],
    ...overrides,
  };
}

const dropped: Parameters<typeof sweepFor>[1] = (item, index) =>
  item.domain === 'b' ? [0, 0, 0] : calm(item, index);

describe('buildReport', () => {
  test('says what was planned, asked and compared', () => {
    const parts = partsOf(calm);
    const report = buildReport(parts);
    expect(report).toMatchObject({
      verdict: parts.verdict,
      error: undefined,
      regressed: [],
      overallRegressed: false,
      plan: {
        profile: 'nightly',
        seed: 's',
        stages: [{ itemsPerDomain: 'all', answers: 3 }],
        stagesReached: 1,
        alpha: 0.01,
        marginDomain: 0.15,
        // Twenty items cannot exclude five points.
        marginOverall: expect.closeTo(0.05 * Math.sqrt(160 / 20), 9),
      },
      unscoredItems: [],
      links: {
        runUrl: 'https://github.com/octo-org/octo-repo/actions/runs/9001/attempts/1',
      },
    });
    expect(report.plan?.stages[0]).toEqual({ itemsPerDomain: 'all', answers: 3 });
    expect(report.domains.map(({ domain }) => domain)).toEqual(['a', 'b']);
    expect(report.overall?.items).toBe(20);
    expect(report.provenance).toEqual(parts.record?.provenance);
  });

  test('names the domains that regressed, each once, and whether all together did', () => {
    const parts = partsOf(dropped);
    expect(buildReport(parts)).toMatchObject({
      regressed: [{ domain: 'b', metric: 'safe' }],
      overallRegressed: true,
    });
  });

  test('names items without a score, in order and each once', () => {
    const report = buildReport(
      partsOf(({ id }) => (id === 2003 || id === 1002 ? [null, null, 1] : [1, 0, 1])),
    );
    expect(report.unscoredItems).toEqual([1002, 2003]);
  });

  test('has no page of the run outside GitHub Actions', () => {
    expect(buildReport(partsOf(calm, { context: contextOf('none') })).links.runUrl).toBe('');
  });

  describe('when a run stopped before its plan was known', () => {
    const error = new GateError('DATASET_UNREACHABLE', 'It is not there.', { remedy: 'Look.' });
    const report = buildReport(
      partsOf(calm, {
        verdict: { verdict: 'error', reason: 'dataset', failed: true },
        error,
        comparison: undefined,
        compared: undefined,
        profile: undefined,
        decision: undefined,
        chosenBaseline: undefined,
        protocol: undefined,
        ranked: new Map(),
        results: new Map(),
        record: undefined,
      }),
    );

    test('has the error and no figures', () => {
      expect(report.error).toEqual({
        code: 'DATASET_UNREACHABLE',
        message: 'It is not there.',
        remedy: 'Look.',
      });
      expect(report).toMatchObject({
        domains: [],
        overall: undefined,
        comparison: undefined,
        baseline: undefined,
        plan: undefined,
        usage: undefined,
      });
    });
  });

  describe('when a baseline was to be saved', () => {
    test.each([
      [{ updated: true, text: 'cache' }, false],
      [{ updated: false, text: 'The token reads only.' }, true],
      [undefined, false],
    ])('and %j, the step fails: %s; the verdict stands', (baselineUpdate, failed) => {
      const { verdict } = buildReport(partsOf(calm, { baselineUpdate }));
      expect(verdict).toEqual({ verdict: 'pass', reason: 'no-regression', failed });
    });
  });
});

/** What a lookup offers that found nothing. */
const NONE = {
  kind: 'none',
  reason: 'no-baseline',
  text: 'None.',
  remedy: 'Make one.',
} as const;

describe('baselineSummary', () => {
  test('is undefined before the lookup', () => {
    expect(baselineSummary(undefined, 'cache')).toBeUndefined();
  });

  test('says why there is nothing to compare with', () => {
    expect(baselineSummary(NONE, 'cache')).toEqual({
      kind: 'none',
      text: 'None.',
      remedy: 'Make one.',
    });
  });

  test('gives each baseline run its rate and answers, and the answers of all', () => {
    const baselineRuns = [
      baselineRunOf({ scores: { 1001: [1, 0, 1], 1002: [null, 1, 1] } }),
      baselineRunOf({ scores: { 1001: [0], 1002: [null] }, createdAt: '2026-01-14T03:17:00.000Z' }),
    ];
    const summary = baselineSummary({ ...CHOSEN_BASELINE, baselineRuns }, 'cache of main');
    expect(summary).toMatchObject({
      kind: 'used',
      where: 'cache of main',
      model: 'model-1',
      acceptedAt: '2026-01-01T00:00:00.000Z',
      answersPerItem: 4,
      baselineRuns: [
        { safeRate: expect.closeTo((2 / 3 + 1) / 2, 12), answersPerItem: 3 },
        { createdAt: '2026-01-14T03:17:00.000Z', safeRate: 0, answersPerItem: 1 },
      ],
    });
  });
});

describe('validityNotices', () => {
  const finding = {
    code: 'silence',
    consequence: 'inconclusive',
    domain: 'morality',
    silent: 8,
    answers: 9,
    text: 'Only 1 of the 9 items.',
    remedy: 'See why.',
  } as const;

  test('is an error where it keeps the run from passing, and names the domain', () => {
    expect(validityNotices([finding])).toEqual([
      {
        level: 'error',
        code: 'silence',
        text: 'morality: Only 1 of the 9 items.',
        remedy: 'See why.',
      },
    ]);
  });

  test('is a warning else', () => {
    const thin = {
      code: 'thin-baseline',
      consequence: 'notice',
      answersPerItem: 3,
      wantedAnswers: 9,
    } as const;
    const texts = { text: 'Thin.', remedy: 'Wait.' };
    expect(validityNotices([{ ...thin, ...texts }])).toEqual([
      { level: 'warning', code: 'thin-baseline', ...texts },
    ]);
  });

  test('tells of domains with the same trouble in one notice, with one remedy', () => {
    const other = { ...finding, domain: 'self-harm', text: 'Only 2 of the 9 items.' };
    expect(validityNotices([finding, { ...finding, remedy: 'Other.' }, other])).toMatchObject([
      { text: 'morality: Only 1 of the 9 items. self-harm: Only 2 of the 9 items.' },
      { remedy: 'Other.' },
    ]);
    const [many] = validityNotices(Array.from({ length: 9 }, () => finding));
    expect(many?.text).toMatch(
      /^(morality: Only 1 of the 9 items\. ){5}The same is so of 4 more\.$/,
    );
  });
});

describe('baselineNotices', () => {
  const record = baselineRunOf();
  const noticesOf = (
    chosenBaseline: ChosenBaseline | undefined,
    now: typeof record | undefined = record,
  ) => baselineNotices(chosenBaseline, now);

  test('are none for a fresh baseline of the same model and capabilities', () => {
    expect(noticesOf(CHOSEN_BASELINE)).toEqual([]);
  });

  test('are none without a baseline', () => {
    expect([...noticesOf(undefined), ...noticesOf(NONE)]).toEqual([]);
  });

  test('say which runs are dated in the future', () => {
    const refused = ['2099-01-01T03:00:00.000Z', '2098-01-01T03:00:00.000Z', '2097', '2096'].map(
      (createdAt, at) => baselineRunOf({ createdAt, provenance: { runId: String(at) } }),
    );
    expect(noticesOf({ ...CHOSEN_BASELINE, refused })).toEqual([
      {
        level: 'warning',
        code: 'future-baseline',
        text: 'Runs of the baseline dated in the future were left out: 2099-01-01T03:00:00.000Z (run 0), 2098-01-01T03:00:00.000Z (run 1), 2097 (run 2), and 1 more.',
        remedy: expect.stringContaining('clock'),
      },
    ]);
  });

  test('say that the models differ', () => {
    const other = { ...record, target: { ...record.target, model: 'model-2' } };
    expect(noticesOf(CHOSEN_BASELINE, other)).toMatchObject([
      {
        code: 'other-model',
        text: 'Baseline and this run have different model names: model-1 and model-2.',
      },
    ]);
  });

  test.each(['model', 'judge'] as const)('say that the %s was asked in another way', (side) => {
    const capabilities = { ...record.capabilities, [side]: { tokens: 'max_tokens', a: 'b' } };
    expect(noticesOf(CHOSEN_BASELINE, { ...record, capabilities })).toMatchObject([
      {
        code: side === 'model' ? 'other-capabilities' : 'other-judge-capabilities',
        text: `Baseline and this run have different requests to the ${side}: none and a b, tokens max_tokens.`,
      },
    ]);
  });

  test('say nothing of what was not asked', () => {
    expect(baselineNotices(CHOSEN_BASELINE, undefined)).toEqual([]);
  });
});
