/** How many requests may be in flight at one origin, and how that came. */
export interface Room {
  /** From 1 to the cap; only its whole part counts. */
  readonly size: number;
  /** How many were too much at once, as far as is known; else Infinity. */
  readonly tooMany: number;
  /** Bearable replies since the whole part last changed. */
  readonly borne: number;
}

/** Room for as many as the cap allows. */
export const WIDE_ROOM: Room = { size: Infinity, tooMany: Infinity, borne: Infinity };

/** What a reply says of the load: too much, bearable, or nothing. */
export type Load = 'too-much' | 'bearable' | 'unknown';

/** A size that bears no more replies than this before one is too much has no place for it. */
const AT_ONCE = 2;

/** How much slower the room grows where the next size is known to be too much. */
const CAUTION = 20;

/**
 * The room after one more reply. Each that is too much takes a place, so that of sixteen requests to a
 * server of four places twelve leave four; as many bearable ones as there are places give one back. A
 * size that was too much at once is tried again only now and then, while an error now and then at a
 * size that bears the others is not the room's. Latency has no part in it: servers that batch are slow
 * by design.
 *
 * @param room - the room so far
 * @param load - what the reply says
 * @param cap - the most there may be, 1 or more
 */
export function adaptRoom(room: Room, load: Load, cap: number): Room {
  const size = Math.min(room.size, cap);
  if (load === 'unknown') return room;
  if (load === 'too-much') {
    const tooMany = room.borne <= AT_ONCE ? Math.floor(size) : Infinity;
    return { size: Math.max(1, size - 1), tooMany, borne: 0 };
  }
  const isAtTheEdge = size < room.tooMany && size >= room.tooMany - 1;
  const grown = Math.min(cap, size + 1 / (size * (isAtTheEdge ? CAUTION : 1)));
  const isLarger = Math.floor(grown) > Math.floor(size);
  return { ...room, size: grown, borne: isLarger ? 0 : room.borne + 1 };
}
