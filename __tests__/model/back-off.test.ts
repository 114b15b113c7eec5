import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { backOffMs } from '../../src/retry.js';

test('the ceiling doubles, up to a minute', () => {
  const ceilings = [1, 2, 3, 4, 7, 8, 9, 50].map((failures) => backOffMs(failures, 1));
  expect(ceilings).toEqual([500, 1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
});

test('jitter is full: any wait from nothing to the ceiling', () => {
  expect([0, 0.25, 0.5].map((random) => backOffMs(3, random))).toEqual([0, 500, 1000]);
});

test('what the server asks for is never cut', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(
      fc.nat(600_000),
      fc.integer({ min: 1, max: 20 }),
      random,
      (askedMs, failures, chance) => {
        const waitMs = backOffMs(failures, chance, askedMs);
        return waitMs >= askedMs && waitMs <= askedMs + 500;
      },
    ),
  );
});
