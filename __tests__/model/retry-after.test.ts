import { describe, expect, test } from '@jest/globals';
import { retryAfterMs } from '../../src/retry.js';

const NOW_MS = Date.UTC(2026, 10, 1, 12, 0, 0);
const asked = (headers: Record<string, string>, message = ''): number | undefined =>
  retryAfterMs({ headers, message }, NOW_MS);

describe('retryAfterMs', () => {
  test.each<[string, Record<string, string>, number | undefined]>([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['part of a second', { 'retry-after': '0.5' }, 500],
    ['none', { 'retry-after': '0' }, 0],
    ['a date', { 'retry-after': 'Sun, 01 Nov 2026 12:00:30 GMT' }, 30_000],
    ['a date gone by', { 'retry-after': 'Sun, 01 Nov 2026 11:00:00 GMT' }, 0],
    ['milliseconds, which win', { 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    ['milliseconds that are none', { 'retry-after-ms': 'x', 'retry-after': '7' }, 7000],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['nothing', {}, undefined],
  ])('header: %s', (_name, headers, expected) => {
    expect(asked(headers)).toBe(expected);
  });

  test.each([
    ['Please try again in 20s. Contact us', 20_000],
    ['Rate limit reached. Please try again in 1m2.5s.', 62_500],
    ['Please try again in 350ms.', 350],
    ['Please retry after 26 seconds.', 26_000],
    ['Please retry in 12.25s', 12_250],
    ['Please try again in 1h3m5s', 3_785_000],
    ['Please try again in 6 minutes', 360_000],
    ['Please try again later', undefined],
    ['Please retry in a moment', undefined],
  ])('words: %s', (message, expected) => {
    expect(asked({}, message)).toBe(expected);
  });
});
