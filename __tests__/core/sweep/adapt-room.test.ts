import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adaptRoom, type Load, type Room } from '../../../src/core/sweep/adapt-room.js';

const CAP = 16;
const FULL: Room = { size: CAP, shrunkAfter: 0 };

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
        const { size } = after({ size: cap, shrunkAfter: 0 }, loads, cap);
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
    expect(shrunk).toEqual({ size: CAP * 0.7, shrunkAfter: CAP });
  });

  test('grows back to the cap', () => {
    const small: Room = { size: 1, shrunkAfter: 0 };
    expect(after(small, ['bearable']).size).toBe(2);
    expect(after(small, Array<Load>(CAP * CAP).fill('bearable')).size).toBe(CAP);
  });
});
