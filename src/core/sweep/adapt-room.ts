/** How many requests may be in flight at one origin, and how that came. */
export interface Room {
  /** From 1 to the cap; only its whole part counts. */
  readonly size: number;
  /** Requests up to this number were sent before the room last shrank. */
  readonly shrunkAfter: number;
}

/** What a reply says of the load: too much, bearable, or nothing. */
export type Load = 'too-much' | 'bearable' | 'unknown';

/** What is left of the room when the server has too much. */
const SHRINK = 0.7;

/** One request that has ended, of those that are numbered from 1 as they are sent. */
export interface Ended {
  readonly number: number;
  readonly load: Load;
  /** The number of the newest request sent so far. */
  readonly newest: number;
}

/**
 * The room after one more reply: additive growth, multiplicative shrinking, as TCP does. Replies to
 * requests that were sent before it shrank say nothing new of the load, so that one moment of too much
 * shrinks it once. Latency has no part in it: servers that batch are slow by design.
 *
 * @param room - the room so far
 * @param ended - the request, and what its reply says
 * @param cap - the most there may be, 1 or more
 * @see https://www.rfc-editor.org/rfc/rfc5681
 */
export function adaptRoom(room: Room, { number, load, newest }: Ended, cap: number): Room {
  if (number <= room.shrunkAfter || load === 'unknown') return room;
  if (load === 'too-much') {
    return { size: Math.max(1, Math.min(room.size, cap) * SHRINK), shrunkAfter: newest };
  }
  // One more for as many replies as there is room for.
  return { ...room, size: Math.min(cap, room.size + 1 / room.size) };
}
