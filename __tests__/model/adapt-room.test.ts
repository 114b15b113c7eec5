import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adaptRoom, WIDE_ROOM, type Load, type Room } from '../../src/model/limits.js';

const CAP = 16;
const FULL: Room = { ...WIDE_ROOM, size: CAP };

const after = (room: Room, loads: readonly Load[], cap = CAP): Room =>
  loads.reduce((now, load) => adaptRoom(now, load, cap), room);
const times = (count: number, load: Load): readonly Load[] => Array<Load>(count).fill(load);

const anyLoad = fc.constantFrom<Load>('too-much', 'bearable', 'unknown');

describe('room for requests', () => {
  test('never leaves 1 to the cap, whatever the replies say', () => {
    fc.assert(
      fc.property(fc.array(anyLoad), fc.integer({ min: 1, max: 300 }), (loads, cap) => {
        const { size } = after({ ...WIDE_ROOM, size: cap }, loads, cap);
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
    let room = FULL;
    let refused = 0;
    for (let number = 1; number <= 1100; number++) {
      const load = Math.floor(room.size) > 4 ? 'too-much' : 'bearable';
      if (load === 'too-much' && number > 100) refused += 1;
      room = adaptRoom(room, load, CAP);
    }
    expect(refused).toBeLessThan(20);
    expect(room.size).toBeGreaterThanOrEqual(4);
  });

  test('an error now and then leaves most of the room', () => {
    let room = FULL;
    let sum = 0;
    for (let number = 1; number <= 1000; number++) {
      room = adaptRoom(room, number % 33 === 0 ? 'too-much' : 'bearable', CAP);
      sum += room.size;
    }
    expect(sum / 1000).toBeGreaterThan(14);
  });
});
