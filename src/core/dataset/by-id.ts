import { fieldFault } from './dataset-fault.js';
import type { PlacedRow } from './read-rows.js';

/**
 * The rows of one file by id, in the order of the file.
 *
 * @param rows at least none
 * @throws GateError DATASET_INVALID when two rows have the same id
 */
export function byId<Row extends { readonly question_id: number }>(
  rows: readonly PlacedRow<Row>[],
): ReadonlyMap<number, PlacedRow<Row>> {
  const found = new Map<number, PlacedRow<Row>>();
  for (const placed of rows) {
    const id = placed.row.question_id;
    const earlier = found.get(id);
    if (earlier !== undefined) {
      throw fieldFault(placed.place, {
        field: 'question_id',
        problem: `must be unique, and row ${earlier.place.row} has the same`,
        value: id,
      });
    }
    found.set(id, placed);
  }
  return found;
}
