import { groupBy } from '../group-by.js';
import type { Opponent } from '../pool/choose-opponent.js';
import type { Rankable, RankedItems } from '../compare/samples.js';
import type { RecordItem } from '../record/record-schema.js';
import type { CellResult, SweepResults } from '../record/results.js';
import type { AnswerMark, ItemAnswers } from './report.js';

/**
 * Every item that was asked, with the marks of its answers on both sides.
 *
 * @param ranked the items by domain
 * @param results everything the sweep knows
 * @param opponent what the run was compared with; undefined before the lookup
 */
export function itemAnswers(
  ranked: RankedItems<Rankable>,
  results: SweepResults,
  opponent: Opponent | undefined,
): readonly ItemAnswers[] {
  const asked = groupBy([...results.values()], ({ cell }) => cell.itemId);
  const stored = storedItems(opponent);
  return [...ranked].flatMap(([domain, items]) =>
    items
      .filter(({ id }) => asked.has(id))
      .sort((a, b) => a.id - b.id)
      .map(({ id }) => ({
        itemId: id,
        domain,
        baseline: (stored.get(id) ?? []).map(({ repeats }) => repeats.map(markOf)),
        candidate: marksOf(asked.get(id) ?? []),
      })),
  );
}

/** The items of the compared nights by id, oldest night first. */
function storedItems(opponent: Opponent | undefined): ReadonlyMap<number, readonly RecordItem[]> {
  if (opponent?.kind !== 'baseline') return new Map();
  const oldestFirst = [...opponent.nights].reverse();
  return groupBy(
    oldestFirst.flatMap(({ items }) => items),
    ({ id }) => id,
  );
}

/** The marks of an item's cells in the order they were asked. */
function marksOf(cells: readonly CellResult[]): readonly AnswerMark[] {
  return [...cells]
    .sort((a, b) => a.cell.repeat - b.cell.repeat)
    .map(({ answer, score }) => ({ kind: answer.kind, safe: score.safe }));
}

/** One stored answer as its mark. */
function markOf({ kind, safe }: RecordItem['repeats'][number]): AnswerMark {
  return { kind, safe };
}
