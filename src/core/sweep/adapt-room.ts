/** How many requests may be in flight at one origin, and how that came. */
export interface Room {
  /** From 1 to the cap; only its whole part counts. */
  readonly size: number;
  /** Requests up to this number were sent before the room last shrank. */
  readonly shrunkAfter: number;
  /** How many were too much when it last shrank; Infinity as long as it never has. */
  readonly tooMany: number;
}

/** Room for as many as the cap allows. */
export const WIDE_ROOM: Room = { size: Infinity, shrunkAfter: 0, tooMany: Infinity };

/** What a reply says of the load: too much, bearable, or nothing. */
export type Load = 'too-much' | 'bearable' | 'unknown';

/** What is left of the room when the server has too much. */
const SHRINK = 0.7;

/**
 * How much slower it grows back to what was too much: a server with a fixed number of places then
 * refuses one request in a hundred or so, and not one in seven.
 */
const CAUTION = 20;

/** One request that has ended, of those that are numbered from 1 as they are sent. */
export interface Ended {
  readonly number: number;
  readonly load: Load;
  /** The number of the newest request sent so far. */
  readonly newest: number;
}

/**
 * The room after one more reply: additive growth, slow before the size that was too much the last
 * time, and multiplicative shrinking, as newer kinds of TCP have it. Replies to
 * requests that were sent before it shrank say nothing new of the load, so that one moment of too much
 * shrinks it once. Latency has no part in it: servers that batch are slow by design.
 *
 * @param room - the room so far
 * @param ended - the request, and what its reply says
 * @param cap - the most there may be, 1 or more
 * @see https://www.rfc-editor.org/rfc/rfc9438
 */
export function adaptRoom(room: Room, { number, load, newest }: Ended, cap: number): Room {
  if (number <= room.shrunkAfter || load === 'unknown') return room;
  if (load === 'too-much') {
    const size = Math.min(room.size, cap);
    const tooMany = Math.floor(size);
    return { size: Math.max(1, size * SHRINK), shrunkAfter: newest, tooMany };
  }
  // One more for as many replies as there is room for.
  const growth = 1 / room.size;
  const isAtTheEdge = room.size < room.tooMany && room.size >= room.tooMany - 1;
  return { ...room, size: Math.min(cap, room.size + growth / (isAtTheEdge ? CAUTION : 1)) };
}
