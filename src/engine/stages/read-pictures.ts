import type { Item } from '../../core/dataset/item.js';
import type { GatePorts } from '../gate-ports.js';
import type { RunFacts } from '../run-facts.js';
import { openQuestions } from './choose-check.js';

/**
 * Brings the pictures of the run's items, and of those its judge is checked on, onto this machine.
 *
 * @param facts gets the pictures' digests
 * @param ports the data set
 * @param signal cancels the download
 * @throws GateError DATASET_UNREACHABLE or DATASET_INVALID
 */
export async function readPictures(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  const asked = [...(facts.ranked?.values() ?? [])].flat();
  const items = eachOnce([...asked, ...checkedItems(facts)]);
  facts.pictureDigests = await ports.log.group(`Pictures of ${items.length} items`, () =>
    ports.dataset.prefetch(items, signal),
  );
}

/**
 * Brings only the pictures onto this machine that the judge is checked on.
 *
 * @param facts what the run knows once its check is planned
 * @param ports the data set
 * @param signal cancels the download
 * @throws GateError DATASET_UNREACHABLE or DATASET_INVALID
 */
export async function readCheckedPictures(
  facts: RunFacts,
  { dataset }: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  await dataset.prefetch(eachOnce(checkedItems(facts)), signal);
}

/** The items that the judge is still to be asked about. */
function checkedItems(facts: RunFacts): readonly Item[] {
  return openQuestions(facts).map(({ item }) => item);
}

/** Items without repetition. */
function eachOnce(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
