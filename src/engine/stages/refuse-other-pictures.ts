import { mismatch } from '../../core/record/parse-record.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Refuses to judge answers beside other pictures than they were given to.
 *
 * @param facts the merged record, and the pictures as they are here
 * @throws GateError RECORD_MISMATCH naming the first item
 */
export function refuseOtherPictures({ merged, pictureDigests }: RunFacts): void {
  const other = merged?.items.find(
    ({ id, pictureDigest }) => pictureDigests.get(id) !== pictureDigest,
  );
  if (other === undefined) return;
  throw mismatch(
    `item ${other.id} was asked with another picture than the data set has here`,
    'Give mode report the data set of the sweep.',
  );
}
