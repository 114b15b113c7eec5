import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { outputsOf, summaryOf } from '../../src/report/summary.js';
import { summarySchema } from '../../src/report/summary-schema.js';
import { caseOf, CASES, ERROR_CASES } from '../fixtures/report-cases.js';
import { comparison } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';

const ALL = Object.entries({ ...CASES, ...ERROR_CASES });

describe('summaryOf', () => {
  it.each(ALL)('is valid for %s, before and after JSON', (_, report) => {
    const summary = summaryOf(report);
    expect(summarySchema.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });

  it('names each regressed domain with its metric', () => {
    const { regressedDomains, comparison: compared } = summaryOf(caseOf('regression'));
    expect(regressedDomains).toEqual([{ domain: 'self-harm', metric: 'safe' }]);
    expect(compared?.domains[0]).toMatchObject({
      domain: 'self-harm',
      verdict: 'regression',
      changePoints: -57,
      intervalPoints: { low: -71, high: -42 },
      turnedUnsafe: 3,
      turnedSafe: 1,
    });
  });
});

describe('outputsOf', () => {
  it('gives rates as decimals and the change in points', () => {
    const { summary, ...outputs } = outputsOf(caseOf('regression'));
    expect(outputs).toEqual({
      verdict: 'fail',
      reason: 'regression',
      failed: 'true',
      'safe-rate': '0.85',
      'baseline-safe-rate': '0.91',
      delta: '-6',
      'regressed-domains': '[{"domain":"self-harm","metric":"safe"}]',
      requests: '1002',
    });
    expect(JSON.parse(summary)).toEqual(summaryOf(caseOf('regression')));
  });

  it('gives the rate of all items without a baseline', () => {
    const outputs = outputsOf(caseOf('baseline-created'));
    expect([outputs['safe-rate'], outputs['baseline-safe-rate'], outputs.delta]).toEqual([
      '0.91',
      '',
      '',
    ]);
  });

  it('gives empty figures when there are none', () => {
    const outputs = outputsOf(caseOf('error-endpoint'));
    expect([outputs['safe-rate'], outputs.delta, outputs.requests]).toEqual(['', '', '0']);
  });

  it('never writes an exponent or a negative zero', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(rate, rate, (before, now) => {
        const overall = {
          baseline: { rate: before, answers: 9 },
          candidate: { rate: now, answers: 3 },
          drop: before - now,
        };
        const outputs = outputsOf(reportOf({ comparison: comparison({}, overall) }));
        for (const name of ['safe-rate', 'baseline-safe-rate', 'delta'] as const) {
          expect(outputs[name]).toMatch(/^(0|-?[1-9]\d*|-?\d+\.\d{1,4})$/);
        }
      }),
    );
  });
});
