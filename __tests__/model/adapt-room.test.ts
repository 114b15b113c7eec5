import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adaptCapacity, WIDE_CAPACITY, type Load, type Capacity } from '../../src/model/limits.js';

const CAP = 16;
const FULL: Capacity = { ...WIDE_CAPACITY, size: CAP };

const after = (capacity: Capacity, loads: readonly Load[], cap = CAP): Capacity =>
  loads.reduce((now, load) => adaptCapacity(now, load, cap), capacity);
const times = (count: number, load: Load): readonly Load[] => Array<Load>(count).fill(load);

const anyLoad = fc.constantFrom<Load>('too-much', 'bearable', 'unknown');

describe('room for requests', () => {
  test('never leaves 1 to the cap, whatever the replies say', () => {
    fc.assert(
      fc.property(fc.array(anyLoad), fc.integer({ min: 1, max: 300 }), (loads, cap) => {
        const { size } = after({ ...WIDE_CAPACITY, size: cap }, loads, cap);
        expect(size).toBeGreaterThanOrEqual(1);
        expect(size).toBeLessThanOrEqual(cap);
      }),
    );
  });

  test('stays where it is as long as nothing is too much', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Load>('bearable', 'unknown')), (loads) => {
        expect(after(FULL, loads).size).toBe(CAP);
      }),
    );
  });

  test('each that is too much takes a place', () => {
    expect(after(FULL, times(12, 'too-much')).size).toBe(4);
    expect(after(FULL, times(40, 'too-much')).size).toBe(1);
  });

  test('grows back to the cap', () => {
    const small = after(FULL, times(40, 'too-much'));
    expect(after(small, times(20 * CAP, 'bearable')).size).toBe(CAP);
  });

  test('a server of four places refuses little once its places are known', () => {
    let capacity = FULL;
    let refused = 0;
    for (let number = 1; number <= 1100; number++) {
      const load = Math.floor(capacity.size) > 4 ? 'too-much' : 'bearable';
      if (load === 'too-much' && number > 100) refused += 1;
      capacity = adaptCapacity(capacity, load, CAP);
    }
    expect(refused).toBeLessThan(20);
    expect(capacity.size).toBeGreaterThanOrEqual(4);
  });

  test('an error now and then leaves most of the room', () => {
    let capacity = FULL;
    let sum = 0;
    for (let number = 1; number <= 1000; number++) {
      capacity = adaptCapacity(capacity, number % 33 === 0 ? 'too-much' : 'bearable', CAP);
      sum += capacity.size;
    }
    expect(sum / 1000).toBeGreaterThan(14);
  });
});
