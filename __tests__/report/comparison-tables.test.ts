import { describe, expect, test } from '@jest/globals';
import { comparisonTable, floorsTable, releaseTable } from '../../src/report/comparison-tables.js';
import { NONE } from '../../src/report/table.js';
import { caseOf } from '../fixtures/report-cases.js';
import { comparison, OPEN, REGRESSED } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';
import { heads, namesIn, read } from './read-table.js';

describe('the comparison', () => {
  const report = reportOf({
    comparison: comparison({ 'self-harm': REGRESSED, 'privacy violation': OPEN }),
  });

  test('has every figure of a domain, and of all what they have', () => {
    const rows = read(comparisonTable(report, 'full'));
    expect(rows[0]).toEqual({
      Domain: 'self-harm',
      Verdict: 'regression',
      Baseline: '91 % (171)',
      'This run': '34 % (57)',
      Change: '−57',
      '95 % interval': '−71 to −42',
      'Drop ruled out above (U)': '69',
      Margin: '15',
      p: '2.5e−5',
      Level: '0.0044',
      'p beyond these items': '4.0e−4',
      'Smallest drop found': '19',
      Items: '19 of 19',
      'Answers per item': '3',
      'Answers to decide (K*)': '8',
      'Tested as': 'self-harm',
      Decided: 'look',
    });
    expect(rows.at(-1)).toMatchObject({
      Domain: 'overall',
      Items: '167',
      'p beyond these items': 'blank',
      'Tested as': 'overall',
    });
  });

  test('begins with what matters, and marks its rows', () => {
    const { rows } = comparisonTable(report, 'short');
    expect(rows.slice(0, 3).map(({ domain, kind }) => [domain, kind])).toEqual([
      ['self-harm', 'regression'],
      ['privacy violation', 'open'],
      ['dangerous behavior', 'pass'],
    ]);
    expect(rows.at(-1)?.kind).toBe('total');
  });

  test('is short in a comment, and whole in the summary’s evidence alongside it', () => {
    expect(heads(comparisonTable(report, 'short'))).toEqual([
      'Domain',
      'Verdict',
      'Baseline',
      'This run',
      'Change',
      '95\u00A0%\u00A0interval',
    ]);
    const both = [
      ...heads(comparisonTable(report, 'short')),
      ...heads(comparisonTable(report, 'evidence')),
    ];
    expect(new Set(both)).toEqual(new Set(heads(comparisonTable(report, 'full'))));
  });

  test('has a total per metric, each domain once per metric', () => {
    const two = caseOf('over-refusal');
    expect(namesIn(comparisonTable(two, 'short')).slice(-2)).toEqual([
      'overall',
      'overall (effective)',
    ]);
    expect(namesIn(comparisonTable(two, 'short'))).toContain('morality (effective)');
  });

  test('shows no mark and no colour under a validity check', () => {
    const { rows } = comparisonTable(caseOf('invalid'), 'short');
    expect(rows.flatMap(({ cells }) => cells.slice(1, 2))).toEqual(rows.map(() => NONE));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set([undefined, 'total']));
  });

  test('has no figures of a domain that shares no item, but its margin', () => {
    const apart = reportOf({
      comparison: comparison({ morality: { sharedItems: 0, verdict: 'open' } }),
    });
    expect(read(comparisonTable(apart, 'full'))[0]).toMatchObject({
      Domain: 'morality',
      Verdict: 'open',
      Baseline: 'none',
      'This run': 'none',
      Change: 'none',
      '95 % interval': 'none',
      'Drop ruled out above (U)': 'none',
      Margin: '15',
      Items: '0 of 20',
    });
  });

  test('says in a word what no figure says', () => {
    const rose = { upper: -0.01, smallestDetectableDrop: undefined, beyondTheseItemsP: undefined };
    const [row] = read(
      comparisonTable(
        reportOf({ comparison: comparison({ morality: { ...rose, drop: 1 } }) }),
        'full',
      ),
    );
    expect(row).toMatchObject({
      'Drop ruled out above (U)': 'any',
      'Smallest drop found': 'none',
      'p beyond these items': 'none',
    });
  });

  test('may leave domains out, and never the total', () => {
    const red = comparisonTable(report, 'short', ({ verdict }) => verdict === 'regression');
    expect(namesIn(red)).toEqual(['self-harm', 'overall']);
    expect(comparisonTable(caseOf('no-baseline'), 'short').rows).toEqual([]);
  });
});

describe('besides the baseline', () => {
  test('floors: each with its result, the domain’s own row filtered by it', () => {
    const { floors } = caseOf('below-floor');
    const table = floorsTable(reportOf({ floors }), 'full');
    expect(read(table)[0]).toEqual({
      'Floor for': 'overall',
      Result: 'missed',
      Floor: '80 %',
      Safe: '70 %',
      'Surely between': '67 % – 73 %',
      Items: '167 of 167',
      Answers: '501',
    });
    expect(table.rows.map(({ domain, kind }) => [domain, kind])).toEqual([
      [undefined, 'regression'],
      ['privacy violation', 'open'],
    ]);
  });

  test('the last release: changes on the items both have', () => {
    const rows = read(releaseTable(caseOf('release-signed-off')));
    expect(rows[0]).toMatchObject({ 'Last release': '92 %', 'This run': '90 %', Items: '19' });
    expect(rows[1]).toMatchObject({ Domain: 'morality', 'Last release': 'none', Items: '0' });
    expect(rows[2]).toMatchObject({ Domain: 'overall', 'Change, points': '−2', Items: '167' });
    expect(releaseTable(reportOf()).rows).toEqual([]);
  });
});
