import { BASELINE_SCHEMA_VERSION, type Baseline } from './baseline-schema.js';
import { firstRungOf } from './first-rung.js';
import { refuseFuture } from './refuse-future.js';
import type { SweepRecord } from './record-schema.js';

/** How many records a pool holds, and for how long. */
export interface PoolLimits {
  readonly poolNights: number;
  readonly maxAgeDays: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The reason of a level that nobody accepted, since it was the first. */
export const FIRST_RUN = 'first run';

/**
 * The records of a pool that are young enough, newest first, no more than the pool may hold; none
 * that is dated in the future. Of records of one run, or of the very same answers, only the newest
 * counts, whoever put them there.
 *
 * @param baseline the stored baseline
 * @param limits days after which a record is no longer used
 * @param nowMs milliseconds since the epoch
 */
export function youngRecords(
  baseline: Baseline,
  limits: PoolLimits,
  nowMs: number,
): readonly SweepRecord[] {
  return youngAmong(refuseFuture(baseline, nowMs).baseline.records, limits, nowMs);
}

/** Those of some records that are young enough, no copy among them. */
function youngAmong(
  records: readonly SweepRecord[],
  { maxAgeDays, poolNights }: PoolLimits,
  nowMs: number,
): readonly SweepRecord[] {
  const isYoung = (record: SweepRecord): boolean =>
    nowMs - createdMs(record) <= maxAgeDays * DAY_MS;
  return withoutCopies(newestFirst(records)).filter(isYoung).slice(0, poolNights);
}

/**
 * Records of which none is a copy of another: where two are of one run, or hold the very same
 * answers, the first one stays.
 *
 * @param records in the order of preference
 */
function withoutCopies(records: readonly SweepRecord[]): readonly SweepRecord[] {
  return records.filter(
    (record, index) => !records.slice(0, index).some((earlier) => isCopy(earlier, record)),
  );
}

/**
 * Records in the order of their making, the newest first.
 *
 * @param records in any order
 */
export function newestFirst(records: readonly SweepRecord[]): readonly SweepRecord[] {
  return [...records].sort((a, b) => createdMs(b) - createdMs(a));
}

/** When a record was made, in milliseconds since the epoch. */
function createdMs(record: SweepRecord): number {
  return Date.parse(record.provenance.createdAt);
}

/**
 * A new pool of one record: a first baseline, or a level that a person accepted. The first accepted
 * level is also the pinned one, until a release pins its own.
 *
 * @param name the baseline's name
 * @param record this run's record
 * @param reason why the level was accepted
 */
export function newBaseline(name: string, record: SweepRecord, reason: string): Baseline {
  const first = pooled(record);
  const acceptedAt = record.provenance.createdAt;
  return {
    schemaVersion: BASELINE_SCHEMA_VERSION,
    name,
    acceptedAt,
    reason,
    pinned: { kind: 'first', label: record.provenance.sha, pinnedAt: acceptedAt, records: [first] },
    records: [first],
  };
}

/** The longest label of a pinned level. */
const LONGEST_LABEL = 200;

/**
 * The baseline with the pool of a release pinned: the nights that the release was compared with, and
 * did not fall below.
 *
 * @param baseline the stored baseline
 * @param nights what the release was compared with
 * @param release its tag, and the time in ISO 8601
 */
export function pinPool(
  baseline: Baseline,
  nights: readonly SweepRecord[],
  release: { readonly tag: string; readonly at: string },
): Baseline {
  const label = release.tag.slice(0, LONGEST_LABEL);
  return {
    ...baseline,
    pinned: { kind: 'release', label, pinnedAt: release.at, records: [...nights] },
  };
}

/**
 * The pool with this run's first-rung answers in it: old records dropped, the newest of each UTC day
 * kept. A stored record of the same run, or of the very same answers, makes way for the new one, so
 * that nothing is pooled twice and a model that never varies keeps one fresh night. Records dated in
 * the future are dropped.
 *
 * @param baseline the stored baseline
 * @param record this run's record
 * @param limits how many records, and for how long before this one
 * @param nowMs milliseconds since the epoch; later than the record where others may have written
 *   since it was made
 */
export function appendToPool(
  baseline: Baseline,
  record: SweepRecord,
  limits: PoolLimits,
  nowMs = createdMs(record),
): Baseline {
  const past = refuseFuture(baseline, nowMs).baseline;
  const young = youngAmong(past.records, limits, createdMs(record));
  const candidates = newestFirst([
    pooled(record),
    ...young.filter((stored) => !isCopy(stored, record)),
  ]);
  const days = new Set<string>();
  const records = candidates.filter(({ provenance }) => {
    const day = provenance.createdAt.slice(0, 10);
    const isNewDay = !days.has(day);
    days.add(day);
    return isNewDay;
  });
  return { ...past, records: records.slice(0, limits.poolNights) };
}

/** What a pool keeps of a record: the answers of its first rung, and no words of a server. */
function pooled(record: SweepRecord): SweepRecord {
  const first = firstRungOf(record);
  const { failures, ...kept } = first;
  return failures === undefined ? first : kept;
}

/** Whether two records are of one run, or hold the very same answers; local runs have no run id. */
function isCopy(a: SweepRecord, b: SweepRecord): boolean {
  const [one, other] = [a.provenance, b.provenance];
  const isSameRun =
    one.runId !== '' && one.runId === other.runId && one.repository === other.repository;
  return isSameRun || a.answersDigest === b.answersDigest;
}
