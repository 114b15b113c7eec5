import { html } from './escape-html.js';
import type { Markup, MarkupValue } from '../text/markup.js';

/** A column of an HTML table. */
export interface DataColumn {
  readonly head: string;
  /** Figures stand right, words left. */
  readonly align: 'left' | 'right';
}

/** A cell: what it shows, and the number or word it is sorted by where that is another. */
export type DataCell = MarkupValue | { readonly shows: MarkupValue; readonly sortBy: number };

/** A row of an HTML table. */
export interface DataRow {
  /** The domain it is of, by which the page filters; none stays whatever is chosen. */
  readonly domain?: string;
  /** A class of ours that marks the row. */
  readonly kind?: 'regression' | 'open' | 'pass' | 'total' | 'unsafe' | 'safe';
  readonly cells: readonly DataCell[];
}

/**
 * A table that people can scroll and sort; the first cell of a row names it.
 *
 * @param caption what it shows, in words
 * @param columns one or more
 * @param rows one cell a column; none gives no table
 */
export function dataTable(
  caption: string,
  columns: readonly DataColumn[],
  rows: readonly DataRow[],
): Markup {
  if (rows.length === 0) return html``;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ head, align }) => html`<th scope="col" class="${align}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowOf(row, columns))}
      </tbody>
    </table>
  </div>`;
}

/** One row; its first cell is its head. */
function rowOf({ domain, kind, cells }: DataRow, columns: readonly DataColumn[]): Markup {
  const filter = domain === undefined ? html`` : html` data-domain="${domain}"`;
  const [head = '', ...rest] = cells;
  const figures = rest.map((cell, index) => {
    const align = columns[index + 1]?.align ?? 'left';
    return html`<td class="${align}" ${sortKey(cell)}>${shown(cell)}</td>`;
  });
  return html`<tr class="${kind ?? ''}" ${filter}>
    <th scope="row" ${sortKey(head)}>${shown(head)}</th>
    ${figures}
  </tr> `;
}

/** What a cell shows. */
function shown(cell: DataCell): MarkupValue {
  return isKeyed(cell) ? cell.shows : cell;
}

/** The number a cell is sorted by, where it says. */
function sortKey(cell: DataCell): Markup {
  return isKeyed(cell) ? html` data-sort="${cell.sortBy}"` : html``;
}

/** Whether a cell is sorted by another value than it shows. */
function isKeyed(cell: DataCell): cell is Exclude<DataCell, MarkupValue> {
  return typeof cell === 'object' && 'sortBy' in cell;
}
