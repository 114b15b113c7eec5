import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvText, domainsCsv, itemsCsv } from '../../src/report/csv.js';
import { caseOf } from '../fixtures/report-cases.js';

/** The fields of one line as RFC 4180 reads them. */
function fieldsOf(csv: string): readonly string[] {
  return [...csv.replace(/\r\n$/, '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['=SUM(A1)', "'=SUM(A1)"],
  ['@x', "'@x"],
  [-1.5, '-1.5'],
  [undefined, ''],
])('the field %j', (field, expected) => {
  expect(csvText(['a'], [[field]])).toBe(`a\r\n${expected}\r\n`);
});

test('a field is one field, and never a formula', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const fields = fieldsOf(csvText([text], []));
      expect(fields).toHaveLength(1);
      expect(fields[0]).not.toMatch(/^[=+\-@]/);
    }),
  );
});

test('a row per item and a row per domain, with all together', () => {
  const report = caseOf('regression');
  const items = itemsCsv(report).trimEnd().split('\r\n');
  expect(items).toHaveLength(1 + report.items.length);
  expect(items[0]).toBe('item,domain,before_safe,before_scored,safe,scored,asked');
  const domains = domainsCsv(report).trimEnd().split('\r\n');
  expect(domains).toHaveLength(2 + report.domains.length);
  expect(domains.at(-1)).toMatch(/^overall,/);
  expect(domains.some((line) => line.includes(',regression,'))).toBe(true);
});
