import type { Judgement } from '../core/judge/judgement.js';
import { cellKey, type Cell } from '../core/plan/cell.js';
import {
  cellResult,
  replayJournal,
  type CellResult,
  type SweepResults,
} from '../core/record/results.js';
import type { Answer } from '../core/sweep/answer.js';
import type { Journal } from './ports.js';

/** What a sweep knows so far; everything that enters it is on disk first. */
export interface Ledger {
  /** All results so far; the map grows while the sweep runs. */
  readonly results: SweepResults;
  /** Cells taken over from an earlier run. */
  readonly reused: number;
  /** Notes an answer. */
  answered(cell: Cell, answer: Answer): Promise<CellResult>;
  /** Notes what the judge said of the answer of a cell. */
  judged(known: CellResult, judgement: Judgement): Promise<CellResult>;
}

/**
 * Opens the ledger of a run on its journal, with the results that are already in there.
 *
 * @param journal the disk file
 */
export async function openLedger(journal: Journal): Promise<Ledger> {
  const results = new Map(replayJournal(await journal.read()));
  const keep = (result: CellResult): CellResult => {
    results.set(cellKey(result.cell), result);
    return result;
  };
  return {
    results,
    reused: results.size,
    answered: async (cell, answer) => {
      await journal.append({ type: 'answer', ...cell, answer });
      return keep(cellResult(cell, answer, undefined));
    },
    judged: async ({ cell, answer }, judgement) => {
      await journal.append({ type: 'judgement', ...cell, judgement });
      return keep(cellResult(cell, answer, judgement));
    },
  };
}
