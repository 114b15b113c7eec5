import { expect, test } from '@jest/globals';
import { fullAgainMs } from '../../src/model/limits.js';

const NOW_MS = 1_700_000_000_000;
const pause = (headers: Record<string, string>): number =>
  fullAgainMs({ kind: 'reply', status: 200, headers, text: '' }, NOW_MS) ?? 0;

test.each([
  ['1s', 1000],
  ['20ms', 20],
  ['7.66s', 7660],
  ['0m12s', 12_000],
  ['12', 12_000],
  ['6m0s', 360_000],
  [String(NOW_MS / 1000 + 5), 5000],
  [String(NOW_MS + 250), 250],
  [String(NOW_MS - 250), 0],
  ['soon', 0],
  ['', 0],
])('with nothing left and a reset of %j it is %i ms', (reset, ms) => {
  expect(
    pause({ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': reset }),
  ).toBe(ms);
});

test('the longest of several limits counts', () => {
  expect(
    pause({
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '2s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '3s',
    }),
  ).toBe(3000);
});

test('while something is left, or nothing is said, there is none', () => {
  expect(pause({ 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': '9s' })).toBe(
    0,
  );
  expect(pause({})).toBe(0);
  expect(fullAgainMs({ kind: 'no-reply', cause: 'reset', detail: '' }, NOW_MS)).toBeUndefined();
});
