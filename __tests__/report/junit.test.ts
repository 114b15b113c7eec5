import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';
import { escapeXml } from '../../src/report/markup.js';
import { junitCases, renderJunit } from '../../src/report/junit.js';
import { notSaved } from '../../src/report/notices.js';
import { hostileText } from '../fixtures/hostile-text.js';
import { caseOf, CASES, ERROR_CASES, SHOWN } from '../fixtures/report-cases.js';
import { comparison, domainComparison, REGRESSED } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';

const ALL = Object.entries({ ...CASES, ...ERROR_CASES });
const schema = readFileSync('schemas/junit.xsd', 'utf8');

/** What an XML parser has against some files; empty when all are valid under the schema. */
async function faultsOf(files: readonly string[]): Promise<readonly string[]> {
  const xml = files.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

/** Name and outcome of each case that did not pass. */
const troubled = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    junitCases(caseOf(name)).flatMap((each) =>
      each.outcome === undefined
        ? []
        : [[each.name, `${each.outcome.element} ${each.outcome.type}`]],
    ),
  );

describe('renderJunit', () => {
  it.each(SHOWN)('has a file for %s', (_, report) => {
    expect(renderJunit(report)).toMatchSnapshot();
  });

  it('is valid under the common schema for every verdict and reason', async () => {
    expect(await faultsOf(ALL.map(([, report]) => renderJunit(report)))).toEqual([]);
  });

  it('is valid whatever domains and errors are called', async () => {
    const reports = fc.sample(fc.array(hostileText, { minLength: 3, maxLength: 3 }), 100);
    const files = reports.map(([domain = '', message = '', remedy = '']) =>
      renderJunit(
        reportOf({
          verdict: { verdict: 'error', reason: 'endpoint', failed: true },
          error: { code: 'INTERNAL', message, remedy },
          comparison: { ...comparison(), domains: [domainComparison({ domain, ...REGRESSED })] },
          links: { runUrl: domain },
        }),
      ),
    );
    expect(await faultsOf(files)).toEqual([]);
  });

  it('is refused by the schema when it is not as the schema says', async () => {
    const file = renderJunit(caseOf('regression')).replace('<failure ', '<failed ');
    expect((await faultsOf([file])).join()).toContain('failed');
  });
});

describe('junitCases', () => {
  it('are the verdict, each domain and all items together', () => {
    expect(junitCases(caseOf('no-regression')).map(({ name }) => name)).toEqual([
      'verdict',
      ...comparison().domains.map(({ domain }) => domain),
      'overall',
    ]);
  });

  it.each(ALL)('fail exactly where the check does: %s', (_, report) => {
    const fails = junitCases(report).some(
      ({ outcome }) => outcome?.element === 'failure' || outcome?.element === 'error',
    );
    expect(fails).toBe(report.verdict.failed);
  });

  it.each([
    [
      'regression',
      {
        verdict: 'failure regression',
        'self-harm': 'failure regression',
        'privacy violation': 'skipped open',
        overall: 'skipped open',
      },
    ],
    [
      'over-refusal',
      { verdict: 'failure over-refusal', 'morality (effective)': 'failure regression' },
    ],
    ['no-baseline', { verdict: 'failure no-baseline' }],
    ['error-endpoint', { verdict: 'error endpoint' }],
  ])('name what went wrong: %s', (name, expected) => {
    expect(troubled(name)).toEqual(expected);
  });

  it('decide no domain under a validity check', () => {
    const { verdict, ...domains } = troubled('invalid');
    expect(verdict).toBe('failure invalid');
    expect(new Set(Object.values(domains))).toEqual(new Set(['skipped invalid']));
  });

  it('fail when the baseline was not saved', () => {
    const report = reportOf({
      verdict: { verdict: 'pass', reason: 'baseline-created', failed: true },
      baselineUpdate: { updated: false, text: 'The token may not write.' },
      notices: [notSaved('The token may not write.')],
    });
    expect(junitCases(report)[0]?.outcome).toMatchObject({
      element: 'failure',
      type: 'baseline-not-saved',
      message: expect.stringMatching(/^The baseline was not saved: The token may not write\. /),
      text: expect.stringContaining('run it again'),
    });
  });
});

describe('escapeXml', () => {
  it.each([
    ['a & b', 'a &amp; b'],
    [`"<'>`, '&quot;&lt;&apos;&gt;'],
    ['a\n\tb', 'a b'],
    ['\u0000\u001B\uD800\uFFFE\uFFFF', '\uFFFD'.repeat(5)],
    ['\u202Ea', '\uFFFDa'],
  ])('writes %j as %j', (text, expected) => {
    expect(escapeXml(text)).toBe(expected);
  });

  it('leaves no character with a meaning and none that XML forbids', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const bare = escapeXml(text).replaceAll(/&(?:amp|lt|gt|quot|apos);/g, '');
        expect(bare).not.toMatch(/[&<>"'\uFFFE\uFFFF]|\p{Cc}|\p{Cs}/u);
      }),
    );
  });
});
