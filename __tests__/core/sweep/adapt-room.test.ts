import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adaptRoom, WIDE_ROOM, type Load, type Room } from '../../../src/core/sweep/adapt-room.js';

const CAP = 16;
const FULL: Room = { ...WIDE_ROOM, size: CAP };

/** The room after replies with these loads, each to a request sent when all before had ended. */
const after = (room: Room, loads: readonly Load[], cap = CAP): Room =>
  loads.reduce(
    (now, load, index) =>
      adaptRoom(now, { number: room.shrunkAfter + index + 1, load, newest: index + 1 }, cap),
    room,
  );

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
        expect(after(FULL, loads)).toEqual(FULL);
      }),
    );
  });

  test('shrinks once for all that were in flight together', () => {
    const shrunk = Array.from({ length: CAP }, (_, index) => index + 1).reduce(
      (room, number) => adaptRoom(room, { number, load: 'too-much', newest: CAP }, CAP),
      FULL,
    );
    expect(shrunk).toEqual({ size: CAP * 0.7, shrunkAfter: CAP, tooMany: CAP });
  });

  test('grows slowly where it was too much, and as before beyond', () => {
    const shrunk = after(FULL, ['too-much']);
    const replies = (room: Room, until: number): number => {
      let count = 0;
      for (let now = room; now.size < until; count++) now = after(now, ['bearable']);
      return count;
    };
    expect(shrunk.tooMany).toBe(CAP);
    expect(replies(shrunk, 15)).toBeLessThan(60);
    const edge = { ...shrunk, size: 5, tooMany: 6 };
    expect(replies(edge, 6)).toBeGreaterThan(100);
    expect(replies({ ...edge, size: 6 }, 7)).toBeLessThan(9);
  });

  test('a server of four places refuses little once its places are known', () => {
    let room = FULL;
    let refused = 0;
    for (let number = 1; number <= 1100; number++) {
      const load = Math.floor(room.size) > 4 ? 'too-much' : 'bearable';
      if (load === 'too-much' && number > 100) refused += 1;
      room = adaptRoom(room, { number, load, newest: number }, CAP);
    }
    expect(refused).toBeLessThan(20);
  });

  test('grows back to the cap', () => {
    const small: Room = { ...WIDE_ROOM, size: 1 };
    expect(after(small, ['bearable']).size).toBe(2);
    expect(after(small, Array<Load>(CAP * CAP).fill('bearable')).size).toBe(CAP);
  });
});
