import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatCount, formatNumber } from '../../../../src/core/report/text/format-number.js';

test('thousands are grouped as the platform groups them', () => {
  const platform = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
  fc.assert(
    fc.property(fc.integer(), (count) => {
      expect(formatNumber(count)).toBe(platform.format(count));
    }),
  );
});

test.each([
  [0, '0 answers'],
  [1, '1 answer'],
  [1503, '1,503 answers'],
])('%d is %s', (count, text) => {
  expect(formatCount(count, 'answer')).toBe(text);
});
