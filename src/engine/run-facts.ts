import type { Opponent } from '../core/pool/choose-opponent.js';
import type { ContestPlan } from '../core/pool/build-contests.js';
import type { Config } from '../core/config/config.js';
import type { RunContext } from '../core/config/run-context.js';
import type { Dataset, Item } from '../core/dataset/item.js';
import type { RankedItems } from '../core/compare/samples.js';
import type { Protocol, SweepRecord } from '../core/record/record-schema.js';
import type {
  RememberedVerdict,
  VerdictMemory,
  VerdictSubject,
} from '../core/report/verdict-memory.js';
import type { Asker } from './asking/ask.js';
import type { Budget } from './asking/budget.js';
import type { ClimbState } from './climb/climb.js';
import type { Ledger } from './climb/ledger.js';
import type { CheckPlan } from '../core/pool/plan-check.js';
import type { JudgeCheck } from '../core/judge/check-set.js';

/** What a run is given. */
export interface RunParts {
  readonly toolVersion: string;
  readonly config: Config;
  readonly context: RunContext;
  /** A plan that names no judge: a baseline of any judge will do. */
  readonly isJudgeOpen?: boolean | undefined;
  /** Why no later run will know of a red verdict of this one; undefined when one will. */
  readonly forgets?: string | undefined;
}

/**
 * What a run has found out so far, filled in stage by stage, so that a run that stops anywhere can
 * still say all it knows.
 */
export interface RunFacts extends RunParts {
  readonly startedMs: number;
  /** The stage that is under way, by the name of its function; empty before the first. */
  stage: string;
  dataset: Dataset | undefined;
  /** The items of the asked domains, in sample order. */
  ranked: RankedItems<Item> | undefined;
  protocol: Protocol | undefined;
  /** The records that mode report was given, put together. */
  merged: SweepRecord | undefined;
  /** Where an earlier attempt, whose answers this run goes on from, found its baseline. */
  begunWith: string | undefined;
  /** The stored answers are those of a run that had all it asked for. */
  isStoredWhole: boolean;
  /** What is known of earlier runs on the pull request. */
  recalled: VerdictMemory | undefined;
  /** Why a part of that could not be read; undefined when all of it was. */
  recallProblem: string | undefined;
  /** What this run's verdict belongs to; undefined until the lookup, and off pull requests. */
  subject: VerdictSubject | undefined;
  /** The verdict that an earlier run came to, and this one repeats. */
  repeated: RememberedVerdict | undefined;
  /** Where the baseline was looked for. */
  where: string | undefined;
  opponent: Opponent | undefined;
  /** This run's first rung becomes the first baseline. */
  isFirst: boolean;
  pictureDigests: ReadonlyMap<number, string>;
  /** The ladder, the contests it begins with, and what the guards found in the stored nights. */
  contestPlan: ContestPlan | undefined;
  /** Aborted, with the reason, when the run has to stop: no further request goes out. */
  readonly halt: AbortController;
  budget: Budget | undefined;
  ledger: Ledger | undefined;
  climb: ClimbState | undefined;
  /** How the judge is checked. */
  checkPlan: CheckPlan | undefined;
  /** What the check came to, asked or stored; undefined until then, and without one. */
  judgeCheck: JudgeCheck | undefined;
  model: Asker | undefined;
  judge: Asker | undefined;
  /** The first reply of the judge that could not be read, free of secrets; for check-judge alone. */
  unreadableReply: string | undefined;
  /** Judgements that were not asked for, because the same words had been judged. */
  reusedJudgements: number;
}

/**
 * Whether a run reports on records that hold labels already, so that it judges nothing.
 *
 * @param facts what the run knows
 */
export function isJudged({ merged }: Pick<RunFacts, 'merged'>): boolean {
  return merged !== undefined && merged.protocol.judge !== null;
}

/**
 * The facts of a run that has just begun.
 *
 * @param parts what the run is given
 * @param startedMs milliseconds since the epoch
 */
export function newFacts(parts: RunParts, startedMs: number): RunFacts {
  return {
    ...parts,
    startedMs,
    stage: '',
    dataset: undefined,
    ranked: undefined,
    protocol: undefined,
    merged: undefined,
    begunWith: undefined,
    isStoredWhole: false,
    recalled: undefined,
    recallProblem: undefined,
    subject: undefined,
    repeated: undefined,
    where: undefined,
    opponent: undefined,
    isFirst: false,
    pictureDigests: new Map(),
    contestPlan: undefined,
    halt: new AbortController(),
    budget: undefined,
    ledger: undefined,
    climb: undefined,
    checkPlan: undefined,
    judgeCheck: undefined,
    model: undefined,
    judge: undefined,
    unreadableReply: undefined,
    reusedJudgements: 0,
  };
}
