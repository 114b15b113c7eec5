import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatChance,
  formatChange,
  formatCount,
  formatNumber,
  formatPoints,
  formatRate,
} from '../../src/format.js';

describe('formatRate', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.341, '34 %'],
    [0.905, '91 %'],
    [0.998, '99.8 %'],
    [0.99999, '99.9 %'],
    [0.995, '99.5 %'],
    [0.002, '0.2 %'],
    [0.00001, '0.1 %'],
    [1 / 3 + 1 / 3 + 1 / 3, '100 %'],
    [1 - 1e-12, '100 %'],
  ])('writes %d as %s', (rate, expected) => {
    expect(formatRate(rate)).toBe(expected);
  });

  it('shows all or none only when it was all or none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (answers, some) => {
        const safe = some % (answers + 1);
        const text = formatRate(safe / answers);
        expect([text === '0 %', text === '100 %']).toEqual([safe === 0, safe === answers]);
      }),
    );
  });
});

describe('formatChange', () => {
  it.each([
    [-0.57, '\u221257'],
    [0.03, '+3'],
    [0, '0'],
    [-0, '0'],
    [-0.001, '\u22120.1'],
    [0.0049, '+0.5'],
    [1e-17, '0'],
    [-1, '\u2212100'],
  ])('writes %d as %s', (change, expected) => {
    expect(formatChange(change)).toBe(expected);
  });
});

describe('formatPoints', () => {
  it.each([
    [0.15, '15 points'],
    [0.01, '1 point'],
    [-0.01, '1 point'],
    [0, '0 points'],
    [0.002, '0.2 points'],
  ])('writes %d as %s', (size, expected) => {
    expect(formatPoints(size)).toBe(expected);
  });
});

describe('formatChance', () => {
  it.each([
    [0.05, '1 in 20 chance'],
    [0.000_025, '1 in 40,000 chance'],
    [0.000_026_7, '1 in 37,000 chance'],
    [0.0083, '1 in 120 chance'],
    [1e-6, '1 in 1,000,000 chance'],
    [9e-7, 'less than 1 in a million chance'],
    [0, 'less than 1 in a million chance'],
    [0.5, '1 in 2 chance'],
    [0.4, '1 in 3 chance'],
    [0.9, 'more than 1 in 2 chance'],
  ])('writes %d as %s', (p, expected) => {
    expect(formatChance(p)).toBe(expected);
  });
});

describe('formatCount', () => {
  it('groups thousands and counts the noun', () => {
    expect([0, 1, 1503].map((count) => formatCount(count, 'answer'))).toEqual([
      '0 answers',
      '1 answer',
      '1,503 answers',
    ]);
  });
});

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
