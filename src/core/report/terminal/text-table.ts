import { displayWidth, padCell } from './display-width.js';

/** Spaces between columns. */
export const GAP = '  ';

/**
 * Rows of text as lines of equal columns: the first to the left, all others to the right.
 *
 * @param rows clean one-line cells, each row as long as the first; none gives no lines
 * @param widest columns that the first cell of a row gets at most; a longer one is cut
 */
export function textTable(
  rows: readonly (readonly string[])[],
  widest = Infinity,
): readonly string[] {
  const [first = 1, ...others] = columnWidths(rows);
  const widths = [Math.min(first, widest), ...others];
  return rows.map((row) =>
    widths
      .map((width, column) => padCell(row[column] ?? '', width, column === 0 ? 'left' : 'right'))
      .join(GAP)
      .trimEnd(),
  );
}

/**
 * The width of each column.
 *
 * @param rows clean one-line cells, each row as long as the first; none gives no widths
 */
export function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, column) =>
    Math.max(1, ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
}
