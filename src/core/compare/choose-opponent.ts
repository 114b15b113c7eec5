import type { Baseline } from '../record/baseline-schema.js';
import { differences, type CandidateIdentity, type Difference } from '../record/comparability.js';
import type { SweepRecord } from '../record/record-schema.js';
import { newestFirst, youngRecords, type PoolLimits } from '../record/update-pool.js';

/** What a run is compared with, or why with nothing. */
export type Opponent =
  | {
      readonly kind: 'baseline';
      readonly baseline: Baseline;
      /** The records to compare with, newest first; at least one. */
      readonly nights: readonly SweepRecord[];
      /** No record is young enough, so that the newest old one is compared with. */
      readonly isStale: boolean;
      /** The pinned level, where it is another one than the pool and comparable; else empty. */
      readonly pinned: readonly SweepRecord[];
    }
  | {
      readonly kind: 'none';
      readonly reason: 'no-baseline' | 'not-comparable';
      readonly text: string;
      readonly remedy: string;
    };

/** What is left to do when protocols differ; said once. */
const REMEDY_OF_CHANGE =
  'If the change is meant, accept the new level: workflow_dispatch with update-baseline: always and a reason.';

/**
 * Chooses what a stored baseline offers this run: its young records, or else its newest, if they are
 * comparable.
 *
 * @param baseline the stored baseline
 * @param candidate what this run will be
 * @param when the limits of the pool, and milliseconds since the epoch
 */
export function chooseOpponent(
  baseline: Baseline,
  candidate: CandidateIdentity,
  when: { readonly limits: PoolLimits; readonly nowMs: number },
): Opponent {
  const young = youngRecords(baseline, when.limits, when.nowMs);
  const isStale = young.length === 0;
  const nights = isStale ? newestFirst(baseline.records).slice(0, 1) : young;
  if (nights.length === 0) return empty();
  const found = nights.flatMap((night) => differences(night, candidate));
  if (found.length > 0) return notComparable(found);
  return {
    kind: 'baseline',
    baseline,
    nights,
    isStale,
    pinned: pinnedApart(baseline, nights, candidate),
  };
}

/** A file without any record. */
function empty(): Opponent {
  return {
    kind: 'none',
    reason: 'no-baseline',
    text: 'The stored baseline holds no record.',
    remedy: 'Make it anew: run the gate on the base branch with `update-baseline: always`.',
  };
}

/** Some field differs; each is named once. */
function notComparable(found: readonly Difference[]): Opponent {
  const fields = new Map(found.map((difference) => [difference.field, difference]));
  const named = [...fields.values()].map(
    ({ field, baseline, candidate }) => `${field} (baseline ${baseline}, this run ${candidate})`,
  );
  return {
    kind: 'none',
    reason: 'not-comparable',
    text: `The baseline was made with another protocol: ${named.join('; ')}.`,
    remedy: REMEDY_OF_CHANGE,
  };
}

/** The pinned records, unless they are the pool itself or cannot be compared. */
function pinnedApart(
  baseline: Baseline,
  nights: readonly SweepRecord[],
  candidate: CandidateIdentity,
): readonly SweepRecord[] {
  const pinned = baseline.pinned?.records ?? [];
  const pooled = new Set(nights.map((night) => night.answersDigest));
  const isSame =
    pinned.length === nights.length && pinned.every((record) => pooled.has(record.answersDigest));
  const isComparable = pinned.every((record) => differences(record, candidate).length === 0);
  return isSame || !isComparable ? [] : pinned;
}
