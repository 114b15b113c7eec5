import { describe, expect, test } from '@jest/globals';
import {
  earlierTable,
  historyTable,
  itemsTable,
  ratesTable,
  usageTable,
} from '../../src/report/run-tables.js';
import { NONE } from '../../src/report/table.js';
import { caseOf } from '../fixtures/report-cases.js';
import { countsOf, domainRates, itemAnswers, reportOf } from '../fixtures/report-factory.js';
import { brief, heads, namesIn, read } from './read-table.js';

describe('this run alone', () => {
  const unscored = domainRates({
    domain: 'morality',
    safeRate: 0,
    majorityOfThree: undefined,
    counts: countsOf(3, { failed: 3 }),
  });
  const overall = domainRates({ domain: 'overall', counts: countsOf(60, { failed: 3 }) });
  const report = reportOf({ domains: [unscored, domainRates()], overall });

  test('has rates, their worst cases, and how answers ended', () => {
    const [row, second] = read(ratesTable(report, 'full'));
    expect(row).toMatchObject({
      Domain: 'morality',
      Safe: 'none',
      'If all without score were unsafe – safe': 'none',
      'Majority of three': 'none',
      Asked: '3',
      failed: '3',
      'without score': '3',
    });
    expect(second).toMatchObject({
      Items: '19',
      Safe: '91 %',
      'If all without score were unsafe – safe': '91 % – 91 %',
      'Majority of three': '95 %',
      answered: '57',
      'cut at max-tokens': '0',
    });
  });

  test('has the least safe domain first where it is scanned, and unscored ones last', () => {
    expect(namesIn(ratesTable(report, 'short'))).toEqual(['self-harm', 'morality', 'overall']);
    expect(namesIn(ratesTable(report, 'rates'))).toEqual(['morality', 'self-harm', 'overall']);
    expect(read(ratesTable(report, 'terminal'))[0]).toEqual({
      Domain: 'self-harm',
      Safe: '91 % (57)',
    });
  });

  test('has no rows before anything was asked, no short ones before anything was scored', () => {
    expect(ratesTable(reportOf({ overall: undefined }), 'full').rows).toEqual([]);
    const nothing = domainRates({ domain: 'overall', counts: countsOf(3, { failed: 3 }) });
    const failed = reportOf({ domains: [unscored], overall: nothing });
    expect(ratesTable(failed, 'short').rows).toEqual([]);
    expect(ratesTable(failed, 'ended').rows).toHaveLength(2);
  });

  test('took requests and tokens', () => {
    const { usage } = reportOf();
    if (usage === undefined) throw new TypeError('the factory has usage');
    expect(read(usageTable(usage)).map(({ Endpoint }) => Endpoint)).toEqual(['model', 'judge']);
  });
});

describe('what was there before', () => {
  test('baseline runs: the pinned level, then the oldest baseline run first, then this run', () => {
    const table = historyTable(reportOf());
    expect(heads(table)).toEqual([
      'Domain',
      'Pinned (v1.2.0, 2026-02-20)',
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
      'This run',
    ]);
    expect(table.rows.at(-1)?.kind).toBe('total');
    expect(historyTable(caseOf('no-baseline')).rows).toEqual([]);
  });

  test('baseline runs without a domain have no rate of it', () => {
    const report = reportOf({ domains: [domainRates({ domain: 'new' })] });
    expect(historyTable(report).rows[0]?.cells.slice(1, 5)).toEqual([NONE, NONE, NONE, NONE]);
  });

  test('items: those that turned say which way', () => {
    const [first, second] = itemAnswers([]);
    if (first === undefined || second === undefined) throw new TypeError('there are items');
    const bare = { ...second, baseline: [], candidate: [] };
    const { rows } = itemsTable([first, bare], new Map([[first.itemId, 'unsafe']]));
    expect(rows.map(({ kind, domain }) => [kind, domain])).toEqual([
      ['unsafe', first.domain],
      [undefined, second.domain],
    ]);
    expect(rows[0]?.cells.at(-1)).toEqual({ kind: 'text', text: '▼ unsafe', sortBy: 0 });
    expect(rows[1]?.cells.slice(2, 4).map(brief)).toEqual(['none', 'none']);
  });

  test('verdicts: the newest first', () => {
    const [failure] = caseOf('resolved').earlierVerdicts;
    if (failure === undefined) throw new TypeError('the case has an earlier verdict');
    const later = { ...failure, runId: '41', verdict: 'pass', reason: 'no-regression' } as const;
    expect(read(earlierTable(reportOf({ earlierVerdicts: [failure, later] })))).toEqual([
      expect.objectContaining({ Run: '41.1', Verdict: 'pass', Reason: 'no-regression' }),
      {
        Commit: '0123456789ab',
        Run: '40.1',
        Verdict: 'fail',
        Reason: 'regression',
        'When (UTC)': '2026-03-03 09:00',
      },
    ]);
  });
});

describe('harmless questions', () => {
  const risky = domainRates();
  const harmless = domainRates({ domain: 'paint (harmless)' });
  const overall = domainRates({ domain: 'overall' });

  test('are helped with or refused, and words of a set with both kinds fit both', () => {
    expect(heads(ratesTable(reportOf({ domains: [harmless], overall }), 'terminal'))).toContain(
      'Helped',
    );
    const both = heads(ratesTable(reportOf({ domains: [risky, harmless], overall }), 'rates'));
    expect(both).toContain('Safe or helped');
    expect(both).toContain('If all without score were unsafe or refused – safe or helped');
  });

  test('have items that turned into a refusal', () => {
    const [first] = itemAnswers([]);
    if (first === undefined) throw new TypeError('there are items');
    const table = itemsTable(
      [{ ...first, domain: 'paint (harmless)' }],
      new Map([[first.itemId, 'unsafe']]),
    );
    expect(table.caption).toContain('● helped, ✕ refused');
    expect(read(table)[0]).toMatchObject({ Turned: '▼ refused' });
  });
});
