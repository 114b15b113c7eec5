import type { Baseline } from './baseline-schema.js';
import { differences, identityOfRecord } from './comparability.js';
import { appendToPool, FIRST_RUN, newestFirst, type PoolLimits } from './update-pool.js';

/** What became of a merge: the file to write, or why nothing may be written. */
export type MergedBaseline =
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly problem: string };

/**
 * The file to write where another run has written meanwhile: its pool with this run's own night in
 * it. A level that a person accepted takes the place of whatever is there; a night never joins a pool
 * of another level or protocol, which it was not compared with.
 *
 * @param mine what this run would write if it were alone; its newest record is its own
 * @param stored what stands there now
 * @param limits how many records, and for how long
 */
export function mergeBaselines(
  mine: Baseline,
  stored: Baseline,
  limits: PoolLimits,
): MergedBaseline {
  const [own] = newestFirst(mine.records);
  const isNewer = mine.acceptedAt > stored.acceptedAt;
  if (own === undefined || (isNewer && mine.reason !== FIRST_RUN)) {
    return { ok: true, baseline: mine };
  }
  if (mine.acceptedAt < stored.acceptedAt && stored.reason !== FIRST_RUN) {
    return refused(`another level was accepted on ${stored.acceptedAt.slice(0, 10)} meanwhile`);
  }
  const [newest] = newestFirst(stored.records);
  const fields = newest === undefined ? [] : differences(newest, identityOfRecord(own));
  if (fields.length > 0) {
    return refused(`another run saved one of another ${fields[0]?.field ?? 'protocol'} meanwhile`);
  }
  const pinned = newerPin(mine.pinned, stored.pinned);
  return { ok: true, baseline: { ...appendToPool(stored, own, limits), pinned } };
}

/** The pin that was set last. */
function newerPin(mine: Baseline['pinned'], stored: Baseline['pinned']): Baseline['pinned'] {
  if (mine === null || stored === null) return mine ?? stored;
  return Date.parse(mine.pinnedAt) > Date.parse(stored.pinnedAt) ? mine : stored;
}

/** A merge that would mix what was never compared. */
function refused(why: string): MergedBaseline {
  return { ok: false, problem: `This night was left out: ${why}.` };
}
