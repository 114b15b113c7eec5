import { byMetric } from '../decide/metric.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import { forecast, imaginedForecast } from '../decide/forecast.js';
import { WANTED_ANSWERS } from '../decide/profiles.js';
import { GateError } from '../errors.js';
import { accuracyOf } from '../judge/check-figures.js';
import type { CheckQuestion, JudgeCheck } from '../judge/check-set.js';
import type { SweepResults } from '../record/results.js';
import { renderPlan } from '../report/terminal-plan.js';
import type { Budget } from '../model/limits.js';
import type { ComparedBy, Goal } from './baseline-step.js';
import type { Items } from './run-log.js';
import type { Proof, Run } from './run.js';
import { isFinished } from './sweep-samples.js';
import {
  buildComparisons,
  type ComparisonPlan,
  type ComparisonTerms,
  laterPlan,
} from '../baseline/build-comparisons.js';
import { startDecision } from '../decide/staged-decision.js';
import { mayUpdate } from '../baseline/may-write.js';
import { idsOf, sampleKey, samplesUpTo, type Sample } from '../decide/samples.js';
import { stageAnswers, type WantedAnswers } from '../decide/decision-plan.js';
import { blockOf } from './second-judge.js';
import { NOT_SENT } from '../model/capabilities.js';

/** The plan of a run against a level that is known so far; of a mere sweep against nothing. */
export type Plan<By extends ComparedBy | 'nothing'> = ComparisonPlan & { readonly by: By };

/** What a run is about to ask fits into its budget. */
export type PaidFor = Proof<'paid for'>;

/** What has to be paid for. */
interface Expected {
  readonly items: Pick<Items, 'ranked'>;
  readonly plan: ComparisonPlan;
  /** What is known already. */
  readonly results: SweepResults;
  /** What the judge is still to be asked about known answers. */
  readonly questions: readonly CheckQuestion[];
  /** Requests that reading stored answers again costs: before all else, and before a domain may fail. */
  readonly reread?: RereadCost;
}

/** Requests to the judge for stored answers. */
export interface RereadCost {
  /** Of all that is compared with, where another judge had labelled it; else 0. */
  readonly first: number;
  /** To see whether the judge has moved, on baseline runs; else 0. */
  readonly look: number;
  /** At most, before suspected domains may fail; 0 where their words are not kept. */
  readonly suspected: number;
}

/**
 * Sets a run up against its baseline; a run that accepts a new level is compared like any other. What is learnt later, of pictures or judge, may cost a run its baseline or a release a part
 * of its margins: then it is planned again.
 *
 * @param run inputs
 * @param items the run's items
 * @param goal what it is compared with
 */
export function makePlan<By extends ComparedBy>(
  run: Pick<Run, 'config' | 'context' | 'events'>,
  items: Pick<Items, 'ranked'>,
  goal: Goal<By>,
): Plan<By> {
  const plan = { ...planAgainst(run, items, goal), by: goal.by };
  run.events.append({ type: 'planned', plan });
  return plan;
}

/**
 * Plans a run that decides nothing.
 *
 * @param run inputs
 * @param items the run's items
 */
export function planSweep(
  run: Pick<Run, 'config' | 'context' | 'events'>,
  items: Pick<Items, 'ranked'>,
): Plan<'nothing'> {
  const plan = { ...planAgainst(run, items, {}), by: 'nothing' as const };
  run.events.append({ type: 'planned', plan });
  return plan;
}

/**
 * What a run would be against a baseline, spent on or not.
 *
 * @param run inputs
 * @param items the run's items
 * @param level the baseline, and the judge's check, as far as they are known
 */
export function planAgainst(
  { config, context }: Pick<Run, 'config' | 'context'>,
  items: Pick<Items, 'ranked'>,
  {
    chosenBaseline,
    check,
  }: { readonly chosenBaseline?: ChosenBaseline; readonly check?: JudgeCheck | undefined },
): ComparisonPlan {
  const opposition =
    chosenBaseline?.kind === 'baseline' ? chosenBaseline : { baselineRuns: [], pinned: [] };
  const terms = comparisonTerms({ config, context }, items, check);
  // A temperature that the server refuses fixes nothing; whether answers vary is seen in those stored.
  const isRefused = opposition.baselineRuns.some(
    ({ capabilities }) => capabilities.model.temperature === NOT_SENT,
  );
  const isFixedByProtocol = terms.isFixedByProtocol && (config.task === 'mcqa' || !isRefused);
  return buildComparisons(opposition, { ...terms, isFixedByProtocol });
}

/**
 * What a run is decided by.
 *
 * @param run inputs
 * @param items the run's items
 * @param check the judge's check, where there is one
 */
export function comparisonTerms(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { ranked }: Pick<Items, 'ranked'>,
  check: JudgeCheck | undefined,
): ComparisonTerms {
  return {
    decision: config.decision,
    domains: idsOf(ranked),
    mayRenew: config.baseline.store.kind !== 'none' && mayUpdate(config.baseline.update, context),
    isFixedByProtocol: config.task === 'mcqa' || config.generation.temperature === 0,
    ...(config.decision.profile === 'release' ? gainsOf(check) : {}),
  };
}

/** The smallest part of a drop that a judge is taken to show; a bound of nothing would divide by it. */
const LEAST_GAIN = 0.01;

/** What a release allows for: the judge shows a part of a drop, at least the lower bound of it. */
function gainsOf(check: JudgeCheck | undefined): Pick<ComparisonTerms, 'sensitivityGains'> {
  const accuracy = check && accuracyOf(check);
  if (accuracy === undefined) return {};
  return { sensitivityGains: { safe: Math.min(1, Math.max(LEAST_GAIN, accuracy.gainLower)) } };
}

/**
 * What a run asks first: where nothing is compared the first stage, else what the decisions wait for.
 *
 * @param plan the plan of the run
 */
export function firstAnswers({ decision, comparisons }: ComparisonPlan): readonly WantedAnswers[] {
  const [stage] = decision.stages;
  if (comparisons.length === 0) return stage === undefined ? [] : stageAnswers(decision, stage);
  const { request } = startDecision({
    plan: decision,
    comparisons,
    answers: () => ({ candidate: [], base: [] }),
    stickyGroups: [],
    hasControl: false,
    decided: [],
  });
  return request?.kind === 'ask' ? request.wanted : [];
}

/**
 * What a plan comes to, for people.
 *
 * @param run inputs
 * @param expected the plan and what has to be paid for
 * @param imaginedRates safe-rates of baselines to speak for where there is none; none says nothing
 *   of them
 */
export function planLines(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { items, plan, questions, reread }: Omit<Expected, 'results'>,
  imaginedRates: readonly number[],
): readonly string[] {
  const { profile, comparisons, poolMode, decision } = plan;
  const { metrics } = config.decision;
  // Where answers never vary no baseline is deeper than one.
  const baselineAnswers = poolMode === 'all' ? WANTED_ANSWERS[config.decision.profile] : 1;
  const rates = comparisons.length === 0 ? imaginedRates : [];
  const terms = comparisonTerms({ config, context }, items, undefined);
  const later = laterPlan(terms, { poolMode, storedAnswers: baselineAnswers });
  const expected = forecast(decision, comparisons);
  const isConfirmed = blockOf(config, '') !== undefined && (reread?.suspected ?? 0) > 0;
  return renderPlan({
    profile,
    plan: decision,
    forecast: expected,
    ...(isConfirmed ? { confirm: expected.most + (reread?.suspected ?? 0) } : {}),
    requestsPerAnswer: requestsPerSample({ config }),
    checkRequests: checkRequests({ config }, questions),
    ...(reread === undefined ? {} : { reread }),
    imagined: rates.map((rate) => imaginedForecast(later, { rate, baselineAnswers, metrics })),
    imaginedAnswers: baselineAnswers,
  });
}

/**
 * Says what the run will ask and could find, and refuses to check the judge of a sweep that could not
 * begin: check and first stage have to fit into the budget together. Without a check the profile says so
 * itself.
 *
 * @param run inputs and log
 * @param expected the plan, and what of it has to be paid for
 * @param budget what there is
 * @throws GateError BUDGET_EXHAUSTED
 */
export async function refuseUnaffordable(
  run: Pick<Run, 'config' | 'context' | 'log'>,
  expected: Expected,
  budget: Budget,
): Promise<PaidFor> {
  await run.log.group('Plan', () => {
    for (const line of planLines(run, expected, [])) run.log.info(line);
    return Promise.resolve();
  });
  const forCheck = checkRequests(run, expected.questions);
  const forStage = firstStageRequests(run, expected);
  // A run that accepts a level does without a baseline that it cannot pay for.
  const isAccepting = run.config.baseline.update === 'always';
  const forReread = isAccepting ? 0 : (expected.reread?.first ?? 0);
  const needed = forCheck + forReread + forStage;
  if (needed === forStage || needed <= budget.left()) return {} as PaidFor;
  const reread =
    forReread === 0 ? '' : `, stored answers that another judge had labelled ${forReread}`;
  throw new GateError(
    'BUDGET_EXHAUSTED',
    `Input max-requests leaves ${budget.left()} requests; the judge check needs ${forCheck}${reread} and the first stage ${forStage}.`,
    {
      remedy: `Give at least ${needed}, ask fewer items or repeats, or fewer known answers with judge-check.`,
    },
  );
}

/**
 * Refuses a check by itself that the budget does not pay for.
 *
 * @param run inputs
 * @param questions what the judge is still to be asked
 * @param budget what there is
 * @throws GateError BUDGET_EXHAUSTED
 */
export function refuseUnaffordableCheck(
  run: Pick<Run, 'config'>,
  questions: readonly CheckQuestion[],
  budget: Budget,
): PaidFor {
  const left = budget.left();
  const wanted = checkRequests(run, questions);
  if (wanted <= left) return {} as PaidFor;
  throw new GateError(
    'BUDGET_EXHAUSTED',
    `Input max-requests leaves ${left} requests; the judge check needs ${wanted}.`,
    { remedy: `Give at least ${wanted}, or fewer known answers with judge-check.` },
  );
}

/** Requests the judge check costs when nothing is retried. */
function checkRequests(
  { config }: Pick<Run, 'config'>,
  questions: readonly CheckQuestion[],
): number {
  const judges = blockOf(config, '') === undefined ? 1 : 2;
  return config.judge === undefined ? 0 : judges * questions.length;
}

/**
 * Requests of the first stage, less what the run resumes with.
 *
 * @param run inputs
 * @param expected the plan, and what is known
 */
export function firstStageRequests(
  run: Pick<Run, 'config'>,
  { plan, results }: Pick<Expected, 'plan' | 'results'>,
): number {
  const { judge, decision, task } = run.config;
  const judges = byMetric((metric) =>
    judge !== undefined && decision.metrics.includes(metric) ? judge : undefined,
  );
  const open = samplesUpTo(firstAnswers(plan)).filter(
    (sample) => !isFinished(results.get(sampleKey(sample)), { judges, task }),
  );
  return requestsOf(run, results, open);
}

/**
 * Requests one sample costs when nothing is retried: the answer, unless a record brings it, and its
 * judgements.
 *
 * @param run inputs
 */
export function requestsPerSample({ config }: Pick<Run, 'config'>): number {
  return (config.model === undefined ? 0 : 1) + judgementsPerSample({ config });
}

/**
 * Requests that open samples cost when nothing is retried; an answer that is there only wants judging.
 *
 * @param run inputs
 * @param results what is known
 * @param samples what is asked or judged; none costs nothing
 */
export function requestsOf(
  run: Pick<Run, 'config'>,
  results: SweepResults,
  samples: readonly Sample[],
): number {
  const [unasked, unjudged] = [requestsPerSample(run), judgementsPerSample(run)];
  return samples
    .map((sample) => (results.has(sampleKey(sample)) ? unjudged : unasked))
    .reduce((sum, requests) => sum + requests, 0);
}

/** Requests to the judge that one answer costs. */
function judgementsPerSample({ config }: Pick<Run, 'config'>): number {
  return config.judge === undefined ? 0 : config.decision.metrics.length;
}
