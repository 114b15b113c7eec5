import { describe, expect, it } from '@jest/globals';
import { judgeReport } from '../../src/report/judge-report.js';
import { summaryOf } from '../../src/report/summary.js';
import { reportOf } from '../fixtures/report-factory.js';
import { checkedAnswers, checkOf } from '../judge/check-support.js';
import { baselineRunOf } from '../fixtures/record-factory.js';
import { schemaFaults as faults } from '../support/schema-faults.js';
import { caseOf, CASES, ERROR_CASES } from '../fixtures/report-cases.js';

describe('summary.schema.json', () => {
  it.each(Object.entries({ ...CASES, ...ERROR_CASES }))('takes the summary of %s', (_, report) => {
    expect(faults('summary.schema.json', summaryOf(report))).toEqual([]);
  });

  it('takes the summary of a judge that was checked on real answers', () => {
    const sources = ['a', 'b', 'c', 'd', 'e'];
    const answers = checkedAnswers([
      [20, 'unsafe', 'unsafe'],
      [20, 'safe', 'safe'],
      [5, 'safe', 'unsafe'],
    ]).map((answer, index) => ({
      ...answer,
      source: sources[index % 5],
      stratum: 'plain',
      second: answer.label,
    }));
    const terms = { kind: 'real', strata: { plain: 9, vague: 1 }, secondDigest: 'second' } as const;
    const judge = judgeReport(checkOf(answers, terms), undefined, undefined);
    expect(faults('summary.schema.json', summaryOf(reportOf({ judge })))).toEqual([]);
  });

  it('refuses a summary with a field it does not know', () => {
    const summary = { ...summaryOf(caseOf('regression')), answers: ['text'] };
    expect(faults('summary.schema.json', summary)).toEqual([
      ' must NOT have additional properties',
    ]);
  });
});

describe('record.schema.json', () => {
  it('takes a record', () => {
    expect(faults('record.schema.json', baselineRunOf())).toEqual([]);
  });

  it('refuses a record of another version', () => {
    expect(faults('record.schema.json', { ...baselineRunOf(), schemaVersion: 2 })).toEqual([
      '/schemaVersion must be equal to constant',
    ]);
  });
});
