import type { SweepRecord } from '../record/record-schema.js';

/**
 * Stored runs by their answers, each once. Pool and pinned level may hold one run with different items, where
 * the level of some domains was accepted since: the copy with most items stands for all.
 *
 * @param records in any order; none gives none
 */
export function wholeRuns(records: readonly SweepRecord[]): ReadonlyMap<string, SweepRecord> {
  const runs = new Map<string, SweepRecord>();
  for (const record of records) {
    const known = runs.get(record.answersDigest);
    const isWider = known === undefined || record.items.length > known.items.length;
    if (isWider) runs.set(record.answersDigest, record);
  }
  return runs;
}

/**
 * A run with no other items than a copy of it has.
 *
 * @param run the whole run
 * @param copy the items that stay
 */
export function narrowedTo(run: SweepRecord, copy: Pick<SweepRecord, 'items'>): SweepRecord {
  const kept = new Set(copy.items.map(({ id }) => id));
  const items = run.items.filter(({ id }) => kept.has(id));
  return items.length === run.items.length ? run : { ...run, items };
}
