import { differences, identityOfRecord } from './comparability.js';
import { otherGateOfRun, otherGateSentence, TELL_APART } from './same-run.js';
import type { UpdateBaseline } from '../config/config.js';
import { type EventRules, rulesOf } from '../config/events.js';
import { headRulesOf } from '../config/heads.js';
import type { RunContext } from '../config/run-context.js';
import type { Baseline } from './baseline-file.js';
import {
  appendToPool,
  FIRST_RUN,
  isInFuture,
  newestFirst,
  type PoolLimits,
  refuseFuture,
} from './update-pool.js';

/**
 * Whether a run that passes may pin the pool it was compared with: a release that is published, whose
 * level the next baseline runs are held against.
 *
 * @param update the input
 * @param context where and why the run happens
 */
export function mayPin(update: UpdateBaseline, context: RunContext): boolean {
  return update === 'auto' && writesOf(context) === 'pin' && context.isPublication === true;
}

/**
 * Whether a run may write the baseline at all, before its verdict is known.
 *
 * @param update the input
 * @param context where and why the run happens
 */
export function mayUpdate(update: UpdateBaseline, context: RunContext): boolean {
  if (update === 'auto')
    return writesOf(context) === 'run' && context.ref.startsWith('refs/heads/');
  return update === 'always' && rulesOf(context.event).mayAccept && headRulesOf(context).isTrusted;
}

/** What a run of its event writes of itself; for a head that is not trusted nothing. */
function writesOf(context: RunContext): EventRules['writes'] {
  return headRulesOf(context).isTrusted ? rulesOf(context.event).writes : 'nothing';
}

/** What a merge goes by besides the two files. */
export interface MergeTerms extends PoolLimits {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** What became of a merge: the file to write, or why nothing may be written. */
export type MergedBaseline =
  | { readonly ok: true; readonly baseline: Baseline }
  | { readonly ok: false; readonly problem: string };

/**
 * The file to write where another run has written meanwhile: its pool with this run's own baseline run in
 * it. A level that a person accepted takes the place of whatever is there; a baseline run never joins a pool
 * of another level or protocol, which it was not compared with, nor one that another gate of the same
 * run has just written. What is dated in the future counts for nothing.
 *
 * @param mine what this run would write if it were alone; its newest record is its own
 * @param stored what stands there now
 * @param terms how many records, for how long, and the time
 */
export function mergeBaselines(
  mine: Baseline,
  stored: Baseline,
  terms: MergeTerms,
): MergedBaseline {
  const past = refuseFuture(stored, terms.nowMs).baseline;
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
