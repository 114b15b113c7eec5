import { type Comparison, decideComparisons } from '../decide/comparisons.js';
import type { Item } from '../dataset/item.js';
import { GateError } from '../errors.js';
import {
  type Sample,
  sampleKey,
  type RankedItems,
  stageSamples,
  type StageSize,
} from '../decide/samples.js';
import { countsOf } from '../record/results.js';
import type { Budget } from '../model/limits.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { isFinished, type Sweep, sweepSamples } from './sweep-samples.js';
import { formatCount, formatDuration } from '../format.js';

/** What is followed. */
export interface StagedSweep {
  readonly ranked: RankedItems<Item>;
  readonly stages: readonly StageSize[];
  /** None: nothing to compare with, so that only the first stage is asked. */
  readonly comparisons: readonly Comparison[];
  /** The domains that need more answers for another reason than a comparison, by the answers so far. */
  readonly alsoOpen: () => readonly string[];
  readonly sweep: Sweep;
  /** Requests that samples cost when nothing is retried: answers, where there are none yet, and judgements. */
  readonly requestsOf: (samples: readonly Sample[]) => number;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly log: Log;
}

/** How far a staged sweep has come. */
export interface StagedState {
  readonly comparisons: readonly Comparison[];
  readonly stagesReached: number;
  /** The domains that go on. */
  readonly open: readonly string[];
  /** Whether a stage was not started because the budget does not cover it. */
  readonly isOutOfBudget: boolean;
}

/**
 * Sweeps stage by stage: asks what a stage needs in the domains still open, decides, and goes on until all
 * is settled or the profile ends. Answers are added, never replaced.
 *
 * @param staged what is followed, and how
 * @param reached told after each stage, so that an interrupted run knows how far it came
 * @param signal cancels the staged sweep
 * @throws GateError BUDGET_EXHAUSTED when not even the first stage can be paid, or a failure of the sweep
 */
export async function sweepInStages(
  staged: StagedSweep,
  reached: (state: StagedState) => void,
  signal: AbortSignal,
): Promise<StagedState> {
  let state: StagedState = {
    comparisons: staged.comparisons,
    stagesReached: 0,
    open: [...staged.ranked.keys()],
    isOutOfBudget: false,
  };
  for (const [stageIndex, stage] of staged.stages.entries()) {
    const samples = openSamples(staged, state, stage);
    if (staged.requestsOf(samples) > staged.budget.left())
      return stopForBudget(staged, state, samples);
    await sweepStage(staged, { stageIndex, samples }, signal);
    const swept = {
      stageIndex,
      ranked: staged.ranked,
      counts: countsOf(staged.sweep.resultStore.results),
    };
    const comparisons = decideComparisons(state.comparisons, swept);
    const open = openDomains(staged, comparisons);
    state = { comparisons, stagesReached: stageIndex + 1, open, isOutOfBudget: false };
    reached(state);
    if (open.length === 0) break;
  }
  return state;
}

/** The domains that some comparison, or anything else, still needs. */
function openDomains(staged: StagedSweep, comparisons: readonly Comparison[]): readonly string[] {
  const open = new Set([...(comparisons[0]?.state.active ?? []), ...staged.alsoOpen()]);
  return [...staged.ranked.keys()].filter((domain) => open.has(domain));
}

/** The samples a stage needs and the result store does not hold, or not judged. */
function openSamples(staged: StagedSweep, state: StagedState, stage: StageSize): readonly Sample[] {
  const { resultStore } = staged.sweep;
  return stageSamples(staged.ranked, state.open, stage).filter(
    (sample) => !isFinished(resultStore.results.get(sampleKey(sample)), staged.sweep),
  );
}

/** Stops before a stage that cannot be paid: an error on the first, an open end on a later one. */
function stopForBudget(
  staged: StagedSweep,
  state: StagedState,
  samples: readonly Sample[],
): StagedState {
  const needed = staged.requestsOf(samples);
  const left = staged.budget.left();
  if (state.stagesReached === 0) {
    throw new GateError(
      'BUDGET_EXHAUSTED',
      `Input max-requests leaves ${left} requests, and the first stage needs ${needed}.`,
      { remedy: `Give at least ${needed + staged.budget.spent()}, or ask fewer items or repeats.` },
    );
  }
  staged.log.warning(
    `Stage ${state.stagesReached + 1} needs ${needed} requests and max-requests leaves ${left}: not started.`,
  );
  return { ...state, isOutOfBudget: true };
}

/** Asks one stage, with its progress. */
async function sweepStage(
  staged: StagedSweep,
  { stageIndex, samples }: { readonly stageIndex: number; readonly samples: readonly Sample[] },
  signal: AbortSignal,
): Promise<void> {
  const { sweep, budget } = staged;
  const progress = startProgress(samples.length, budget, staged);
  await staged.log.group(
    `Stage ${stageIndex + 1} of ${staged.stages.length}: ${samples.length} answers`,
    () => sweepSamples(samples, sweep, { signal, finished: () => progress.step() }),
  );
}

/** How far a sweep is, for people. */
interface Progress {
  /** One more sample is done. */
  step(): void;
}

/** Below this span the pace is that of the first replies, which says nothing. */
const SETTLING_MS = 2000;

/**
 * Tells how many samples of a stage are done, how fast, the requests made and how many of them were
 * retries, and the time left. The log decides how often that is shown.
 *
 * @param total samples of the stage that still have to be asked or judged
 * @param budget counts the HTTP attempts so far
 * @param ports clock and log
 */
export function startProgress(
  total: number,
  budget: Pick<Budget, 'spent' | 'retries'>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Progress {
  const startMs = clock.nowMs();
  let done = 0;
  return {
    step: () => {
      done += 1;
      const spanMs = clock.nowMs() - startMs;
      const parts = [
        `${done} of ${total} answers (${Math.floor((100 * done) / total)} %)`,
        spanMs < SETTLING_MS ? '' : paceText(done / spanMs),
        attemptsText(budget.spent(), budget.retries()),
        done < total ? leftText((spanMs / done) * (total - done), spanMs) : formatDuration(spanMs),
      ];
      log.progress(parts.filter((part) => part !== '').join(', '));
    },
  };
}

/** How fast answers come: by the second, or by the minute where that is less than one. */
function paceText(answersPerMs: number): string {
  const perSecond = 1000 * answersPerMs;
  return perSecond < 1 ? `${(60 * perSecond).toFixed(1)}/min` : `${perSecond.toFixed(1)}/s`;
}

/** Attempts, and how many of them were made again. */
function attemptsText(requests: number, retries: number): string {
  const again = retries === 0 ? '' : ` (${formatCount(retries, 'retry', 'retries')})`;
  return `${formatCount(requests, 'request')}${again}`;
}

/** The time left at the pace so far; nothing while there is no pace yet. */
function leftText(leftMs: number, spanMs: number): string {
  return spanMs < SETTLING_MS ? '' : `about ${formatDuration(Math.max(1000, leftMs))} left`;
}
