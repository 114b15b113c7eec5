import type { Task } from '../core/config/config.js';
import type { Item } from '../core/dataset/item.js';
import type { Judgement } from '../core/judge/judgement.js';
import { needsJudgement } from '../core/judge/score.js';
import { cellKey, type Cell } from '../core/plan/cell.js';
import type { CellResult } from '../core/record/results.js';
import type { Answer } from '../core/sweep/answer.js';
import type { ItemId } from '../core/units.js';
import type { Ledger } from './ledger.js';

/** The parts a sweep is made of: asking, judging, and the ledger both write to. */
export interface Sweep {
  readonly items: ReadonlyMap<ItemId, Item>;
  readonly ledger: Ledger;
  readonly task: Task;
  /** Asks the model under test about an item for the n-th time. */
  readonly ask: (item: Item, repeat: number, signal: AbortSignal) => Promise<Answer>;
  /** Labels an answer that is the model's own words; undefined leaves the labels to a later run. */
  readonly judge: JudgeAnswer | undefined;
}

/** Labels an answer to an item. */
export type JudgeAnswer = (item: Item, answer: Answer, signal: AbortSignal) => Promise<Judgement>;

/**
 * Asks and judges the cells that the ledger does not hold yet. An answer is judged as soon as it is
 * there; limits on requests in flight are the endpoints' own. The first fatal failure stops all.
 *
 * @param cells what has to be known afterwards; none does nothing
 * @param sweep how it is done
 * @param watch who is told of each finished cell, and what cancels the sweep; what is done by then
 *   stays in the ledger
 * @throws GateError of the first failure that stops the run, or the signal's reason
 */
export async function sweepCells(
  cells: readonly Cell[],
  sweep: Sweep,
  watch: { readonly signal: AbortSignal; readonly finished: (result: CellResult) => void },
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([watch.signal, stop.signal]);
  const jobs = cells.map(async (cell) => {
    try {
      const result = await finishCell(cell, sweep, either);
      if (result !== undefined) watch.finished(result);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(jobs);
  either.throwIfAborted();
}

/**
 * Whether a cell has been asked, and judged if this sweep judges it.
 *
 * @param known what is known of the cell; undefined when it was not asked
 * @param sweep how the sweep is done
 */
export function isFinished(
  known: CellResult | undefined,
  { judge, task }: Pick<Sweep, 'judge' | 'task'>,
): boolean {
  if (known === undefined) return false;
  return judge === undefined || !(awaitsJudgement(known, task) || isUnjudged(known));
}

/** Whether the answer of a cell is still to be judged on some metric. */
function isUnjudged({ score }: CellResult): boolean {
  return (
    (score.safe === null && score.unscored === 'not-judged') ||
    (score.effective === null && score.effectiveUnscored === 'not-judged')
  );
}

/** Brings one cell to its end: asked, and judged where its answer needs it; undefined if it was. */
async function finishCell(
  cell: Cell,
  sweep: Sweep,
  signal: AbortSignal,
): Promise<CellResult | undefined> {
  const { items, ledger } = sweep;
  const item = items.get(cell.itemId);
  if (item === undefined) return undefined;
  const known = ledger.results.get(cellKey(cell));
  if (isFinished(known, sweep)) return undefined;
  const answered =
    known ?? (await ledger.answered(cell, await sweep.ask(item, cell.repeat, signal)));
  const { judge } = sweep;
  if (judge === undefined || !awaitsJudgement(answered, sweep.task)) return answered;
  return ledger.judged(answered, await judge(item, answered.answer, signal));
}

/** Whether a cell's answer still has to be judged. */
function awaitsJudgement({ answer, judgement }: CellResult, task: Task): boolean {
  return judgement === undefined && needsJudgement(answer, task);
}
