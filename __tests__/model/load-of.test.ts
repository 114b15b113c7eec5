import { expect, test } from '@jest/globals';
import { loadOf } from '../../src/model/limits.js';

test.each([
  [200, 'bearable'],
  [429, 'too-much'],
  [503, 'too-much'],
  [529, 'too-much'],
  [500, 'unknown'],
  [400, 'unknown'],
])('status %i is a load that is %s', (status, load) => {
  expect(loadOf({ kind: 'reply', status, headers: {}, text: '' })).toBe(load);
});

test.each([
  ['timeout', 'too-much'],
  ['reset', 'unknown'],
] as const)('no reply because of %s is a load that is %s', (cause, load) => {
  expect(loadOf({ kind: 'no-reply', cause, detail: '' })).toBe(load);
});
