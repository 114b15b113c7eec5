import { METRICS } from '../compare/metric.js';
import { journalLine, type JournalEntry } from './journal-entry.js';
import type { CellResult, SweepResults } from './results.js';

/**
 * The answers of a sweep as a file, one JSON value a line, cell by cell: an answer, and what the
 * judge said of it on each metric it was asked about.
 *
 * @param results everything the sweep knows; none gives an empty text
 */
export function renderAnswers(results: SweepResults): string {
  return [...results.values()]
    .sort((a, b) => a.cell.itemId - b.cell.itemId || a.cell.repeat - b.cell.repeat)
    .flatMap(entriesOf)
    .map(journalLine)
    .join('');
}

/** The entries of one cell. */
function entriesOf({ cell, answer, judgements }: CellResult): readonly JournalEntry[] {
  return [
    { type: 'answer', ...cell, answer },
    ...METRICS.flatMap((metric): JournalEntry[] => {
      const judgement = judgements[metric];
      return judgement === undefined ? [] : [{ type: 'judgement', ...cell, metric, judgement }];
    }),
  ];
}
