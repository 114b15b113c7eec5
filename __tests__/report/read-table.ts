import { figureText, isFigure, type Cell, type Table } from '../../src/report/table.js';

/** A cell in a word or two. */
export function brief(cell: Cell): string {
  if (isFigure(cell)) return figureText(cell);
  if ('text' in cell) return cell.text;
  if ('verdict' in cell) return cell.verdict;
  return 'result' in cell ? cell.result : cell.kind;
}

/** The rows of a table by their heads. */
export function read({ columns, rows }: Table): readonly Readonly<Record<string, string>>[] {
  return rows.map(({ cells }) =>
    Object.fromEntries(
      cells.map((cell, index) => [
        columns[index]?.label.replaceAll('\u00A0', ' ') ?? '',
        brief(cell),
      ]),
    ),
  );
}

/** The heads of a table. */
export const heads = ({ columns }: Table): readonly string[] => columns.map(({ label }) => label);
/** The names of its rows. */
export const namesIn = ({ rows }: Table): readonly string[] =>
  rows.map(({ cells }) => (cells[0] ? brief(cells[0]) : ''));
