import { displayWidth, padCell } from './display-width.js';

/** Spaces between columns. */
const GAP = '  ';

/**
 * Rows of text as lines of equal columns: the first to the left, all others to the right.
 *
 * @param rows clean one-line cells, each row as long as the first; none gives no lines
 */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(1, ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    widths
      .map((width, column) => padCell(row[column] ?? '', width, column === 0 ? 'left' : 'right'))
      .join(GAP)
      .trimEnd(),
  );
}
