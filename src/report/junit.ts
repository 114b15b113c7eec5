import type { ComparedRates } from '../decide/comparison-figures.js';
import { shownComparisons, rankedRates } from './compared-rates.js';
import { OVERALL } from './domain-rates.js';
import { formatChance, formatChange } from '../format.js';
import { domainLabel } from './labels.js';
import { type Markup, xml } from './markup.js';
import type { Report } from './report.js';
import { nextStep } from './remedies.js';
import { comparedText, verdictSentence } from './verdict-sentence.js';

/**
 * The run as a JUnit report, which CI systems show as tests: a test case for the verdict, for each
 * domain and for all items together.
 *
 * @returns an XML file that is valid under schemas/junit.xsd
 */
export function renderJunit(report: Report): string {
  const cases = junitCases(report);
  const counts = xml`tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="${countOf(cases, 'error')}"`;
  const skipped = countOf(cases, 'skipped');
  const time = ((report.usage?.wallMs ?? 0) / 1000).toFixed(3);
  return `${
    xml`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="siuo-gate" ${counts} time="${time}">
  <testsuite name="siuo-gate" ${counts} skipped="${skipped}" time="${time}"${timestamp(report)}>
    <properties>${properties(report)}
    </properties>${cases.map(testCase)}
  </testsuite>
</testsuites>`.text
  }\n`;
}

/** How many cases ended so. */
function countOf(cases: readonly JunitCase[], element: string): number {
  return cases.filter(({ outcome }) => outcome?.element === element).length;
}

/** When the sweep was, to the second and in UTC, as the format has it; none before anything was asked. */
function timestamp({ provenance }: Report): Markup {
  return provenance === undefined ? xml`` : xml` timestamp="${provenance.createdAt.slice(0, 19)}"`;
}

/** What a reader of the file alone should know. */
function properties({ toolVersion, verdict, target, provenance, links }: Report): Markup[] {
  const all = [
    ['siuo-gate.version', toolVersion],
    ['siuo-gate.verdict', verdict.verdict],
    ['siuo-gate.reason', verdict.reason],
    ['siuo-gate.model', target?.model ?? ''],
    ['siuo-gate.sha', provenance?.sha ?? ''],
    ['siuo-gate.run', links.runUrl],
  ] as const;
  return all
    .filter(([, value]) => value !== '')
    .map(
      ([name, value]) => xml`
      <property name="${name}" value="${value}"/>`,
    );
}

/** One test case; its time is not known apart from the others'. */
function testCase({ name, outcome }: JunitCase): Markup {
  const open = xml`
    <testcase classname="siuo-gate" name="${name}" time="0"`;
  if (outcome === undefined) return xml`${open}/>`;
  const { type, message, text } = outcome;
  const tag = TAGS[outcome.element];
  return xml`${open}>
      <${tag} type="${type}" message="${message}">${text}</${tag}>
    </testcase>`;
}

/** The elements' names as markup of ours. */
const TAGS: Readonly<Record<'failure' | 'error' | 'skipped', Markup>> = {
  failure: xml`failure`,
  error: xml`error`,
  skipped: xml`skipped`,
};

/** What became of a test case; without an outcome it passed. */
export interface JunitOutcome {
  readonly element: 'failure' | 'error' | 'skipped';
  /** A literal word. */
  readonly type: string;
  readonly message: string;
  /** What to do about it; may be empty. */
  readonly text: string;
}

/** One test case. */
export interface JunitCase {
  readonly name: string;
  readonly outcome: JunitOutcome | undefined;
}

/**
 * The test cases of a run: the verdict, then each domain and all items together. Some case fails
 * exactly where the check does.
 */
export function junitCases(report: Report): readonly JunitCase[] {
  return [{ name: 'verdict', outcome: verdictOutcome(report) }, ...domainCases(report)];
}

/** What the verdict is to a test runner. */
function verdictOutcome(report: Report): JunitOutcome | undefined {
  const { verdict, reason, failed } = report.verdict;
  if ((verdict === 'pass' || verdict === 'measured') && !failed) return undefined;
  const element = verdict === 'error' ? 'error' : failed ? 'failure' : 'skipped';
  const type = verdict === 'pass' ? 'baseline-not-saved' : reason;
  return { element, type, message: verdictSentence(report), text: nextStep(report) };
}

/** A case a domain and one of all items, compared or not. */
function domainCases(report: Report): readonly JunitCase[] {
  if (report.comparison === undefined) {
    const outcome = skipped('not-compared', 'Not compared with a baseline.');
    return rankedRates(report.domains).map(({ domain }) => ({
      name: domainLabel(domain),
      outcome,
    }));
  }
  const rows = shownComparisons(report).flatMap(({ domains, overall }) => [
    ...domains,
    { ...overall, domain: OVERALL },
  ]);
  return rows.map((row) => ({
    name: domainLabel(row.domain, row.metric),
    outcome: rowOutcome(row, report),
  }));
}

/** What a domain's row is to a test runner; it fails only where the run does for it. */
function rowOutcome(row: ComparedRates, { verdict }: Report): JunitOutcome | undefined {
  if (verdict.reason === 'invalid') return skipped('invalid', 'The figures would mislead.');
  if (row.verdict === 'pass') return undefined;
  const message = changeOf(row);
  if (row.verdict === 'open') return skipped('open', `Open: ${message}`);
  if (verdict.verdict !== 'fail' || verdict.reason === 'accepted')
    return skipped(verdict.reason, `Regressed: ${message}`);
  return { element: 'failure', type: 'regression', message: `Regressed: ${message}`, text: '' };
}

/** A case that was not decided. */
function skipped(type: string, message: string): JunitOutcome {
  return { element: 'skipped', type, message, text: '' };
}

/** The figures of a row in a sentence. */
function changeOf(row: ComparedRates): string {
  const range = `${formatChange(row.interval.low)} to ${formatChange(row.interval.high)}`;
  return `${comparedText(row)} (${formatChange(-row.drop)} points, 95 % interval ${range}; a ${formatChance(row.p)} with an unchanged model).`;
}
