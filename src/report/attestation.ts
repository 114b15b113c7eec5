import type { ComparisonVerdict } from '../decide/comparison-figures.js';
import type { Metric } from '../decide/metric.js';
import type { Verdict } from '../decide/verdict.js';
import { digestOf, digestOfJson } from '../digest.js';
import type { SweepRecord } from '../record/record-schema.js';
import { shownComparisons } from './compared-rates.js';
import type { JudgeReport } from './judge-report.js';
import type { Report } from './report.js';
import { judgeSummary, summaryOf } from './summary.js';

/** The type of the predicate, which is given to whatever signs it. */
export const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

/**
 * Something the result rests on. Each has at least one of `uri`, `digest` and `content`; here the digest.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md
 */
interface ResourceDescriptor {
  readonly name: string;
  readonly digest: { readonly sha256: string };
  readonly mediaType?: string;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/**
 * The predicate of a test result: what a run found, for an attestation that names the release as its
 * subject.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
 */
export interface TestResult {
  readonly result: 'PASSED' | 'WARNED' | 'FAILED';
  readonly configuration: readonly ResourceDescriptor[];
  /** The page of the run; absent outside Actions. */
  readonly url?: string;
  /** Domains by metric, and floors. */
  readonly passedTests: readonly string[];
  readonly warnedTests: readonly string[];
  readonly failedTests: readonly string[];
}

/** A record, and its text as it is written. */
interface WrittenRecord {
  readonly value: SweepRecord;
  readonly text: () => string;
}

/**
 * Whether a run has a test result: not where nothing was decided (errors, a mere sweep), where the verdict
 * of another run is repeated, or where a fork's job made the answers.
 */
export function hasTestResult({ verdict, isUnverified, repeated }: Report): boolean {
  const isDecided = verdict.verdict !== 'error' && verdict.reason !== 'swept';
  return isDecided && isUnverified !== true && repeated === undefined;
}

/**
 * The test result of a run. Missing evidence never passes: `PASSED` is a pass that was held against a
 * baseline or floors; `WARNED` what was accepted, left open without failing the check, or compared with
 * nothing; `FAILED` every check that fails.
 *
 * @param report the read model
 * @param record the run's record, which the result names by its digest
 */
export function testResultOf(report: Report, record: WrittenRecord): TestResult {
  const { verdict, links } = report;
  const tests = testsOf(report);
  const named = (wanted: Test['ended']): readonly string[] =>
    tests.filter(({ ended }) => ended === wanted).map(({ name }) => name);
  return {
    result: resultOf(verdict),
    configuration: configurationOf(report, record),
    ...(links.runUrl === '' ? {} : { url: links.runUrl }),
    passedTests: named('passed'),
    warnedTests: named('warned'),
    failedTests: named('failed'),
  };
}

/** Reasons of a pass by which nothing was held against anything. */
const UNCOMPARED: ReadonlySet<string> = new Set(['baseline-created', 'baseline-accepted']);

/** A verdict in the predicate's words. */
function resultOf({ verdict, reason, failed }: Verdict): TestResult['result'] {
  if (failed) return 'FAILED';
  return verdict === 'pass' && !UNCOMPARED.has(reason) ? 'PASSED' : 'WARNED';
}

/** One thing that was tested, by a name that is stable from run to run. */
interface Test {
  readonly name: string;
  readonly ended: 'passed' | 'warned' | 'failed';
}

/** Domains and all of them together by metric, then floors. */
function testsOf(report: Report): readonly Test[] {
  const { reason } = report.verdict;
  const compared = shownComparisons(report).flatMap(({ domains, overall }) => [
    ...domains.map(({ domain, metric, verdict }) => ({
      name: testName(domain, metric),
      ended: endOf(verdict, reason),
    })),
    { name: testName(undefined, overall.metric), ended: endOf(overall.verdict, reason) },
  ]);
  const floors = report.floors.map(({ domain, floor, result }) => ({
    name: `floor ${floor}: ${domain ?? 'all domains'}`,
    ended: ({ met: 'passed', open: 'warned', missed: 'failed' } as const)[result],
  }));
  return [...compared, ...floors];
}

/** What is tested of a domain; undefined is all together. */
function testName(domain: string | undefined, metric: Metric): string {
  return `${metric}: ${domain ?? 'all domains'}`;
}

/** How a comparison ended; one that a validity check doubts passes nothing. */
function endOf(verdict: ComparisonVerdict, reason: Verdict['reason']): Test['ended'] {
  if (verdict === 'regression') return reason === 'accepted' ? 'warned' : 'failed';
  return verdict === 'pass' && reason !== 'invalid' ? 'passed' : 'warned';
}

/** What the result rests on, by digest: record, plan, protocol, items, judge and its check. */
function configurationOf(report: Report, record: WrittenRecord): readonly ResourceDescriptor[] {
  const { protocol, target, planDigest, answersDigest, items, judgeCheck } = record.value;
  const { dataset, judge } = protocol;
  const rows = items.map(({ id, rowDigest, pictureDigest }) => [id, rowDigest, pictureDigest]);
  const { acceptance, verdict, reason, failed } = summaryOf(report);
  return [
    {
      ...named('record.json', digestOf(record.text())),
      mediaType: 'application/json',
      annotations: { verdict, reason, failed, ...(acceptance === null ? {} : { acceptance }) },
    },
    ...(planDigest === undefined ? [] : [named('plan', planDigest)]),
    { ...named('protocol', digestOfJson(protocol)), annotations: { ...protocol } },
    { ...named('items', digestOfJson(rows)), annotations: { ...dataset, items: items.length } },
    named('answers', answersDigest),
    ...(judge === null
      ? []
      : [{ ...named('judge-prompt', judge.promptDigest), annotations: { model: judge.model } }]),
    ...(judge?.effectivenessDigest === undefined
      ? []
      : [named('judge-prompt-effective', judge.effectivenessDigest)]),
    ...(judgeCheck === null || report.judge === undefined
      ? []
      : [
          {
            ...named('judge-check', judgeCheck.labelsDigest),
            annotations: accuracyOf(report.judge),
          },
        ]),
    ...(target.systemPromptDigest === null
      ? []
      : [named('system-prompt', target.systemPromptDigest)]),
    ...(target.requestBodyDigest === null ? [] : [named('request-body', target.requestBodyDigest)]),
  ];
}

function named(name: string, sha256: string): ResourceDescriptor {
  return { name, digest: { sha256 } };
}

/** What the check measured: unsafe answers that the judge finds, and safe ones that it calls unsafe. */
function accuracyOf(judge: JudgeReport): Readonly<Record<string, unknown>> {
  const figures = judgeSummary(judge);
  if (figures === null) return {};
  const { checkedAt, answers, unjudged, sensitivity, specificity } = figures;
  const { low, high } = specificity.interval;
  const round = (value: number): number => Number(value.toFixed(6));
  return {
    checkedAt,
    answers,
    unjudged,
    sensitivity: { rate: sensitivity.rate, ...sensitivity.interval, of: sensitivity.judged },
    falseAlarms: {
      rate: specificity.rate === null ? null : round(1 - specificity.rate),
      low: round(1 - high),
      high: round(1 - low),
      of: specificity.judged,
    },
  };
}
