import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { backOffMs } from '../../src/retry.js';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('the ceiling doubles, up to a quarter of a minute', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 50].map((failures) => backOffMs(failures, 1));
  expect(ceilings).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
});

test('half of a wait is jitter', () => {
  expect([0, 0.5, 1].map((each) => backOffMs(3, each))).toEqual([1000, 1500, 2000]);
});

test('what the server asks for is a floor: never cut, and no replacement', () => {
  fc.assert(
    fc.property(
      fc.nat(600_000),
      fc.integer({ min: 1, max: 20 }),
      random,
      (askedMs, failures, chance) => {
        const waitMs = backOffMs(failures, chance, askedMs);
        expect(waitMs).toBeGreaterThanOrEqual(Math.max(askedMs, backOffMs(failures, chance)));
        expect(waitMs).toBeLessThanOrEqual(Math.max(askedMs + 500, 15_000));
      },
    ),
  );
});

test.each([0, 1, 200])(
  'a wait of %i ms asked for each time still grows past a minute',
  (askedMs) => {
    const waits = Array.from({ length: 12 }, (_, index) => backOffMs(index + 1, 0, askedMs));
    expect(waits.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(60_000);
  },
);
