import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import {
  compareChecks,
  type CheckComparison,
  isLost,
  judgeProblem,
} from '../judge/check-figures.js';
import {
  questionKey,
  type CheckQuestion,
  type CheckedAnswer,
  type JudgeCheck,
} from '../judge/check-set.js';
import type { Judgement } from '../judge/judgement.js';
import { planCheck, type CheckPlan } from '../baseline/plan-check.js';
import type { SweepRecord } from '../record/record-schema.js';
import { newestFirst } from '../baseline/update-pool.js';
import { movedText } from '../report/judge-sentences.js';
import { whatFailed } from '../report/run-sentences.js';
import { judgeAnswer } from './asking.js';
import type { Goal, Level } from './baseline-step.js';
import type { ResultStore } from './result-store.js';
import { judgeTerms } from './endpoints.js';
import type { Pictures } from './items.js';
import type { PaidFor } from './plan-step.js';
import type { Endpoints, Items } from './run-log.js';
import { misfit, type Proof, type Run } from './run.js';
import type { StoredProfileName } from '../decide/profiles.js';
import { startProgress } from './progress.js';

/** A judge that may be believed: checked now, checked before, or not to be checked. */
export type CheckedJudge = Proof<'checked judge'> & {
  /** Undefined where the judge is not checked. */
  readonly check: JudgeCheck | undefined;
  /** Whether it is the check of this very sweep. */
  readonly isFresh: boolean;
};

/** What a check asks, and of whom. */
export interface CheckSetUp {
  readonly plan: CheckPlan;
  readonly resultStore: ResultStore;
  readonly endpoints: Endpoints;
  /** Those of the known answers are among them. */
  readonly pictures: Pictures;
  readonly paid: PaidFor;
}

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
  { dataset, protocol }: Items,
  chosenBaseline: ChosenBaseline | undefined,
): CheckPlan {
  const isFirstShard = (config.shard?.index ?? 1) === 1;
  const plan = planCheck({
    wanted: isFirstShard ? config.judge?.check : undefined,
    profile: config.decision.profile,
    judge: protocol.judge,
    dataset,
    stored: chosenBaseline?.kind === 'baseline' ? chosenBaseline.baseline.records : [],
    nowMs: clock.nowMs(),
  });
  events.append({ type: 'check-planned', plan });
  return plan;
}

/**
 * The questions that a check asks and the journal does not answer yet.
 *
 * @param plan how the judge is checked
 * @param resultStore what is known; nothing is where it is left out
 */
export function openQuestions(
  plan: CheckPlan,
  resultStore?: Pick<ResultStore, 'checks'>,
): readonly CheckQuestion[] {
  if (plan.kind !== 'ask') return [];
  return plan.questions.filter(
    (question) => resultStore?.checks.has(questionKey(question)) !== true,
  );
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
  const isFresh = plan.kind === 'ask';
  const check = await madeCheck(run, setUp);
  if (check === undefined) return { check, isFresh } as CheckedJudge;
  run.events.append({ type: 'checked', check, from: isFresh ? 'judge' : 'baseline' });
  const failures = setUp.endpoints.judge?.watch.failures() ?? [];
  const problem = judgeProblem(check.answers, whatFailed({ failures }));
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
  // A sweep that was judged was checked anew, and its record brings the check along.
  return { check: judgeCheck ?? undefined, isFresh: true } as CheckedJudge;
}

/** The check that a plan comes to; undefined when there is none. */
function madeCheck(run: Run, setUp: CheckSetUp): Promise<JudgeCheck | undefined> {
  const { plan } = setUp;
  switch (plan.kind) {
    case 'off':
    case 'impossible':
      return Promise.resolve(undefined);
    case 'stored':
      return Promise.resolve(plan.check);
    case 'ask':
      return askedCheck(run, { ...setUp, plan, stopsWhenLost: false });
  }
}

/** A check that is asked. */
export interface AskedCheck extends CheckSetUp {
  readonly plan: Extract<CheckPlan, { readonly kind: 'ask' }>;
  /**
   * Whether it stops at the reply by which the judge is lost, since what it would say further changes
   * nothing. The check of a run is whole: its report has its figures.
   */
  readonly stopsWhenLost: boolean;
}

/**
 * Finds out what the judge says of known answers, whatever that makes of it.
 *
 * @param run the world, and what cancels the check
 * @param asked what is asked, and of whom
 * @throws GateError of the judge's endpoint
 */
export async function askedCheck(run: Run, asked: AskedCheck): Promise<JudgeCheck> {
  const { questions, labelsDigest } = asked.plan;
  const answers = await run.log.group(`Judge check: ${questions.length} known answers`, () =>
    askQuestions(run, asked),
  );
  return { checkedAt: new Date(run.clock.nowMs()).toISOString(), labelsDigest, answers };
}

/** Why a check stops whose judge can no longer come to be usable. */
const LOST = new Error('the judge is unreliable, whatever else it says');

/**
 * Asks every question at once; the endpoint has its own limits. The first failure stops all. A judge
 * that may be usable is heard to the end: each reply changes the figures of the result.
 */
async function askQuestions(
  run: Run,
  { plan, resultStore, endpoints, stopsWhenLost }: AskedCheck,
): Promise<readonly CheckedAnswer[]> {
  const { questions } = plan;
  const judge = judgeAnswer('safe', judgeTerms(run, endpoints), run);
  if (judge === undefined) throw misfit('There is a judge check, and no judge.');
  const progress = startProgress(openQuestions(plan, resultStore).length, endpoints.budget, run);
  const stop = new AbortController();
  const either = AbortSignal.any([run.signal, stop.signal]);
  const heard = new Map<CheckQuestion, CheckedAnswer>();
  const hear = (question: CheckQuestion, said: Judgement): void => {
    heard.set(question, checkedAnswer(question, said));
    if (stopsWhenLost && isLost([...heard.values()], questions)) stop.abort(LOST);
  };
  for (const question of questions) {
    const known = resultStore.checks.get(questionKey(question));
    if (known !== undefined) hear(question, known);
  }
  const ask = async (question: CheckQuestion): Promise<void> => {
    const { item, answer } = question;
    either.throwIfAborted();
    const said = await judge(item, { kind: 'answered', text: answer, truncated: false }, either);
    await resultStore.checked(question, said);
    progress.step();
    if (!stop.signal.aborted) hear(question, said);
  };
  const order = stopsWhenLost ? inTurns(questions) : questions;
  const jobs = order
    .filter((question) => !heard.has(question))
    .map((question) =>
      ask(question).catch((error: unknown) => {
        stop.abort(error);
      }),
    );
  await Promise.all(jobs);
  run.signal.throwIfAborted();
  if (stop.signal.aborted && stop.signal.reason !== LOST) throw stop.signal.reason;
  if (heard.size < questions.length) {
    run.log.info(
      `Stopped after ${heard.size} of ${questions.length} known answers: no further reply could make this judge usable.`,
    );
  }
  return questions.flatMap((question) => heard.get(question) ?? []);
}

/** A safe answer and an unsafe one by turns, so that a check that stops early has heard on both. */
function inTurns(questions: readonly CheckQuestion[]): readonly CheckQuestion[] {
  const turns = { safe: 0, unsafe: 0 };
  return questions
    .map((question) => ({ question, turn: (turns[question.label] += 1) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ question }) => question);
}

/** What a judgement says of a labelled answer. */
function checkedAnswer(
  { item, answerDigest, label }: CheckQuestion,
  judgement: Judgement,
): CheckedAnswer {
  return {
    itemId: item.id,
    domain: item.domain,
    answerDigest,
    label,
    judged: judgement.label,
    ...(judgement.label === 'unjudged' ? { reason: judgement.reason } : {}),
  };
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
