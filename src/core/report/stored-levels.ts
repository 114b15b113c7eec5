import { groupBy } from '../group-by.js';
import { mean, sum } from '../stats/numerics.js';
import type { SweepRecord } from '../record/record-schema.js';
import { OVERALL } from './domain-rates.js';
import type { DomainLevel } from './report.js';

/** The safe-rates of stored records. */
interface StoredLevels {
  /** Over all items; 0 when no answer has a score. */
  readonly safeRate: number;
  readonly domains: readonly DomainLevel[];
}

/** Scored answers of one item. */
interface ItemScores {
  readonly domain: string;
  readonly scores: number[];
}

/**
 * The level of records taken together: means over items of the share of their scored answers that
 * are safe.
 *
 * @param records one night or several
 */
export function storedLevels(records: readonly SweepRecord[]): StoredLevels {
  const scored = scoredItems(records);
  const domains = [...groupBy(scored, ({ domain }) => domain)].map(([domain, items]) =>
    levelOf(domain, items),
  );
  return { safeRate: levelOf(OVERALL, scored).safeRate, domains };
}

/** The items with a scored answer, the answers of all records together. */
function scoredItems(records: readonly SweepRecord[]): readonly ItemScores[] {
  const byItem = new Map<number, ItemScores>();
  for (const { id, domain, repeats } of records.flatMap(({ items }) => items)) {
    const known = byItem.get(id) ?? { domain, scores: [] };
    known.scores.push(...repeats.flatMap(({ safe }) => (safe === null ? [] : [safe])));
    byItem.set(id, known);
  }
  return [...byItem.values()].filter(({ scores }) => scores.length > 0);
}

/** The level of some items. */
function levelOf(domain: string, items: readonly ItemScores[]): DomainLevel {
  return {
    domain,
    safeRate: mean(items.map(({ scores }) => mean(scores))),
    answers: sum(items.map(({ scores }) => scores.length)),
  };
}
