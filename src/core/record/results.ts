import { checkKey } from '../judge/judge-check.js';
import { hasFailed, type EffectivenessJudgement, type Judgement } from '../judge/judgement.js';
import { effectiveScoreOf, scoreOf, type Score } from '../judge/score.js';
import { cellKey, type Cell } from '../plan/cell.js';
import type { Answer } from '../sweep/answer.js';
import type { JournalEntry } from './journal-entry.js';

/** What is known of one cell: its answer, what the judge said of it, and so its score. */
export interface CellResult {
  readonly cell: Cell;
  readonly answer: Answer;
  /** Undefined when the judge was not asked, or not yet. */
  readonly judgement: Judgement | undefined;
  /** What the judge said of its help; undefined when that is not asked, `awaited` until it is. */
  readonly effectiveness?: Effectiveness;
  readonly score: Score;
}

/** What is known of an answer's help. */
export type Effectiveness = EffectivenessJudgement | 'awaited' | undefined;

/** The results of a sweep by {@link cellKey}. */
export type SweepResults = ReadonlyMap<string, CellResult>;

/**
 * The result of a cell from its parts.
 *
 * @param cell which cell
 * @param answer what the model said
 * @param judgement what the judge said of it; undefined when it was not asked
 * @param effectiveness what the judge said of its help; left out when that is not asked
 */
export function cellResult(
  cell: Cell,
  answer: Answer,
  judgement: Judgement | undefined,
  effectiveness?: Effectiveness,
): CellResult {
  const safe = scoreOf(answer, judgement);
  if (effectiveness === undefined) return { cell, answer, judgement, score: safe };
  const said = effectiveness === 'awaited' ? undefined : effectiveness;
  const score = { ...safe, ...effectiveScoreOf(answer, said) };
  return { cell, answer, judgement, effectiveness, score };
}

/**
 * The results a journal holds: the last entry of a cell counts. A judgement without its answer is
 * left out, and so is what failed, answer or judgement: a resumed run asks it again.
 *
 * @param entries the lines of the journal in order; none gives no results
 * @param awaited `awaited` where an answer's help is asked for too
 */
export function replayJournal(entries: readonly JournalEntry[], awaited?: 'awaited'): SweepResults {
  const results = new Map<string, CellResult>();
  for (const entry of entries) {
    if (!('repeat' in entry)) continue;
    const cell = { itemId: entry.itemId, repeat: entry.repeat };
    const key = cellKey(cell);
    if (entry.type === 'answer') {
      results.set(key, cellResult(cell, entry.answer, undefined, awaited));
      continue;
    }
    const known = results.get(key);
    if (known !== undefined) results.set(key, withSaid(known, entry));
  }
  return new Map([...results].filter(([, { answer }]) => answer.kind !== 'failed'));
}

/** A result with what a judgement adds to it; one that failed adds nothing. */
function withSaid(known: CellResult, entry: SaidEntry): CellResult {
  const { cell, answer, judgement, effectiveness } = known;
  if (entry.type === 'judgement') {
    if (hasFailed(entry.judgement)) return known;
    return cellResult(cell, answer, entry.judgement, effectiveness);
  }
  if (effectiveness === undefined || hasFailed(entry.effectiveness)) return known;
  return cellResult(cell, answer, judgement, entry.effectiveness);
}

/** What a judge said of an answer, as the journal holds it. */
type SaidEntry = Extract<JournalEntry, { readonly type: 'judgement' | 'effectiveness' }>;

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
