import { xml } from './escape-xml.js';
import { junitCases, type JunitCase } from './junit-cases.js';
import type { Markup } from '../text/markup.js';
import type { Report } from '../report.js';

/**
 * The run as a JUnit report, which CI systems show as tests: a test case for the verdict, for each
 * domain and for all items together.
 *
 * @param report the read model
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
