import { rankItems, rungItems } from '../compare/samples.js';
import type { SweepRecord } from './record-schema.js';

/**
 * A record cut down to the answers of its first rung. Later rungs were asked because of what the
 * first had shown, so pooling them would bias the baseline.
 *
 * @param record a record of any ladder; one without rungs is returned as it is
 */
export function firstRungOf(record: SweepRecord): SweepRecord {
  const [first] = record.plan.rungs;
  if (first === undefined) return record;
  const ranked = rankItems(record.items, record.plan.seed);
  const kept = new Set(
    [...ranked.values()].flatMap((items) =>
      rungItems(items, first.itemsPerDomain).map(({ id }) => id),
    ),
  );
  const items = record.items
    .filter((item) => kept.has(item.id))
    .map((item) => ({
      ...item,
      repeats: item.repeats.filter(({ repeat }) => repeat <= first.answers),
    }));
  return {
    ...record,
    items,
    plan: { ...record.plan, rungsReached: Math.min(1, record.plan.rungsReached) },
  };
}
