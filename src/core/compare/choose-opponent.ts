import type { Baseline } from '../record/baseline-schema.js';
import { differences, type CandidateIdentity, type Difference } from '../record/comparability.js';
import type { SweepRecord } from '../record/record-schema.js';
import { youngRecords, type PoolLimits } from '../record/update-pool.js';

/** What a run is compared with, or why with nothing. */
export type Opponent =
  | {
      readonly kind: 'baseline';
      readonly baseline: Baseline;
      /** The records young enough to be pooled, newest first; at least one. */
      readonly nights: readonly SweepRecord[];
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
 * Chooses what a stored baseline offers this run: its young records, if they are comparable.
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
  const nights = youngRecords(baseline, when.limits, when.nowMs);
  if (nights.length === 0) return tooOld(when.limits.maxAgeDays);
  const found = nights.flatMap((night) => differences(night, candidate));
  if (found.length > 0) return notComparable(found);
  return { kind: 'baseline', baseline, nights, pinned: pinnedApart(baseline, nights, candidate) };
}

/** No record is young enough. */
function tooOld(maxAgeDays: number): Opponent {
  return {
    kind: 'none',
    reason: 'no-baseline',
    text: `Every record of the baseline is older than ${maxAgeDays} days.`,
    remedy: 'Run the nightly on the base branch, or raise max-baseline-age.',
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
  const isSame = pinned.length === nights.length && pinned.every((record) => pooled.has(record.answersDigest));
  const isComparable = pinned.every((record) => differences(record, candidate).length === 0);
  return isSame || !isComparable ? [] : pinned;
}
