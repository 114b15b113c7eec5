import type { SweepRecord, Target } from '../record/record-schema.js';
import {
  newestFirst,
  type PastBaseline,
  type PoolLimits,
  refuseFuture,
  youngRecords,
} from './update-pool.js';
import type { Comparison } from '../decide/comparisons.js';
import { type Difference } from '../record/identity.js';
import { wholeRuns } from './run-copies.js';
import { type CandidateIdentity, differences } from './comparability.js';
import type { Baseline } from './baseline-file.js';

/** What a run is compared with, or why with nothing. */
export type ChosenBaseline =
  | {
      readonly kind: 'baseline';
      /** As it is stored, without the runs that were refused. */
      readonly baseline: Baseline;
      /** The records to compare with, newest first; at least one. */
      readonly baselineRuns: readonly SweepRecord[];
      /** Stored runs that are dated in the future; nothing is made of them. */
      readonly refused: readonly SweepRecord[];
      /** The pinned level, where it is another one than the pool and comparable; else empty. */
      readonly pinned: readonly SweepRecord[];
      /**
       * That its labels are another judge's, in a sentence: today's has to read its answers before
       * anything is compared. Absent where they are this judge's.
       */
      readonly otherJudge?: string;
    }
  /** The baseline's model, asked in this run. */
  | { readonly kind: 'live'; readonly control: Target }
  | {
      readonly kind: 'none';
      readonly reason: 'no-baseline' | 'not-comparable';
      readonly text: string;
      readonly remedy: string;
      /** Nothing is stored; else what is stored cannot be used, and the remedy is of that. */
      readonly isAbsent?: true;
    };

/** The stored runs of pool and pinned level that a run is compared with, each once. */
export function runsOf({
  baselineRuns,
  pinned,
}: Pick<
  Extract<ChosenBaseline, { kind: 'baseline' }>,
  'baselineRuns' | 'pinned'
>): readonly SweepRecord[] {
  return [...wholeRuns([...baselineRuns, ...pinned]).values()];
}

/**
 * The stored runs that one comparison of a run is with; none where the baseline's model is asked.
 *
 * @param chosenBaseline what the run is compared with
 * @param against the comparison's side
 */
export function runsAgainst(
  chosenBaseline: ChosenBaseline | undefined,
  against: Comparison['against'],
): readonly SweepRecord[] {
  if (chosenBaseline?.kind !== 'baseline') return [];
  return against === 'pool' ? chosenBaseline.baselineRuns : chosenBaseline.pinned;
}

/** What is left to do when protocols differ; said once. */
const REMEDY_OF_CHANGE =
  'If the change is meant, accept the new level: workflow_dispatch with update-baseline: always and a reason.';

/** The limits of the pool, and the time. */
interface PoolTime {
  readonly limits: PoolLimits;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Digests of runs whose answers today's judge can read again, so that their judge may differ. */
  readonly readable?: ReadonlySet<string>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Chooses what a stored baseline offers this run: its young records, if they are comparable, and the
 * pinned level, however old. Runs that are too old or dated in the future are never compared with.
 *
 * @param when the limits of the pool, and milliseconds since the epoch
 */
export function chooseBaseline(
  stored: Baseline,
  candidate: CandidateIdentity,
  when: PoolTime,
): ChosenBaseline {
  const { baseline, refused } = refuseFuture(stored, when.nowMs);
  const baselineRuns = youngRecords(baseline, when.limits, when.nowMs);
  if (baselineRuns.length === 0) return noneYoung({ baseline, refused }, when);
  const found = baselineRuns.flatMap((run) => lastingDifferences(run, candidate, when));
  if (found.length > 0)
    return notComparable(baselineRuns.flatMap((run) => differences(run, candidate)));
  const pinned = pinnedApart(baseline, baselineRuns, { candidate, when });
  const byJudge = [...baselineRuns, ...pinned].flatMap((run) => differences(run, candidate));
  return {
    kind: 'baseline',
    baseline,
    baselineRuns,
    refused,
    pinned,
    ...(byJudge.length === 0
      ? {}
      : { otherJudge: `The baseline was judged by another judge: ${namedFields(byJudge)}.` }),
  };
}

/**
 * The stored runs that cannot be compared because of their judge alone: who has their answers could have
 * them judged again.
 *
 * @param when the limits of the pool, and milliseconds since the epoch
 */
export function otherwiseJudged(
  stored: Baseline,
  candidate: CandidateIdentity,
  when: PoolTime,
): readonly SweepRecord[] {
  const { baseline } = refuseFuture(stored, when.nowMs);
  const runs = [
    ...youngRecords(baseline, when.limits, when.nowMs),
    ...(baseline.pinned?.records ?? []),
  ];
  return runs.filter((run) => {
    const found = differences(run, candidate);
    return found.length > 0 && found.every(isOfJudge);
  });
}

/** Whether two runs differ in how they were judged. */
function isOfJudge({ field }: Difference): boolean {
  return field.startsWith('judge.');
}

/** The differences that judging again does not take away. */
function lastingDifferences(
  run: SweepRecord,
  candidate: CandidateIdentity,
  { readable }: PoolTime,
): readonly Difference[] {
  const found = differences(run, candidate);
  return readable?.has(run.answersDigest) === true
    ? found.filter((difference) => !isOfJudge(difference))
    : found;
}

/**
 * Runs that were refused because they are dated in the future, in one sentence.
 *
 * @param refused at least one
 */
export function futureText(refused: readonly SweepRecord[]): string {
  const named = newestFirst(refused)
    .slice(0, 3)
    .map(({ provenance: { createdAt, runId } }) => {
      const run = runId === '' ? '' : ` (run ${runId})`;
      return `${createdAt}${run}`;
    });
  const more = refused.length > named.length ? `, and ${refused.length - named.length} more` : '';
  return `Runs of the baseline dated in the future were left out: ${named.join(', ')}${more}.`;
}

/** A file without any record that can be compared with: none at all, too old, or not of this time. */
function noneYoung(
  { baseline, refused }: PastBaseline,
  { limits: { maxAgeDays }, nowMs }: PoolTime,
): ChosenBaseline {
  const [newest] = newestFirst(baseline.records);
  const because = refused.length === 0 ? '' : ` ${futureText(refused)}`;
  if (newest === undefined) {
    const remedy = 'Make it again: run the gate on the base branch with `update-baseline: always`.';
    const text = refused.length === 0 ? 'The stored baseline holds no record.' : because.trim();
    return { kind: 'none', reason: 'no-baseline', text, remedy };
  }
  const { createdAt } = newest.provenance;
  const days = Math.floor((nowMs - Date.parse(createdAt)) / DAY_MS);
  return {
    kind: 'none',
    reason: 'no-baseline',
    text: `The newest run of the baseline, of ${createdAt.slice(0, 10)}, is ${days} days old, beyond max-baseline-age (${maxAgeDays}).${because}`,
    remedy:
      'See why no newer run was stored. Then accept the level of today (workflow_dispatch with update-baseline: always and a reason), or raise max-baseline-age.',
  };
}

/** Some field differs; each is named once. */
function notComparable(found: readonly Difference[]): ChosenBaseline {
  return {
    kind: 'none',
    reason: 'not-comparable',
    text: `The baseline was made with another protocol: ${namedFields(found)}.`,
    remedy: REMEDY_OF_CHANGE,
  };
}

/** Differences, each field once. */
function namedFields(found: readonly Difference[]): string {
  const fields = new Map(found.map((difference) => [difference.field, difference]));
  return [...fields.values()]
    .map(
      ({ field, baseline, candidate }) => `${field} (baseline ${baseline}, this run ${candidate})`,
    )
    .join('; ');
}

/** The pinned records, unless they are the pool itself or cannot be compared. */
function pinnedApart(
  baseline: Baseline,
  baselineRuns: readonly SweepRecord[],
  { candidate, when }: { readonly candidate: CandidateIdentity; readonly when: PoolTime },
): readonly SweepRecord[] {
  const pinned = baseline.pinned?.records ?? [];
  const pooled = new Set(baselineRuns.map((run) => run.answersDigest));
  const isSame =
    pinned.length === baselineRuns.length &&
    pinned.every((record) => pooled.has(record.answersDigest));
  const isComparable = pinned.every(
    (record) => lastingDifferences(record, candidate, when).length === 0,
  );
  return isSame || !isComparable ? [] : pinned;
}
