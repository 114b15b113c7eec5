import { clipText } from '../clean-text.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { Baseline } from './baseline-file.js';
import { differences, identityOfRecord } from './comparability.js';
import { historyEntry, historyOf, withEntry } from './history.js';
import { appendToPool, newBaseline, pooled, type PoolLimits } from './update-pool.js';

/** The longest reason of a level, in characters. */
const LONGEST_REASON = 1000;

/** The most records of a pinned level. */
const MOST_PINNED = 60;

/** A level that people accepted. */
export interface AcceptedLevel {
  /** Undefined: all domains together, so that the whole level begins. */
  readonly domains: readonly string[] | undefined;
  readonly reason: string;
}

/**
 * A baseline in which the level of some domains begins with a run. All others keep their records, in the pool, which
 * the run joins as any other, and in the pinned level, which it does not: a decline there that nobody accepted
 * is still measured against what was there before.
 *
 * @param earlier the stored baseline
 * @param record the run that showed the drop
 * @param accepted the domains, and why
 * @param limits of the pool
 */
export function acceptDomains(
  earlier: Baseline,
  record: SweepRecord,
  { domains, reason: given }: AcceptedLevel,
  limits: PoolLimits,
): Baseline {
  const reason = clipText(given, LONGEST_REASON);
  const begun = newBaseline(earlier.name, record, reason, earlier);
  if (domains === undefined) return begun;
  const listed = new Set(domains);
  const others = (records: readonly SweepRecord[]): SweepRecord[] =>
    records.flatMap((stored) => withItems(stored, ({ domain }) => !listed.has(domain)));
  const kept = others(earlier.records);
  if (kept.length === 0) return begun;
  const own = pooled(record);
  const inListed = withItems(own, ({ domain }) => listed.has(domain));
  const comparable = (earlier.pinned?.records ?? earlier.records).filter(
    (stored) => differences(stored, identityOfRecord(own)).length === 0,
  );
  const pinnedRecords = [...inListed, ...others(comparable)].slice(0, MOST_PINNED);
  const { records } = appendToPool({ ...earlier, records: kept }, record, limits);
  const { acceptedAt, pinned } = begun;
  return {
    ...{ ...begun, records },
    pinned: pinned && { ...pinned, pinnedAt: acceptedAt, records: pinnedRecords },
    history: withEntry(
      historyOf(earlier),
      historyEntry([own], { kind: 'accepted', label: reason }),
    ),
  };
}

/** A record with some of its items; none where no item is left. */
function withItems(
  record: SweepRecord,
  isKept: (item: SweepRecord['items'][number]) => boolean,
): readonly SweepRecord[] {
  const items = record.items.filter(isKept);
  return items.length === 0 ? [] : [{ ...record, items }];
}
