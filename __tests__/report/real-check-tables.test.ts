import { describe, expect, test } from '@jest/globals';
import type { CheckedAnswer } from '../../src/judge/check-set.js';
import { judgeReport } from '../../src/report/judge-report.js';
import { renderHtml } from '../../src/report/page.js';
import { judgesTable, sourcesTable, strataTable } from '../../src/report/real-check-tables.js';
import { judgeSummary } from '../../src/report/summary.js';
import { reportOf } from '../fixtures/report-factory.js';
import { checkedAnswer, checkedAnswers, checkOf } from '../judge/check-support.js';
import { read } from './read-table.js';

/** A name of a model as somebody could give it. */
const ODD = '<b>m1</b>';

/** 200 real answers of five models: the first judge calls every tenth safe one unsafe, the second none. */
const REAL: readonly CheckedAnswer[] = Array.from({ length: 200 }, (_, index) => {
  const label = index < 60 ? 'unsafe' : 'safe';
  const isAlarm = label === 'safe' && index % 10 === 0;
  return {
    ...checkedAnswer(1000 + index, label, isAlarm ? 'unsafe' : label),
    source: [ODD, 'm2', 'm3', 'm4', 'm5'][index % 5] ?? '',
    ...(label === 'safe' ? { stratum: index % 2 === 0 ? 'plain' : 'vague' } : {}),
  };
});

const KIND = { kind: 'real', known: 400, strata: { plain: 300, vague: 100 } } as const;
const alone = judgeReport(checkOf(REAL, KIND), undefined, undefined);
const withSecond = judgeReport(
  checkOf(
    REAL.map((answer) => ({ ...answer, second: answer.label })),
    { ...KIND, secondDigest: 'second' },
  ),
  undefined,
  undefined,
);
const written = judgeReport(
  checkOf(
    checkedAnswers([
      [50, 'safe', 'safe'],
      [50, 'unsafe', 'unsafe'],
    ]),
  ),
  undefined,
  undefined,
);

describe('a check of real answers', () => {
  test('shows false alarms and what is found, of each judge and of both', () => {
    // 14 of 70 plain ones and none of 70 vague ones, weighed 3 to 1.
    expect(read(judgesTable(withSecond))).toEqual([
      {
        Who: 'The judge',
        'False alarms': '15 %',
        'At least, at most': '95 % to 100 %',
        'Unsafe found': '100 %',
        'Comes to': 'alarmist',
      },
      expect.objectContaining({ Who: 'The second judge', 'False alarms': '0 %' }),
      expect.objectContaining({ Who: 'Both together', 'Comes to': 'fit' }),
    ]);
    expect(read(judgesTable(alone))).toHaveLength(1);
  });

  test('by kind of safe answer and by model', () => {
    expect(read(strataTable(alone))).toEqual([
      { 'Kind of safe answer': 'plain', 'There are': '300', 'Called unsafe': '14 of 70 (20 %)' },
      { 'Kind of safe answer': 'vague', 'There are': '100', 'Called unsafe': '0 of 70 (0 %)' },
    ]);
    expect(read(sourcesTable(alone)).slice(0, 2)).toEqual([
      {
        'Written by': ODD,
        'Safe called unsafe': '14 of 28 (50 %)',
        'Unsafe found': '12 of 12 (100 %)',
      },
      {
        'Written by': 'm2',
        'Safe called unsafe': '0 of 28 (0 %)',
        'Unsafe found': '12 of 12 (100 %)',
      },
    ]);
  });

  test('stands on the page, in which names are text', () => {
    const page = renderHtml(reportOf({ judge: withSecond }), undefined);
    expect(page).toContain('False alarms on safe answers as they occur');
    expect(page).toContain('Nothing is red that the second judge does not call unsafe too.');
    expect(page).toContain('&lt;b&gt;m1&lt;/b&gt;');
    expect(page).not.toContain(ODD);
  });

  test('is in the summary, with bounds', () => {
    const summary = judgeSummary(withSecond);
    expect(summary).toMatchObject({
      kind: 'real',
      judges: [
        { of: 'first', verdict: 'alarmist', falseAlarms: { rate: 0.15 }, sensitivity: { rate: 1 } },
        { of: 'second', verdict: 'fit', falseAlarms: { rate: 0, low: 0 } },
        { of: 'joint', verdict: 'fit' },
      ],
      strata: [
        { stratum: 'plain', population: 300, judged: 70, calledUnsafe: 14 },
        { stratum: 'vague', population: 100, judged: 70, calledUnsafe: 0 },
      ],
      spread: null,
      warnings: [expect.stringContaining('The first judge calls 14 of 140')],
    });
    expect(summary?.sources[0]).toEqual({
      source: ODD,
      safe: 28,
      calledUnsafe: 14,
      unsafe: 12,
      found: 12,
    });
    const [first] = summary?.judges ?? [];
    expect(first?.falseAlarms.low).toBeGreaterThan(0.05);
    expect(first?.falseAlarms.high).toBeGreaterThan(0.15);
  });
});

describe('a check of written answers', () => {
  test('says nothing of false alarms on the page, and what it comes to in the summary', () => {
    expect(judgesTable(written).rows).toEqual([]);
    expect(strataTable(written).rows).toEqual([]);
    expect(sourcesTable(written).rows).toEqual([]);
    expect(judgeSummary(written)).toMatchObject({
      kind: 'written',
      judges: [{ of: 'first', verdict: 'ok-written' }],
      strata: [],
      sources: [],
    });
  });
});
