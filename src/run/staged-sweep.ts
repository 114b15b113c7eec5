import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import type { Clock } from '../clock.js';
import type { Item } from '../dataset/item.js';
import type { ComparedRun, ComparedSetup } from '../decide/comparisons.js';
import { type DecisionGroup, mostWanted, stageAnswers } from '../decide/decision-plan.js';
import type { RankedItems } from '../decide/samples.js';
import { advanceDecision, startDecision } from '../decide/staged-decision.js';
import { GateError } from '../errors.js';
import type { Log } from '../log.js';
import type { Budget } from '../model/limits.js';
import { scoresOf } from '../record/results.js';
import { churnLines, decisionLines, lookLine, setupLine } from './decision-lines.js';
import { startProgress } from './progress.js';
import { openWork, type OpenWork, type StagedArms } from './open-work.js';
import { type Sweep, sweepInTurn } from './sweep-samples.js';
import type {
  AskRequest,
  ConfirmRequest,
  DecisionRecord,
  DecisionReply,
  DecisionState,
  RedEvidenceTerms,
  RejudgeRequest,
} from '../decide/decision-state.js';

/** Answers a decision's request for today's labels of stored answers. */
export type Rejudge = (
  request: RejudgeRequest,
  title: string,
  signal: AbortSignal,
) => Promise<DecisionReply>;

/** Answers a decision's request for both readings. */
export type Confirm = (
  request: ConfirmRequest,
  title: string,
  signal: AbortSignal,
) => Promise<DecisionReply>;

/** What is followed; asking the candidate is its own. */
export interface StagedSweep extends StagedArms {
  readonly ranked: RankedItems<Item>;
  /** Without comparisons there is nothing to decide, so that only the first stage is asked. */
  readonly plan: ComparisonPlan;
  /** Groups that were red on an earlier head of the pull request. */
  readonly stickyGroups: readonly string[];
  /** Decisions of an earlier attempt, which are not made again. */
  readonly earlier: readonly DecisionRecord[];
  /** Told of each decision before anything else is asked. */
  readonly decided: (record: DecisionRecord) => Promise<void>;
  /** The domains that need more answers for another reason than a comparison, by the answers so far. */
  readonly alsoOpen: () => readonly string[];
  /** Answers a request for today's labels of stored answers. */
  readonly rejudge: Rejudge;
  /** What a red needs besides the judge; undefined where that is nothing. */
  readonly evidence?: RedEvidenceTerms | undefined;
  /** Answers a request for both readings. */
  readonly confirm: Confirm;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly log: Log;
}

/** How far a staged sweep has come. */
export interface StagedState {
  /** Undefined where nothing is compared. */
  readonly compared: ComparedRun | undefined;
  readonly stagesReached: number;
  /** Whether something was not asked because the budget does not cover it. */
  readonly isOutOfBudget: boolean;
}

/**
 * Sweeps stage by stage: asks what the decisions wait for, until all of them are made or the profile
 * ends. Answers are added, never replaced.
 *
 * @param staged what is followed, and how
 * @param reached told after each step, so that an interrupted run knows how far it came
 * @param signal cancels the staged sweep
 * @throws GateError BUDGET_EXHAUSTED when not even the first stage can be paid, or a failure of the sweep
 */
export async function sweepInStages(
  staged: StagedSweep,
  reached: (state: StagedState) => void,
  signal: AbortSignal,
): Promise<StagedState> {
  const { plan } = staged;
  const begun =
    plan.comparisons.length === 0
      ? await askFirstStage(staged, signal)
      : await decideInStages(staged, reached, signal);
  reached(begun);
  return askForFloors(staged, begun, { reached, signal });
}

/** Asks the first stage, where there is nothing to compare with. */
async function askFirstStage(staged: StagedSweep, signal: AbortSignal): Promise<StagedState> {
  const { decision } = staged.plan;
  const [stage] = decision.stages;
  const open = openWork(staged, stage === undefined ? [] : stageAnswers(decision, stage));
  refuseUnpaid(staged, open);
  await ask(staged, { title: stageTitle(staged, 0), open }, signal);
  return { compared: undefined, stagesReached: 1, isOutOfBudget: false };
}

/** Supplies what the decisions wait for, one request after the other. */
async function decideInStages(
  staged: StagedSweep,
  reached: (state: StagedState) => void,
  signal: AbortSignal,
): Promise<StagedState> {
  const { log } = staged;
  const setup = setupOf(staged);
  let state = startDecision(setup);
  log.info(setupLine(setup, state));
  while (state.request !== undefined) {
    const reply = await supply(staged, state, signal);
    const next = advanceDecision(setup, state, reply);
    await tell(staged, setup, { before: state, after: next });
    state = next;
    reached(stateOf(setup, state));
  }
  for (const line of churnLines(setup, state)) log.info(line);
  return stateOf(setup, state);
}

/** What the decisions rest on; they read the answers as they come. */
function setupOf(staged: StagedSweep): ComparedSetup {
  const { plan, stickyGroups, earlier, sweep, base } = staged;
  const most = new Map(mostWanted(plan.decision).map(({ item, answers }) => [item, answers]));
  return {
    plan: plan.decision,
    comparisons: plan.comparisons,
    answers: (comparison, item) => {
      const { metric = 'safe', against } = plan.comparisons[comparison] ?? {};
      const wanted = { itemId: item, answers: most.get(item) ?? 0 };
      const given = (arm: Sweep) => scoresOf(arm.resultStore.results, metric, wanted);
      const [candidate, control] = [given(sweep), base === undefined ? [] : given(base.sweep)];
      return against === 'candidate'
        ? { candidate: control, base: candidate }
        : { candidate, base: control };
    },
    stickyGroups,
    hasControl: !plan.decision.isLive && base !== undefined,
    evidence: staged.evidence,
    decided: earlier,
  };
}

/** How far the decisions have come. */
function stateOf(setup: ComparedSetup, state: DecisionState): StagedState {
  const isHindered = [...state.groups, state.overall].some(
    ({ obstacle }) => obstacle?.kind === 'budget',
  );
  return {
    compared: { setup, state },
    stagesReached: Math.max(0, ...state.looks.map(({ stage }) => stage)),
    isOutOfBudget: state.isStoppedByBudget || isHindered,
  };
}

/** Tells of the looks and decisions that came with a step; decisions are on disk before it goes on. */
async function tell(
  staged: StagedSweep,
  setup: ComparedSetup,
  { before, after }: { readonly before: DecisionState; readonly after: DecisionState },
): Promise<void> {
  for (const look of after.looks.slice(before.looks.length)) {
    const line = lookLine(setup, look);
    // Every look is in the record; a reader is told of those that lead to something.
    if (look.isSuspected) staged.log.info(line);
    else staged.log.debug(line);
  }
  for (const record of after.decisions.slice(before.decisions.length)) {
    for (const line of decisionLines(setup, after, record)) staged.log.info(line);
    const isKnown = staged.earlier.some(
      ({ group, answersPerItem }) =>
        group === record.group && answersPerItem === record.answersPerItem,
    );
    if (!isKnown) await staged.decided(record);
  }
}

/** Supplies what a decision waits for, or says why not. */
async function supply(
  staged: StagedSweep,
  state: DecisionState,
  signal: AbortSignal,
): Promise<DecisionReply> {
  const { request } = state;
  if (request?.kind === 'rejudge') {
    const title = `Decision on ${nameOf(staged, request.target)}`;
    return staged.rejudge(request, title, signal);
  }
  if (request?.kind === 'confirm') {
    return staged.confirm(request, `Decision on ${nameOf(staged, request.target)}`, signal);
  }
  if (request === undefined) return { kind: 'labels-of-the-day' };
  const open = openWork(staged, request.wanted, request.arms);
  const shortOf = open.requests - staged.budget.left();
  const title = titleOf(staged, state, request);
  if (shortOf > 0) {
    const isFirst = state.looks.length === 0 && state.decisions.length === 0;
    if (isFirst && request.purpose === 'stage' && staged.stickyGroups.length === 0) {
      refuseUnpaid(staged, open);
    }
    staged.log.warning(
      `${title} needs ${open.requests} requests and max-requests leaves ${staged.budget.left()}: not asked.`,
    );
    return { kind: 'refused', shortOf };
  }
  await ask(staged, { title, open }, signal);
  return { kind: 'answered' };
}

/** Goes on with the remaining stages where a floor is open; decisions that are made stay as they are. */
async function askForFloors(
  staged: StagedSweep,
  begun: StagedState,
  {
    reached,
    signal,
  }: { readonly reached: (state: StagedState) => void; readonly signal: AbortSignal },
): Promise<StagedState> {
  let state = begun;
  const { decision } = staged.plan;
  for (const [index, stage] of decision.stages.entries()) {
    const open = new Set(staged.alsoOpen());
    if (open.size === 0 || state.isOutOfBudget) break;
    const isOpen = ({ domains }: DecisionGroup): boolean => domains.some((name) => open.has(name));
    const work = openWork(staged, stageAnswers(decision, stage, isOpen));
    if (work.answers === 0) continue;
    const [needed, left] = [work.requests, staged.budget.left()];
    if (needed > left) {
      staged.log.warning(
        `${stageTitle(staged, index)} needs ${needed} requests and max-requests leaves ${left}: not asked.`,
      );
      return { ...state, isOutOfBudget: true };
    }
    await ask(staged, { title: stageTitle(staged, index), open: work }, signal);
    state = { ...state, stagesReached: Math.max(state.stagesReached, index + 1) };
    reached(state);
  }
  return state;
}

/** Refuses a first stage that cannot be paid. */
function refuseUnpaid({ budget }: StagedSweep, { requests: needed }: OpenWork): void {
  const left = budget.left();
  if (needed <= left) return;
  throw new GateError(
    'BUDGET_EXHAUSTED',
    `Input max-requests leaves ${left} requests, and the first stage needs ${needed}.`,
    { remedy: `Give at least ${needed + budget.spent()}, or ask fewer items or repeats.` },
  );
}

/** What a stage is called in the log. */
function stageTitle({ plan }: StagedSweep, index: number): string {
  return `Stage ${index + 1} of ${plan.decision.stages.length}`;
}

/** What the target of a decision is called; of none, or of all together, all domains. */
function nameOf({ plan }: StagedSweep, target: AskRequest['target']): string {
  if (target === 'overall' || target === undefined) return 'all domains';
  return plan.decision.groups[target]?.name ?? '';
}

/** What a request is called in the log. */
function titleOf(staged: StagedSweep, state: DecisionState, request: AskRequest): string {
  const { purpose, target } = request;
  const name = nameOf(staged, target);
  switch (purpose) {
    case 'stage':
      return stageTitle(staged, state.stage);
    case 'decision':
    case 'control':
      return `Decision on ${name}`;
    case 'never-safe':
      return `Items of ${name} that were never safe`;
    case 'churn':
      return 'Items that were never safe';
  }
}

/** Asks samples, of several models in turn, with their progress. */
async function ask(
  staged: StagedSweep,
  { title, open }: { readonly title: string; readonly open: OpenWork },
  signal: AbortSignal,
): Promise<void> {
  const { sweep, budget } = staged;
  const progress = startProgress(open.answers, budget, staged);
  await staged.log.group(`${title}: ${open.answers} answers`, () =>
    sweepInTurn(open.arms, sweep, { signal, finished: () => progress.step() }),
  );
}
