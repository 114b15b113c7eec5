import type { ItemId } from '../units.js';

/** One question of the sweep: the `repeat`-th time (from 1) that an item is asked. */
export interface Cell {
  readonly itemId: ItemId;
  readonly repeat: number;
}

/**
 * The name of a cell in a journal or a table.
 *
 * @example cellKey({ itemId: 1001, repeat: 2 }) // '1001#2'
 */
export function cellKey(cell: Cell): string {
  return `${cell.itemId}#${cell.repeat}`;
}
