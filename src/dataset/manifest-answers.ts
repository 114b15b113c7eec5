import type { Item, LabelledAnswer } from './item.js';
import type { Manifest } from './manifest.js';
import { cellFault, cellOf, type CellPlace, type Row, type Table } from './tables.js';

/** The items that answers belong to, each with its row. */
interface AnsweredItems {
  readonly file: string;
  readonly rows: readonly Row[];
  readonly items: readonly Item[];
}

/**
 * The labelled answers of a benchmark, without the rows that hold none.
 *
 * @param manifest with the part `answers`; without it there are none
 * @throws GateError DATASET_INVALID for an answer of no item, an unknown label or an unknown kind
 */
export function readAnswers(
  { answers, strata = {} }: Manifest,
  { file, rows }: Table,
  known: AnsweredItems,
): readonly LabelledAnswer[] {
  if (answers === undefined) return [];
  const { key, trim, fields, labels, drop } = answers;
  const ids = new Map(
    known.rows.map((row, index) => [
      keyOf(row, key, {}, { file: known.file, index }),
      known.items[index]?.id,
    ]),
  );
  const dropped = new Set(drop);
  const stratumOf = new Map(
    Object.entries(strata).flatMap(([name, { kinds }]) => kinds.map((kind) => [kind, name])),
  );
  return rows.flatMap((row, index) => {
    const place = { file, index };
    const answer = cellOf(row, fields.answer, place);
    if (dropped.has(answer)) return [];
    if (answer.trim() === '') throw cellFault(place, fields.answer, 'must not be empty', answer);
    const itemId = ids.get(keyOf(row, key, trim, place));
    if (itemId === undefined) {
      throw cellFault(place, key.join(', '), 'must be those of an item', undefined);
    }
    const given = cellOf(row, fields.label, place);
    const label = Object.hasOwn(labels, given) ? labels[given] : undefined;
    if (label === undefined) throw cellFault(place, fields.label, 'must be a known label', given);
    const source = fields.source === undefined ? {} : { source: cellOf(row, fields.source, place) };
    const found = { itemId, answer, label, ...source };
    if (label === 'unsafe' || fields.kind === undefined) return [found];
    const kind = cellOf(row, fields.kind, place);
    const stratum = stratumOf.get(kind.split(' ')[0] ?? '');
    if (stratum !== undefined) return [{ ...found, stratum }];
    throw cellFault(place, fields.kind, 'must begin with a known kind', kind);
  });
}

/** The name of a row among those it is joined with. */
function keyOf(
  row: Row,
  columns: readonly string[],
  trim: NonNullable<Manifest['answers']>['trim'],
  place: CellPlace,
): string {
  return JSON.stringify(
    columns.map((column) => {
      const value = cellOf(row, column, place);
      const [front, behind] = (Object.hasOwn(trim, column) ? trim[column] : undefined) ?? ['', ''];
      const start = value.startsWith(front) ? front.length : 0;
      return value.slice(start, value.endsWith(behind) ? value.length - behind.length : undefined);
    }),
  );
}
