import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import { compareChecks, type CheckComparison } from '../judge/check-figures.js';
import type { JudgeCheck } from '../judge/check-set.js';
import { planCheck, type CheckPlan } from '../baseline/plan-check.js';
import type { SweepRecord } from '../record/record-schema.js';
import { newestFirst } from '../baseline/update-pool.js';
import { movedText } from '../report/judge-sentences.js';
import { whatFailed } from '../report/run-sentences.js';
import { askedCheck, checkProblem, type CheckSetUp, type FoundCheck } from './ask-check.js';
import type { Goal, Level } from './baseline-step.js';
import type { Items } from './run-log.js';
import type { Proof, Run } from './run.js';
import type { StoredProfileName } from '../decide/profiles.js';

/** A judge that may be believed: checked now, checked before, or not to be checked. */
export type CheckedJudge = Proof<'checked judge'> & {
  /** Undefined where the judge is not checked. */
  readonly check: JudgeCheck | undefined;
  /** Whether it is the check of this very sweep. */
  readonly isFresh: boolean;
};

/**
 * Decides how the judge of a run is checked, before anything is spent. The judge of a sweep in shards
 * is checked once, by the first.
 *
 * @param run inputs and clock
 * @param items data set and protocol
 * @param chosenBaseline whose stored checks may do; undefined where nothing was looked up
 * @throws GateError CONFIG_INVALID when more known answers are wanted than there are
 */
export function chooseCheck(
  { config, clock, events }: Pick<Run, 'config' | 'clock' | 'events'>,
  { dataset, protocol, secondDigest }: Items,
  chosenBaseline: ChosenBaseline | undefined,
): CheckPlan {
  const isFirstShard = (config.shard?.index ?? 1) === 1;
  const plan = planCheck({
    wanted: isFirstShard ? config.judge?.check : undefined,
    profile: config.decision.profile,
    judge: protocol.judge,
    secondDigest,
    dataset,
    stored: chosenBaseline?.kind === 'baseline' ? chosenBaseline.baseline.records : [],
    nowMs: clock.nowMs(),
  });
  events.append({ type: 'check-planned', plan });
  return plan;
}

/**
 * Checks the judge: asks it for the labels of known answers, with the prompt and capabilities it
 * will judge with, or takes the stored check over. A judge that cannot be trusted stops the run before
 * it spends more on the model than one question.
 *
 * @param run the world, and what cancels the check; what was answered by then is in the journal
 * @param setUp what is asked, and of whom
 * @throws GateError JUDGE_UNRELIABLE, or of the judge's endpoint
 */
export async function checkJudge(run: Run, setUp: CheckSetUp): Promise<CheckedJudge> {
  const { plan } = setUp;
  const found = await madeCheck(run, setUp);
  const isFresh = plan.kind === 'ask';
  if (found === undefined) return { check: undefined, isFresh } as CheckedJudge;
  const { check } = found;
  run.events.append({ type: 'checked', check, from: isFresh ? 'judge' : 'baseline' });
  const failures = setUp.endpoints.judge?.watch.failures() ?? [];
  const problem = checkProblem(found, whatFailed({ failures }), setUp.endpoints.judgeRoom.limits());
  if (problem !== undefined) throw problem;
  return { check, isFresh } as CheckedJudge;
}

/**
 * The judge of records that are judged already: it was checked with them, where it was checked.
 *
 * @param run where the check is noted
 * @param merged the records
 */
export function takeCheck(
  { events }: Pick<Run, 'events'>,
  { judgeCheck }: Pick<SweepRecord, 'judgeCheck'>,
): CheckedJudge {
  if (judgeCheck !== null) events.append({ type: 'checked', check: judgeCheck, from: 'record' });
  // A sweep that was judged was checked again, and its record brings the check along.
  return { check: judgeCheck ?? undefined, isFresh: true } as CheckedJudge;
}

/** The check that a plan comes to; undefined when there is none. */
function madeCheck(run: Run, setUp: CheckSetUp): Promise<FoundCheck | undefined> {
  const { plan } = setUp;
  switch (plan.kind) {
    case 'off':
    case 'impossible':
      return Promise.resolve(undefined);
    case 'stored':
      return Promise.resolve({ check: plan.check, settled: undefined });
    case 'ask':
      return askedCheck(run, { ...setUp, plan });
  }
}

/** Profiles on which a judge is checked each time, so that its checks can be compared. */
const COMPARED: ReadonlySet<StoredProfileName> = new Set(['nightly', 'release']);

/** What is left to do when a judge has moved. */
const REMEDY =
  'Pin the judge to a version that does not change. If this one is to stay, accept the level it gives: workflow_dispatch with update-baseline: always and a reason.';

/**
 * Holds the judge's check against those of the pool and of the pinned level: a judge that has become
 * milder or stricter would be taken for a model that has changed, so that the run loses its baseline.
 *
 * @param run inputs
 * @param level what is compared with
 * @param judge the judge's check
 */
export function recheckJudge(
  { config, events }: Pick<Run, 'config' | 'events'>,
  level: Goal<'pictures'>,
  { check, isFresh }: CheckedJudge,
): Level<'judge'> {
  const checked = { ...level, by: 'judge', check } as const;
  const { chosenBaseline } = level;
  const isCompared = isFresh && COMPARED.has(config.decision.profile);
  if (!isCompared || check === undefined || chosenBaseline.kind !== 'baseline') return checked;
  const stored = [chosenBaseline.baselineRuns, chosenBaseline.pinned].flatMap((records) =>
    newestCheck(records),
  );
  if (stored.length === 0) events.append({ type: 'check-alone' });
  for (const earlier of stored) {
    const comparison = compareChecks(earlier, check);
    if (!comparison.hasMoved) continue;
    const lost = moved(earlier, comparison);
    events.append({ type: 'chosenBaseline', chosenBaseline: lost });
    return { ...checked, chosenBaseline: lost, beforeMove: chosenBaseline };
  }
  return checked;
}

/** The newest check among records; none when no record holds one. */
function newestCheck(records: readonly SweepRecord[]): readonly JudgeCheck[] {
  return newestFirst(records)
    .flatMap(({ judgeCheck }) => judgeCheck ?? [])
    .slice(0, 1);
}

/** What a run has instead of a baseline whose judge was another, so to say. */
function moved({ checkedAt }: JudgeCheck, comparison: CheckComparison): ChosenBaseline {
  return {
    kind: 'none',
    reason: 'not-comparable',
    text: movedText(comparison, checkedAt),
    remedy: REMEDY,
  };
}
