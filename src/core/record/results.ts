import { checkKey } from '../judge/judge-check.js';
import { scoreOf, type Score } from '../judge/score.js';
import type { Judgement } from '../judge/judgement.js';
import { cellKey, type Cell } from '../plan/cell.js';
import type { Answer } from '../sweep/answer.js';
import type { JournalEntry } from './journal-entry.js';

/** What is known of one cell: its answer, what the judge said of it, and so its score. */
export interface CellResult {
  readonly cell: Cell;
  readonly answer: Answer;
  /** Undefined when the judge was not asked, or not yet. */
  readonly judgement: Judgement | undefined;
  readonly score: Score;
}

/** The results of a sweep by {@link cellKey}. */
export type SweepResults = ReadonlyMap<string, CellResult>;

/**
 * The result of a cell from its parts.
 *
 * @param cell which cell
 * @param answer what the model said
 * @param judgement what the judge said of it; undefined when it was not asked
 */
export function cellResult(
  cell: Cell,
  answer: Answer,
  judgement: Judgement | undefined,
): CellResult {
  return { cell, answer, judgement, score: scoreOf(answer, judgement) };
}

/**
 * The results a journal holds: the last entry of a cell counts. A judgement without its answer is
 * left out, and so is what failed, answer or judgement: a resumed run asks it again.
 *
 * @param entries the lines of the journal in order; none gives no results
 */
export function replayJournal(entries: readonly JournalEntry[]): SweepResults {
  const results = new Map<string, CellResult>();
  for (const entry of entries) {
    if (entry.type !== 'answer' && entry.type !== 'judgement') continue;
    const cell = { itemId: entry.itemId, repeat: entry.repeat };
    const key = cellKey(cell);
    if (entry.type === 'answer') {
      results.set(key, cellResult(cell, entry.answer, undefined));
      continue;
    }
    const known = results.get(key);
    if (known === undefined || hasFailed(entry.judgement)) continue;
    results.set(key, cellResult(cell, known.answer, entry.judgement));
  }
  return new Map([...results].filter(([, { answer }]) => answer.kind !== 'failed'));
}

/**
 * What a journal holds of the judge check, by {@link checkKey}; what failed is left out.
 *
 * @param entries the lines of the journal in order; none gives nothing
 */
export function replayChecks(entries: readonly JournalEntry[]): ReadonlyMap<string, Judgement> {
  const checks = entries.flatMap((entry) =>
    entry.type === 'check' && !hasFailed(entry.judgement)
      ? [[checkKey(entry), entry.judgement] as const]
      : [],
  );
  return new Map(checks);
}

/** Whether a judgement is none because the judge could not be reached. */
function hasFailed(judgement: Judgement): boolean {
  return judgement.label === 'unjudged' && judgement.reason === 'failed';
}
