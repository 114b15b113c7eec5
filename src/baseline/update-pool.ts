import { otherGateOfRun, otherGateSentence, TELL_APART } from './same-run.js';
import { type Baseline, BASELINE_SCHEMA_VERSION } from './baseline-file.js';
import { historyEntry, historyOf, withEntry } from './history.js';
import type { SweepRecord } from '../record/record-schema.js';
import { rankItems, stageItems } from '../decide/samples.js';
import { differences, identityOfRecord } from './comparability.js';
import { narrowedTo, wholeRuns } from './run-copies.js';

/** What a merge goes by besides the two files. */
interface MergeTerms extends PoolLimits {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** What became of a merge: the file to write, or why nothing may be written. */
type MergedBaseline =
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly problem: string };

/**
 * The file to write where another run has written meanwhile: its pool with this run's own baseline run in
 * it. A level that a person accepted takes the place of whatever is there; a baseline run never joins a pool
 * of another level or protocol, which it was not compared with, nor one that another gate of the same
 * run has just written. What is dated in the future counts for nothing.
 *
 * @param mine what this run would write if it were alone; its newest record is its own
 * @param terms how many records, for how long, and the time
 */
export function mergeBaselines(
  mine: Baseline,
  stored: Baseline,
  terms: MergeTerms,
): MergedBaseline {
  const past = withLaterLabels(refuseFuture(stored, terms.nowMs).baseline, mine);
  const [own] = newestFirst(refuseFuture(mine, terms.nowMs).baseline.records);
  if (own === undefined) return { ok: true, baseline: mine };
  const other = otherGateOfRun(past.records, own);
  if (other !== undefined) {
    return { ok: false, problem: `${otherGateSentence(stored.name, other, own)} ${TELL_APART}` };
  }
  const [mineMs, storedMs] = [acceptedMs(mine, terms), acceptedMs(stored, terms)];
  if (mineMs > storedMs && mine.reason !== FIRST_RUN) return { ok: true, baseline: mine };
  if (mineMs < storedMs && stored.reason !== FIRST_RUN) {
    return refused(`another level was accepted on ${stored.acceptedAt.slice(0, 10)} meanwhile`);
  }
  const [newest] = newestFirst(past.records);
  const fields = newest === undefined ? [] : differences(newest, identityOfRecord(own));
  if (fields.length > 0) {
    return refused(`another run saved one of another ${fields[0]?.field ?? 'protocol'} meanwhile`);
  }
  const pinned = newerPin(mine.pinned, past.pinned, terms);
  return { ok: true, baseline: { ...appendToPool(past, own, terms, terms.nowMs), pinned } };
}

/** A stored baseline with the labels of another copy of it, where those were given later. */
function withLaterLabels(stored: Baseline, mine: Baseline): Baseline {
  const later = wholeRuns([...mine.records, ...(mine.pinned?.records ?? [])]);
  const labelled = (record: SweepRecord): SweepRecord => {
    const other = later.get(record.answersDigest);
    return other !== undefined && judgedMs(other) > judgedMs(record)
      ? narrowedTo(other, record)
      : record;
  };
  const { records, pinned } = stored;
  return {
    ...stored,
    records: records.map(labelled),
    pinned: pinned && { ...pinned, records: pinned.records.map(labelled) },
  };
}

/** When answers were judged again; before all times where they were not. */
function judgedMs({ judgedAt }: SweepRecord): number {
  return judgedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(judgedAt);
}

/** When a level was accepted, in milliseconds since the epoch; a time in the future is none. */
function acceptedMs({ acceptedAt }: Baseline, { nowMs }: MergeTerms): number {
  return isInFuture(acceptedAt, nowMs) ? Number.NEGATIVE_INFINITY : Date.parse(acceptedAt);
}

/** The pin that was set last; one set in the future gives way. */
function newerPin(
  mine: Baseline['pinned'],
  stored: Baseline['pinned'],
  { nowMs }: MergeTerms,
): Baseline['pinned'] {
  if (mine === null || stored === null) return mine ?? stored;
  if (isInFuture(stored.pinnedAt, nowMs)) return mine;
  if (isInFuture(mine.pinnedAt, nowMs)) return stored;
  return Date.parse(mine.pinnedAt) > Date.parse(stored.pinnedAt) ? mine : stored;
}

/** A merge that would mix what was never compared. */
function refused(why: string): MergedBaseline {
  return { ok: false, problem: `This baseline run was left out: ${why}.` };
}

/** How many records a pool holds, and for how long. */
export interface PoolLimits {
  readonly poolRuns: number;
  readonly maxAgeDays: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The reason of a level that nobody accepted, since it was the first. */
export const FIRST_RUN = 'first run';

/**
 * The records of a pool that are young enough, newest first, no more than the pool may hold; none
 * that is dated in the future. Of records of one run, or of the very same answers, only the newest
 * counts, no matter who put them there.
 *
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
  { maxAgeDays, poolRuns }: PoolLimits,
  nowMs: number,
): readonly SweepRecord[] {
  const isYoung = (record: SweepRecord): boolean =>
    nowMs - createdMs(record) <= maxAgeDays * DAY_MS;
  return withoutCopies(newestFirst(records)).filter(isYoung).slice(0, poolRuns);
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
 * @param earlier the baseline whose place it takes, for its history
 */
export function newBaseline(
  name: string,
  record: SweepRecord,
  reason: string,
  earlier?: Baseline,
): Baseline {
  const first = pooled(record);
  const acceptedAt = record.provenance.createdAt;
  const entry = historyEntry([first], { kind: 'accepted', label: reason });
  return {
    schemaVersion: BASELINE_SCHEMA_VERSION,
    name,
    acceptedAt,
    reason,
    pinned: { kind: 'first', label: record.provenance.sha, pinnedAt: acceptedAt, records: [first] },
    records: [first],
    history: withEntry(historyOf(earlier), entry),
  };
}

/** The longest label of a pinned level. */
const LONGEST_LABEL = 200;

/**
 * The baseline with the labels of today's judge, wherever a run of it was read again.
 *
 * @param fresh the runs that were, as they are now
 */
export function withNewLabels(baseline: Baseline, fresh: readonly SweepRecord[]): Baseline {
  const runs = wholeRuns(fresh);
  const now = (record: SweepRecord): SweepRecord => {
    const run = runs.get(record.answersDigest);
    return run === undefined ? record : narrowedTo(run, record);
  };
  const { records, pinned } = baseline;
  return {
    ...baseline,
    records: records.map(now),
    pinned: pinned && { ...pinned, records: pinned.records.map(now) },
  };
}

/**
 * The baseline with the pool of a release pinned: the baseline runs that the release was compared with, and
 * did not fall below.
 *
 * @param baseline the stored baseline
 * @param baselineRuns what the release was compared with
 * @param release its tag, and the time in ISO 8601
 */
export function pinPool(
  baseline: Baseline,
  baselineRuns: readonly SweepRecord[],
  release: { readonly tag: string; readonly at: string },
): Baseline {
  const label = release.tag.slice(0, LONGEST_LABEL);
  const entry = historyEntry(baselineRuns, { kind: 'release', label, at: release.at });
  return {
    ...baseline,
    pinned: { kind: 'release', label, pinnedAt: release.at, records: [...baselineRuns] },
    history: withEntry(historyOf(baseline), entry),
  };
}

/**
 * The pool with this run's first-stage answers in it: old records dropped, the newest of each UTC day
 * kept. A stored record of the same run, or of the very same answers, makes way for the new one, so
 * that nothing is pooled twice and a model that never varies keeps one fresh baseline run. Records dated in
 * the future are dropped.
 *
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
  const entry = historyEntry([pooled(record)], { kind: 'baseline-run', label: '' });
  const history = withEntry(historyOf(past), entry);
  return { ...past, records: records.slice(0, limits.poolRuns), history };
}

/**
 * What a pool keeps of a record: the answers of its first stage, no words of a server, and nothing of how it
 * was planned and decided itself.
 *
 * @param record of any profile
 */
export function pooled(record: SweepRecord): SweepRecord {
  const kept = { ...firstStageOf(record) };
  delete kept.failures;
  delete kept.control;
  delete kept.decision;
  delete kept.planDigest;
  return kept;
}

/** Whether two records are of one run, or hold the very same answers; local runs have no run id. */
function isCopy(a: SweepRecord, b: SweepRecord): boolean {
  const [one, other] = [a.provenance, b.provenance];
  const isSameRun =
    one.runId !== '' && one.runId === other.runId && one.repository === other.repository;
  return isSameRun || a.answersDigest === b.answersDigest;
}

/**
 * A record cut down to the answers of its first stage. Later stages were asked because of what the
 * first had shown, so pooling them would bias the baseline.
 *
 * @param record a record of any profile; one without stages is returned as it is
 */
export function firstStageOf(record: SweepRecord): SweepRecord {
  const [first] = record.plan.stages;
  if (first === undefined) return record;
  const ranked = rankItems(record.items, record.plan.seed);
  const kept = new Set(
    [...ranked.values()].flatMap((items) =>
      stageItems(items, first.itemsPerDomain).map(({ id }) => id),
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
    plan: { ...record.plan, stagesReached: Math.min(1, record.plan.stagesReached) },
  };
}

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
function isInFuture(time: string, nowMs: number): boolean {
  return Date.parse(time) - nowMs > CLOCK_SKEW_MS;
}

/**
 * A baseline without its runs that are dated in the future: such a run would be the newest for as
 * long as nobody notices, and never grow old. A pinned level of such runs only is no pinned level.
 *
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
