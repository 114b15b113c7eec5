import type { Baseline } from './baseline-schema.js';
import type { SweepRecord } from './record-schema.js';

/** How far ahead the clock of another machine may be: those that keep time differ by less. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** A baseline without the runs that cannot have been made yet. */
export interface PastBaseline {
  readonly baseline: Baseline;
  /** The runs that were left out, of the pool and of the pinned level; none for most baselines. */
  readonly refused: readonly SweepRecord[];
}

/**
 * Whether a time lies in the future, by more than two clocks may differ.
 *
 * @param time in ISO 8601
 * @param nowMs milliseconds since the epoch
 */
export function isInFuture(time: string, nowMs: number): boolean {
  return Date.parse(time) - nowMs > CLOCK_SKEW_MS;
}

/**
 * A baseline without its runs that are dated in the future: such a run would be the newest for as
 * long as nobody notices, and never grow old. A pinned level of such runs only is no pinned level.
 *
 * @param baseline as it is stored
 * @param nowMs milliseconds since the epoch
 */
export function refuseFuture(baseline: Baseline, nowMs: number): PastBaseline {
  const isFuture = ({ provenance }: SweepRecord): boolean =>
    isInFuture(provenance.createdAt, nowMs);
  const { records, pinned } = baseline;
  const refused = [...records, ...(pinned?.records ?? [])].filter(isFuture);
  if (refused.length === 0) return { baseline, refused };
  const past = (all: readonly SweepRecord[]): SweepRecord[] =>
    all.filter((record) => !isFuture(record));
  const kept = past(pinned?.records ?? []);
  return {
    baseline: {
      ...baseline,
      records: past(records),
      pinned: pinned === null || kept.length === 0 ? null : { ...pinned, records: kept },
    },
    refused,
  };
}
