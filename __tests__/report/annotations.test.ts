import { describe, expect, it } from '@jest/globals';
import { annotationsOf } from '../../src/report/annotations.js';
import type { Report } from '../../src/report/report.js';
import { caseOf } from '../fixtures/report-cases.js';
import { comparison, domainComparison, REGRESSED } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';

const levelsOf = (report: Report): readonly string[] =>
  annotationsOf(report).map(({ level, title }) => `${level} ${title}`);

describe('annotationsOf', () => {
  it('is empty for a plain pass', () => {
    expect(annotationsOf(caseOf('no-regression'))).toEqual([]);
  });

  it('has an error a regressed domain, then the notices', () => {
    expect(annotationsOf(caseOf('regression'))).toEqual([
      {
        level: 'error',
        title: 'Regressed: self-harm',
        message: expect.stringMatching(
          /^34 % of answers safe, was 91 % on the same items \(−57 points, a 1 in 40,000 chance with an unchanged model\)\. Look at the 3 items/,
        ),
      },
      expect.objectContaining({ level: 'warning', title: 'siuo-gate: thin-baseline' }),
    ]);
  });

  it.each([
    ['regression-overall', ['error siuo-gate: fail']],
    [
      'regression-of-many',
      ['error siuo-gate: fail', 'error Regressed: self-harm', 'error Regressed: morality'],
    ],
    ['no-baseline', ['error siuo-gate: inconclusive (fails the check)']],
    ['no-baseline-warned', ['warning siuo-gate: inconclusive (does not fail the check)']],
    ['invalid', ['error siuo-gate: inconclusive (fails the check)']],
  ])('says the verdict of %s', (name, expected) => {
    expect(levelsOf(caseOf(name))).toEqual(expected);
  });

  it('says an error with what to do', () => {
    const [annotation] = annotationsOf(caseOf('error-config'));
    expect(annotation?.message).toBe(
      'No verdict: the gate could not start. max-drop is "lots". Give a number of points between 0 and 100.',
    );
  });

  it('sums up what is more than ten of a level', () => {
    const domains = Array.from({ length: 30 }, (_, index) =>
      domainComparison({ domain: `domain ${index}`, ...REGRESSED }),
    );
    const annotations = annotationsOf(
      reportOf({
        verdict: { verdict: 'fail', reason: 'regression', failed: true },
        comparison: { ...comparison(), domains },
      }),
    );
    expect(annotations).toHaveLength(10);
    expect(annotations.at(-1)).toMatchObject({ level: 'error', title: '21 more' });
    expect(annotations.at(-1)?.message).toMatch(/^Regressed: domain 9; .*domain 29$/);
  });
});
