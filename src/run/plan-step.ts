import { byMetric } from '../decide/metric.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import { GateError } from '../errors.js';
import type { CheckQuestion, JudgeCheck } from '../judge/check-set.js';
import type { SweepResults } from '../record/results.js';
import type { Budget } from '../model/limits.js';
import type { ComparedBy, Goal } from './baseline-step.js';
import type { Items } from './run-log.js';
import type { Proof, Run } from './run.js';
import { isFinished } from './sweep-samples.js';
import { buildComparisons, type ComparisonPlan } from '../baseline/build-comparisons.js';
import { buildLiveComparisons } from '../baseline/live-comparisons.js';
import { type Expected, planLines, UNLIKELY } from './plan-lines.js';
import {
  checkRequests,
  comparisonTerms,
  judgementsPerSample,
  requestsPerSample,
} from './run-terms.js';
import { startDecision } from '../decide/staged-decision.js';
import { sampleKey, samplesUpTo, type Sample } from '../decide/samples.js';
import { stageAnswers, type WantedAnswers } from '../decide/decision-plan.js';
import { NOT_SENT } from '../model/capabilities.js';

/** The plan of a run against a level that is known so far; of a mere sweep against nothing. */
export type Plan<By extends ComparedBy | 'nothing'> = ComparisonPlan & { readonly by: By };

/** What a run is about to ask fits into its budget. */
export type PaidFor = Proof<'paid for'>;

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
  const terms = comparisonTerms({ config, context }, items, check);
  const { store } = config.baseline;
  if (store.kind === 'endpoint')
    return buildLiveComparisons(terms, store.isTwoSided === true ? 'two' : 'one');
  const opposition =
    chosenBaseline?.kind === 'baseline' ? chosenBaseline : { baselineRuns: [], pinned: [] };
  // A temperature that the server refuses fixes nothing; whether answers vary is seen in those stored.
  const isRefused = opposition.baselineRuns.some(
    ({ capabilities }) => capabilities.model.temperature === NOT_SENT,
  );
  const isFixedByProtocol = terms.isFixedByProtocol && (config.task === 'mcqa' || !isRefused);
  return buildComparisons(opposition, { ...terms, isFixedByProtocol });
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
    for (const line of planLines(run, expected, [])) {
      if (line.startsWith(UNLIKELY)) run.log.warning(line);
      else run.log.info(line);
    }
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

/**
 * Requests of the first stage, less what the run resumes with.
 *
 * @param run inputs
 * @param expected the plan, and what is known
 */
export function firstStageRequests(
  run: Pick<Run, 'config'>,
  { plan, results, control }: Pick<Expected, 'plan' | 'results' | 'control'>,
): number {
  const { judge, decision, task } = run.config;
  const judges = byMetric((metric) =>
    judge !== undefined && decision.metrics.includes(metric) ? judge : undefined,
  );
  const first = samplesUpTo(firstAnswers(plan));
  const none: SweepResults = new Map();
  const arms = plan.decision.isLive ? [results, control?.results ?? none] : [results];
  return arms
    .map((known) => {
      const open = first.filter(
        (sample) => !isFinished(known.get(sampleKey(sample)), { judges, task }),
      );
      return requestsOf(run, known, open);
    })
    .reduce((sum, requests) => sum + requests, 0);
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
