import { mismatch } from './record-mismatch.js';
import { shownText, type NamedRecord } from './parse-record.js';

/** How many missing shards a message names. */
const MOST_NAMED = 10;

/**
 * Makes sure that records are every shard of one sweep, each once.
 *
 * @param given the records
 * @throws GateError RECORD_MISMATCH naming the record that is too many, or the shards that are missing
 */
export function refuseOtherShards(given: readonly NamedRecord[]): void {
  const seen = new Map<number, NamedRecord>();
  const of = given[0]?.record.plan.shard?.of ?? 1;
  for (const named of given) {
    const { shard = { index: 1, of: 1 } } = named.record.plan;
    const earlier = seen.get(shard.index);
    if (shard.of !== of || shard.index > shard.of) {
      throw mismatch(
        `${shownText(named.name)} is shard ${shard.index}/${shard.of}, and the sweep has ${of}`,
        'Give the shards of one sweep only.',
      );
    }
    if (earlier !== undefined) {
      throw mismatch(
        `${shownText(earlier.name)} and ${shownText(named.name)} are both shard ${shard.index}/${of}`,
        'Give each shard once.',
      );
    }
    seen.set(shard.index, named);
  }
  refuseMissing(seen, of);
}

/** Refuses a sweep without some of its shards. */
function refuseMissing(seen: ReadonlyMap<number, NamedRecord>, of: number): void {
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !seen.has(index));
  if (missing.length === 0) return;
  const named = missing.slice(0, MOST_NAMED).map((index) => `${index}/${of}`);
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  throw mismatch(
    `shard ${named.join(', ')}${more} is missing`,
    'Run the missing shards again and give all of them; see that no artifact is left out.',
  );
}
