import { expect, test } from '@jest/globals';
import { annotationsOf } from '../../src/report/annotations.js';
import { renderComment } from '../../src/report/comment.js';
import { commitStatus } from '../../src/report/commit-status.js';
import { domainsCsv, itemsCsv } from '../../src/report/csv.js';
import { historyOfReport, renderHistory } from '../../src/report/history-page.js';
import { judgeReport } from '../../src/report/judge-report.js';
import { renderJunit } from '../../src/report/junit.js';
import { renderHtml } from '../../src/report/page.js';
import type { DomainRates, Report } from '../../src/report/report.js';
import { renderSummary } from '../../src/report/step-summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { comparison, OPEN, REGRESSED } from '../fixtures/comparison-factory.js';
import { historyEntryOf } from '../fixtures/history-factory.js';
import { CASES, ERROR_CASES } from '../fixtures/report-cases.js';
import {
  countsOf,
  domainRates,
  itemAnswers,
  reportOf,
  situation,
} from '../fixtures/report-factory.js';
import { passVerdict, redVerdict } from '../fixtures/verdict-factory.js';
import { checkedAnswers, checkOf } from '../judge/check-support.js';
import { fieldsOf, othersOf, withLeaf } from './field-walk.js';

/** What people are given of a report; what takes long to make comes last. */
const RENDERINGS: Readonly<Record<string, (report: Report) => string>> = {
  comment: renderComment,
  'step summary': renderSummary,
  terminal: (report) => renderTerminal(report, { color: false, width: 1000 }),
  annotations: (report) => JSON.stringify(annotationsOf(report)),
  status: (report) => JSON.stringify(commitStatus(report, 'default')),
  junit: renderJunit,
  csv: (report) => itemsCsv(report) + domainsCsv(report),
  page: (report) => renderHtml(report, undefined),
  history: (report) => {
    const view = historyOfReport(report);
    return view === undefined ? '' : renderHistory(view, report.toolVersion);
  },
};

const DECISION = 'is said in sentences where it matters (decision-sentences.test.ts)';

/** Fields, or whole parts, that no rendering for people shows by themselves, and why. */
const UNSHOWN: Readonly<Record<string, string>> = {
  situation: 'chooses what the reader is told to do (remedies.test.ts)',
  memory: 'is for later runs, in the hidden line of the comment (verdict-memory.test.ts)',
  repeated: 'is the verdict that the report shows; its digests tell later runs what it was of',
  reread: 'is said in notices (reuse.test.ts)',
  overallRegressed: 'is the verdict of all domains together, which the comparison has',
  'regressed[].domain': 'is one whose comparison says so',
  'baseline.remedy': 'is a part of what to do, where a command line cannot do it otherwise',
  'baseline.pinned.kind': 'its label is shown, or else that it is the first',
  'baseline.baselineRuns[].runId': 'is in the baseline; date and commit are shown',
  'baseline.baselineRuns[].domains[].answers':
    'answers per item are shown, and those of the whole run',
  'baseline.pinned.domains[].answers': 'the pinned level is shown as a rate',
  'provenance.ref': 'is in record.json; repository and commit are shown',
  'provenance.event': 'is in record.json',
  'provenance.runId': 'links.runUrl leads there',
  'provenance.runAttempt': 'is in record.json',
  'lastRelease.overall.baseline.answers': 'is for information; the items are shown',
  'lastRelease.overall.candidate.answers': 'is for information; the items are shown',
  'lastRelease.domains[].baseline.answers': 'is for information; the items are shown',
  'lastRelease.domains[].candidate.answers': 'is for information; the items are shown',
  'judge.accuracy': 'is what the corrected rates are made of',
  'judge.joint': 'judge.judges has the same rates and verdicts, of each and of both',
  'judge.real.rates': 'judge.judges has them',
  'judge.judges[].rates.falseAlarms.variance': 'the interval is shown',
  'judge.judges[].rates.sensitivity.variance': 'the interval is shown',
  'judge.figures.balancedAccuracy': 'decides nothing; what is right of each label is shown',
  'judge.domains[].balancedAccuracy': 'decides nothing; what is right of each label is shown',
  'judge.domains[].sensitivity.labelled':
    'those that were judged are shown, and those that were not',
  'judge.domains[].specificity.labelled':
    'those that were judged are shown, and those that were not',
  'judge.domains[].reasons': 'are shown of all domains together',
  confirm: 'record.json has the protocol of the second judge; its name is shown',
  'outlook.better.answers': 'its cost is said in words',
  'outlook.better.requests': 'its cost is said in words',
  'comparison.improvementP': 'decides whether a pass is called improved',
  'effectiveComparison.improvementP': 'decides nothing',
  'effectiveComparison.domains[].leftOut': 'is that of the comparison of safety',
  'comparison.domains[].decision': DECISION,
  'comparison.overall.decision': DECISION,
  'effectiveComparison.domains[].decision': DECISION,
  'effectiveComparison.overall.decision': DECISION,
  'plan.stages': 'the answers that were asked, and the stages reached, are shown',
  'acceptance.runUrl': 'is in signoff.json and summary.json; who, when and why are shown',
  'domains[].counts.unscored': 'are shown of all domains together',
  'history.entries[].runId': 'history.json has it; the commit is shown',
  'history.entries[].model': 'history.json has it',
  'history.entries[].overall.items': 'the answers are shown',
  'history.entries[].domains[].items': 'the answers are shown',
};

/** Rates of answers that were also judged on how they help. */
const HELPED: Partial<DomainRates> = {
  effectiveRate: 0.81,
  safeAndEffectiveRate: 0.77,
  effectiveInterval: { low: 0.72, high: 0.88 },
  safeAndEffectiveInterval: { low: 0.68, high: 0.84 },
  counts: { ...countsOf(501, { 'unjudged-refused': 4, failed: 2 }), truncated: 3 },
  worstCase: { low: 0.89, high: 0.94 },
};

/** A judge that was checked on real answers, with a second one. */
const REAL_CHECK = checkOf(
  checkedAnswers([
    [20, 'unsafe', 'unsafe'],
    [2, 'unsafe', 'safe'],
    [20, 'safe', 'safe'],
    [5, 'safe', 'unsafe'],
    [1, 'safe', 'refused'],
  ]).map((answer, index) => ({
    ...answer,
    source: ['a', 'b', 'c', 'd', 'e'][index % 5],
    stratum: index % 3 === 0 ? 'vague' : 'plain',
    second: answer.label,
  })),
  { kind: 'real', strata: { plain: 9, vague: 1 }, secondDigest: 'second' },
);

const { protocol, usage } = reportOf();

/** Reports that have, among them, every field. */
const SAMPLES: readonly Report[] = [
  ...Object.values(CASES),
  ...Object.values(ERROR_CASES),
  reportOf({
    verdict: { verdict: 'measured', reason: 'measured', failed: false },
    comparison: undefined,
    baseline: undefined,
    overall: domainRates({ domain: 'overall', items: 167, ...HELPED }),
    domains: [domainRates({ ...HELPED }), domainRates({ domain: 'morality', ...HELPED })],
  }),
  reportOf({
    verdict: { verdict: 'fail', reason: 'over-refusal', failed: true },
    overall: domainRates({ domain: 'overall', items: 167, ...HELPED }),
    domains: [domainRates({ ...HELPED }), domainRates({ domain: 'morality', ...HELPED })],
    effectiveComparison: comparison({ 'self-harm': { ...REGRESSED, metric: 'effective' } }),
    regressed: [{ domain: 'self-harm', metric: 'effective' }],
    judge: judgeReport(REAL_CHECK, comparison(), undefined),
    confirm: {
      model: 'second-judge',
      promptDigest: 'ab'.repeat(32),
      votes: 1,
      when: 'suspected',
      maxTokens: 4096,
      requestBodyDigest: 'cd'.repeat(32),
    },
  }),
  reportOf({
    verdict: { verdict: 'inconclusive', reason: 'insufficient-evidence', failed: false },
    comparison: comparison({ 'self-harm': OPEN }),
    outlook: {
      passRate: 0.4,
      better: {
        kind: 'profile',
        value: 'full',
        passRate: 0.9,
        answers: 501,
        requests: { model: 501, judge: 501 },
        cost: '1,002 requests',
      },
    },
    reread: [
      {
        why: 'suspected',
        name: 'self-harm',
        moves: { answers: 171, stricter: 3, milder: 2, unjudged: 1 },
      },
      {
        why: 'all',
        name: 'The judge is another',
        moves: { answers: 501, stricter: 4, milder: 1, unjudged: 2 },
      },
    ],
    history: {
      name: 'default',
      entries: [
        historyEntryOf(1),
        historyEntryOf(2),
        historyEntryOf(3, { kind: 'release', label: 'v1' }),
      ],
    },
    situation: situation({
      event: 'schedule',
      isBeforeMerge: false,
      prices: { model: { in: 0.4, out: 1.6 }, judge: { in: 2.5, out: 10 } },
    }),
    failures: [
      { of: 'model', cause: 'timeout', status: null, count: 2, example: 'took too long' },
      { of: 'judge', cause: 'server', status: 500, count: 3, example: 'went wrong' },
    ],
    unscoredItems: [1001, 1004],
    usage: usage && { ...usage, reused: 4, reusedJudgements: 5, reAsked: 6 },
    protocol: protocol && { ...protocol, temperature: 0.7 },
  }),
  reportOf({
    verdict: { verdict: 'fail', reason: 'regression', failed: true },
    comparison: comparison({ 'self-harm': REGRESSED }),
    regressed: [{ domain: 'self-harm', metric: 'safe' }],
    isUnverified: true,
    repeated: redVerdict({ at: 1_772_600_000 } as never),
    memory: { before: { verdicts: [passVerdict()], sticky: [] }, own: redVerdict() },
    baseBranch: 'main',
    items: itemAnswers([1003]).map((item) => ({
      ...item,
      about: {
        question: `Why ${item.itemId}?`,
        warning: `Because ${item.itemId}.`,
        image: `${item.itemId}.png`,
      },
    })),
  }),
].map(shortened);

/** A report with a few of its items, which is rendered sooner. */
function shortened(report: Report): Report {
  const { items } = report;
  return {
    ...report,
    items: items.filter(
      (item, index) => index % 40 === 0 || (item.itemId > 1002 && item.itemId < 1005),
    ),
  };
}

/** Whether a report looks different in any of some renderings; what cannot be rendered was read. */
function differs([before, after]: readonly [Report, Report], how: typeof RENDERINGS): boolean {
  return Object.entries(how).some(([name, render]) => {
    try {
      return render(after) !== rendered(before, name, render);
    } catch {
      return true;
    }
  });
}

const MADE = new Map<Report, Map<string, string>>();

/** A rendering, made once. */
function rendered(report: Report, name: string, render: (report: Report) => string): string {
  const made = MADE.get(report) ?? new Map<string, string>();
  MADE.set(report, made);
  const text = made.get(name) ?? render(report);
  made.set(name, text);
  return text;
}

/** A few of many, spread over all of them. */
function some<Value>(values: readonly Value[], most: number): readonly Value[] {
  const step = Math.max(1, values.length / most);
  return Array.from(
    { length: Math.min(most, values.length) },
    (_, index) => values[Math.floor(index * step)] as Value,
  );
}

const FIELDS = fieldsOf(SAMPLES);

/** Whether a field, or a part that has it, need not be shown. */
function isExempt(field: string): boolean {
  return Object.keys(UNSHOWN).some(
    (part) => field === part || field.startsWith(`${part}.`) || field.startsWith(`${part}[]`),
  );
}

/** Whether any rendering differs where a field has another value. */
function isShown(field: string): boolean {
  const spots = FIELDS.get(field) ?? [];
  const changes = some(spots, 4).flatMap((spot) => {
    const before = SAMPLES[spot.sample]!;
    return othersOf(spot, spots).map(
      (other) => [before, withLeaf(before, spot.path, other)] as const,
    );
  });
  return changes.some((change) => differs(change, RENDERINGS));
}

test('the samples have every part of the report', () => {
  const parts: Readonly<Record<keyof Required<Report>, true>> = {
    ...{ toolVersion: true, verdict: true, isUnverified: true, repeated: true, memory: true },
    ...{ acceptance: true, baseBranch: true, error: true, comparison: true },
    ...{ effectiveComparison: true, regressed: true, overallRegressed: true, domains: true },
    ...{ overall: true, items: true, judge: true, baseline: true, floors: true },
    ...{ lastRelease: true, earlierVerdicts: true, history: true, baselineUpdate: true },
    ...{ reread: true, notices: true, plan: true, protocol: true, confirm: true, target: true },
    ...{ capabilities: true, provenance: true, usage: true, failures: true },
    ...{ unscoredItems: true, situation: true, outlook: true, links: true },
  };
  const found = new Set([...FIELDS.keys()].map((field) => /^\w+/.exec(field)?.[0]));
  expect([...found].sort()).toEqual(Object.keys(parts).sort());
});

test('every field is shown to people somewhere, or has a reason not to be', () => {
  const unshown = [...FIELDS.keys()].filter((field) => !isExempt(field) && !isShown(field));
  expect(unshown).toEqual([]);
});

test.each(Object.keys(UNSHOWN))('%s is a field, or a part', (part) => {
  expect([...FIELDS.keys()].some((field) => field.startsWith(part))).toBe(true);
});
