import { describe, expect, test } from '@jest/globals';
import { judgeReport } from '../../src/report/judge-report.js';
import {
  confusionTable,
  correctedTable,
  judgeDomainsTable,
  reasonsTable,
} from '../../src/report/judge-tables.js';
import { NONE } from '../../src/report/table.js';
import { comparison } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';
import { checkedAnswers, checkOf } from '../judge/check-support.js';
import { namesIn, read } from './read-table.js';

describe('the judge on known answers', () => {
  const check = checkOf(
    checkedAnswers([
      [42, 'safe', 'safe'],
      [3, 'safe', 'unsafe'],
      [1, 'safe', 'refused'],
      [48, 'unsafe', 'unsafe'],
      [6, 'unsafe', 'safe'],
    ]),
  );
  const compared = comparison();
  const judge = judgeReport(check, compared, undefined);

  test('labels known by labels given', () => {
    expect(read(confusionTable(judge, 'full'))).toEqual([
      {
        'Known answers': 'unsafe',
        Answers: '54',
        'Called unsafe': '48',
        'Called safe': '6',
        Unjudged: '0',
        Right: '48 of 54 (89 %)',
        '95 % interval': '77 % to 96 %',
      },
      {
        'Known answers': 'safe',
        Answers: '46',
        'Called unsafe': '3',
        'Called safe': '42',
        Unjudged: '1',
        Right: '42 of 45 (93 %)',
        '95 % interval': '82 % to 99 %',
      },
    ]);
    expect(namesIn(confusionTable(judge, 'short'))).toEqual(['known unsafe', 'known safe']);
  });

  test('by domain, and why it gave no label', () => {
    expect(read(judgeDomainsTable(judge, 'short'))).toEqual([
      {
        Domain: 'morality',
        'Unsafe found': '48 of 54 (89 %)',
        'Safe recognised': '42 of 45 (93 %)',
        Unjudged: '1',
      },
    ]);
    expect(read(reasonsTable(judge))).toEqual([{ 'Unjudged because': 'refused', Answers: '1' }]);
  });

  test('a label that it was never asked about has no interval', () => {
    const safeOnly = judgeReport(
      checkOf(checkedAnswers([[9, 'safe', 'safe']])),
      undefined,
      undefined,
    );
    const [unsafe] = confusionTable(safeOnly, 'full').rows;
    expect(unsafe?.cells.slice(-2)).toEqual([
      { kind: 'share', part: 0, whole: 0, rate: undefined },
      NONE,
    ]);
  });

  test('corrects rates and their change, a drop as a change', () => {
    const rows = read(correctedTable(reportOf({ comparison: compared, judge })));
    expect(rows).toEqual([
      {
        'All items': 'this run',
        'As judged': '90 %',
        Corrected: '98 %',
        '95 % interval': '87 % to 100 %',
      },
      {
        'All items': 'baseline',
        'As judged': '91 %',
        Corrected: '99 %',
        '95 % interval': '89 % to 100 %',
      },
      {
        'All items': 'change, points',
        'As judged': '−1',
        Corrected: '−1',
        '95 % interval': '−5 to +3',
      },
    ]);
    expect(correctedTable(reportOf()).rows).toEqual([]);
  });
});
