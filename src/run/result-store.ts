import { digestOfJson } from '../digest.js';
import type { Metric } from '../decide/metric.js';
import type { Judgement, MetricJudgement } from '../judge/judgement.js';
import { cellKey, type Cell } from '../decide/samples.js';
import type { JournalEntry, Journal } from '../record/journal-entry.js';
import type { Answer } from '../model/answer.js';
import type { CheckQuestion } from '../judge/check-set.js';
import {
  cellResult,
  type CellResult,
  replayChecks,
  replayJournal,
  type SweepResults,
} from '../record/results.js';
import type { Continuation } from '../record/identity.js';

/** What a sweep knows so far; everything that enters it is on disk first. */
export interface Ledger {
  /** All results so far; the map grows while the sweep runs. */
  readonly results: SweepResults;
  /** Cells taken over from an earlier run. */
  readonly reused: number;
  /** What the judge has said of labelled answers, by {@link checkKey}. */
  readonly checks: ReadonlyMap<string, Judgement>;
  /** Forgets every result but those of these cells; what is on disk stays. */
  keepOnly(cells: Iterable<Cell>): void;
  /** Notes an answer that a record brings, unless it is known already, judgement and all. */
  bring(result: CellResult): Promise<void>;
  /** Notes an answer. */
  answered(cell: Cell, answer: Answer): Promise<CellResult>;
  /** Notes what the judge said of the answer of a cell on a metric. */
  judged(known: CellResult, metric: Metric, judgement: MetricJudgement): Promise<CellResult>;
  /** Notes what the judge said of a labelled answer. */
  checked(question: CheckQuestion, judgement: Judgement): Promise<void>;
}

/** A ledger that is open, and what the run it goes on from was compared with. */
export interface OpenLedger {
  readonly ledger: Ledger;
  /** Where the baseline of the earlier run was found; undefined for a run of its own. */
  readonly begunWith: string | undefined;
  /** Whether the earlier run had all that it asked for. */
  readonly isWhole: boolean;
}

/**
 * Opens the ledger of a run on its journal, with the results it may go on from.
 *
 * @param journal the disk file
 * @param fingerprint what makes the run's answers its own
 * @param continuation which earlier answers it goes on from
 * @param metrics what is judged of an answer
 */
export async function openLedger(
  journal: Journal,
  fingerprint: string,
  continuation: Continuation,
  metrics: readonly Metric[],
): Promise<OpenLedger> {
  const entries = await earlierEntries(journal, fingerprint, continuation);
  const begun = entries.find((entry) => entry.type === 'begun');
  return {
    ledger: holdLedger(journal, replayJournal(entries, metrics), {
      checks: replayChecks(entries),
      metrics,
    }),
    begunWith: begun?.where,
    isWhole: entries.some(({ type }) => type === 'finished'),
  };
}

/** What a ledger begins with besides results. */
interface LedgerParts {
  readonly checks?: Ledger['checks'];
  readonly metrics?: readonly Metric[];
}

/** The entries a run goes on from. */
async function earlierEntries(
  journal: Journal,
  fingerprint: string,
  continuation: Continuation,
): Promise<readonly JournalEntry[]> {
  const entries = await journal.open(fingerprint, continuation !== 'never');
  const isOver = continuation === 'unfinished' && entries.some(({ type }) => type === 'finished');
  return isOver ? journal.open(fingerprint, false) : entries;
}

/**
 * The ledger that begins with some results.
 *
 * @param journal where what is added goes
 * @param known the results; none begins empty
 * @param more what the judge has said of labelled answers, and what is judged of an answer
 */
export function holdLedger(
  journal: Journal,
  known: SweepResults,
  { checks = new Map(), metrics }: LedgerParts = {},
): Ledger {
  const results = new Map(known);
  const keep = (result: CellResult): CellResult => {
    results.set(cellKey(result.cell), result);
    return result;
  };
  return {
    results,
    reused: results.size,
    checks,
    keepOnly: (cells) => {
      const kept = new Set([...cells].map(cellKey));
      for (const key of [...results.keys()]) if (!kept.has(key)) results.delete(key);
    },
    bring: async (result) => {
      const { cell, answer } = result;
      const held = results.get(cellKey(cell));
      if (held !== undefined && digestOfJson(held.answer) === digestOfJson(answer)) return;
      await journal.append({ type: 'answer', ...cell, answer });
      keep(cellResult(cell, answer, result.judgements, metrics));
    },
    answered: async (cell, answer) => {
      await journal.append({ type: 'answer', ...cell, answer });
      return keep(cellResult(cell, answer, {}, metrics));
    },
    judged: async ({ cell, answer }, metric, judgement) => {
      await journal.append({ type: 'judgement', ...cell, metric, judgement });
      // Another metric may have been judged meanwhile.
      const judgements = { ...results.get(cellKey(cell))?.judgements, [metric]: judgement };
      return keep(cellResult(cell, answer, judgements, metrics));
    },
    checked: ({ item, answerDigest }, judgement) =>
      journal.append({ type: 'check', itemId: item.id, answerDigest, judgement }),
  };
}
