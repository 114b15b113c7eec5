import { type Contest, decideContests } from '../decide/comparisons.js';
import type { Item } from '../dataset/item.js';
import { GateError } from '../errors.js';
import {
  type Cell,
  cellKey,
  type RankedItems,
  rungCells,
  type RungSize,
} from '../decide/samples.js';
import { countsOf } from '../record/results.js';
import type { Budget } from '../model/limits.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import { isFinished, type Sweep, sweepCells } from './sweep-samples.js';
import { formatCount, formatDuration } from '../format.js';

/** What is climbed. */
export interface Climb {
  readonly ranked: RankedItems<Item>;
  readonly rungs: readonly RungSize[];
  /** None: nothing to compare with, so that only the first rung is asked. */
  readonly contests: readonly Contest[];
  /** The domains that need more answers for another reason than a contest, by the answers so far. */
  readonly alsoOpen: () => readonly string[];
  readonly sweep: Sweep;
  /** Requests that cells cost when nothing is retried: answers, where there are none yet, and judgements. */
  readonly requestsOf: (cells: readonly Cell[]) => number;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly log: Log;
}

/** How far a climb has come. */
export interface ClimbState {
  readonly contests: readonly Contest[];
  readonly rungsReached: number;
  /** The domains that go on. */
  readonly open: readonly string[];
  /** Whether a rung was not started because the budget does not cover it. */
  readonly isOutOfBudget: boolean;
}

/**
 * Climbs a ladder: asks what a rung needs in the domains still open, decides, and goes on until all
 * is settled or the ladder ends. Answers are added, never replaced.
 *
 * @param climb what is climbed, and how
 * @param reached told after each rung, so that an interrupted run knows how far it came
 * @param signal cancels the climb
 * @throws GateError BUDGET_EXHAUSTED when not even the first rung can be paid, or a failure of the sweep
 */
export async function climbLadder(
  climb: Climb,
  reached: (state: ClimbState) => void,
  signal: AbortSignal,
): Promise<ClimbState> {
  let state: ClimbState = {
    contests: climb.contests,
    rungsReached: 0,
    open: [...climb.ranked.keys()],
    isOutOfBudget: false,
  };
  for (const [rungIndex, rung] of climb.rungs.entries()) {
    const cells = openCells(climb, state, rung);
    if (climb.requestsOf(cells) > climb.budget.left()) return stopForBudget(climb, state, cells);
    await sweepRung(climb, { rungIndex, cells }, signal);
    const swept = { rungIndex, ranked: climb.ranked, counts: countsOf(climb.sweep.ledger.results) };
    const contests = decideContests(state.contests, swept);
    const open = openDomains(climb, contests);
    state = { contests, rungsReached: rungIndex + 1, open, isOutOfBudget: false };
    reached(state);
    if (open.length === 0) break;
  }
  return state;
}

/** The domains that some contest, or anything else, still needs. */
function openDomains(climb: Climb, contests: readonly Contest[]): readonly string[] {
  const open = new Set([...(contests[0]?.state.active ?? []), ...climb.alsoOpen()]);
  return [...climb.ranked.keys()].filter((domain) => open.has(domain));
}

/** The cells a rung needs and the ledger does not hold, or not judged. */
function openCells(climb: Climb, state: ClimbState, rung: RungSize): readonly Cell[] {
  const { ledger } = climb.sweep;
  return rungCells(climb.ranked, state.open, rung).filter(
    (cell) => !isFinished(ledger.results.get(cellKey(cell)), climb.sweep),
  );
}

/** Stops before a rung that cannot be paid: an error on the first, an open end on a later one. */
function stopForBudget(climb: Climb, state: ClimbState, cells: readonly Cell[]): ClimbState {
  const needed = climb.requestsOf(cells);
  const left = climb.budget.left();
  if (state.rungsReached === 0) {
    throw new GateError(
      'BUDGET_EXHAUSTED',
      `Input max-requests leaves ${left} requests, and the first rung needs ${needed}.`,
      { remedy: `Give at least ${needed + climb.budget.spent()}, or ask fewer items or repeats.` },
    );
  }
  climb.log.warning(
    `Rung ${state.rungsReached + 1} needs ${needed} requests and max-requests leaves ${left}: not started.`,
  );
  return { ...state, isOutOfBudget: true };
}

/** Asks one rung, with its progress. */
async function sweepRung(
  climb: Climb,
  { rungIndex, cells }: { readonly rungIndex: number; readonly cells: readonly Cell[] },
  signal: AbortSignal,
): Promise<void> {
  const { sweep, budget } = climb;
  const progress = startProgress(cells.length, budget, climb);
  await climb.log.group(
    `Rung ${rungIndex + 1} of ${climb.rungs.length}: ${cells.length} answers`,
    () => sweepCells(cells, sweep, { signal, finished: () => progress.step() }),
  );
}

/** How far a sweep is, for people. */
interface Progress {
  /** One more cell is done. */
  step(): void;
}

/** Below this span the pace is that of the first replies, which says nothing. */
const SETTLING_MS = 2000;

/**
 * Tells how many cells of a rung are done, how fast, the requests made and how many of them were
 * retries, and the time left. The log decides how often that is shown.
 *
 * @param total cells of the rung that still have to be asked or judged
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
