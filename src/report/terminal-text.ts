import { escapeLogText } from '../clean-text.js';
import type { ComparisonVerdict } from '../decide/comparison-figures.js';
import { formatRate } from '../format.js';
import { COMPARISON_MARKS } from './labels.js';
import { figureText, isFigure, plainHead, type Cell, type Table } from './table.js';

/** Spaces between columns. */
const GAP = '  ';

/** The name of a row is cut to what is left of the line, but not below this. */
const NARROWEST_NAME = 12;

/** Columns the longest mark takes, and the spaces before it. */
const MARK_WIDTH = 14;

/** Paints a word by a verdict. */
export type Paint = (word: string, verdict: ComparisonVerdict) => string;

/**
 * A table as lines: the name of a row to the left, figures to the right, a mark at the end without a
 * head, where its width is free.
 *
 * @param table without rows it has no lines
 * @param width columns of the terminal
 * @param paint colours the word of a mark
 */
export function terminalTable(
  { columns, rows }: Table,
  width = Infinity,
  paint: Paint = (word) => word,
): readonly string[] {
  if (rows.length === 0) return [];
  const heads = columns.map((column) => escapeLogText(plainHead(column)));
  const texts = rows.map(({ cells }) => cells.map((cell) => terminalCell(cell)));
  const [names = [], ...figures] = columns
    .map((_, index) => [heads, ...texts].map((row) => row[index] ?? ''))
    .filter((_, index) => index === 0 || columns[index]?.align === 'right');
  const widths = figures.map(widest);
  const taken = widths.reduce((sum, figure) => sum + figure + GAP.length, MARK_WIDTH);
  const nameWidth = Math.min(widest(names), Math.max(NARROWEST_NAME, width - taken));
  const marks = ['', ...rows.map(({ cells }) => cells.map((cell) => markOf(cell, paint)).join(''))];
  return names.map((name, line) =>
    [
      padCell(name, nameWidth, 'left'),
      ...figures.map((column, index) => padCell(column[line] ?? '', widths[index] ?? 1, 'right')),
      marks[line] ?? '',
    ]
      .join(GAP)
      .trimEnd(),
  );
}

/** The columns that the widest of some cells takes. */
function widest(cells: readonly string[]): number {
  return Math.max(1, ...cells.map(displayWidth));
}

/** One cell but a mark, in characters that every terminal has; counts are not grouped. */
function terminalCell(cell: Cell): string {
  if (cell.kind === 'measured') return `${formatRate(cell.rate)} of ${cell.answers}`;
  if (cell.kind === 'share') return `${cell.part} of ${cell.whole}`;
  if (isFigure(cell)) return figureText(cell);
  switch (cell.kind) {
    case 'none':
      return '-';
    case 'blank':
    case 'verdict':
    case 'floor':
    case 'outcome':
      return '';
    case 'name':
    case 'text':
    case 'id':
    case 'code':
      return escapeLogText(cell.text);
  }
}

/** The mark of a row. */
function markOf(cell: Cell, paint: Paint): string {
  if (cell.kind !== 'verdict') return '';
  const { sign, word } = COMPARISON_MARKS[cell.verdict];
  return `${sign} ${paint(word, cell.verdict)}`;
}

/** Characters that take two columns of a terminal (East Asian wide and emoji), by block. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** Marks that stand on the character before them. */
const COMBINING = /\p{M}/u;

/**
 * Columns a line takes in a terminal.
 *
 * @param text one clean line
 * @see https://www.unicode.org/reports/tr11/
 */
export function displayWidth(text: string): number {
  return Array.from(text).reduce((width, character) => width + columnsOf(character), 0);
}

/** Columns of one character. */
function columnsOf(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/**
 * A cell of so many columns: filled with spaces, or cut with an ellipsis.
 *
 * @param text one clean line
 * @param width columns, 1 or more
 * @param align where the text stands
 */
export function padCell(text: string, width: number, align: 'left' | 'right'): string {
  const cut = cutToWidth(text, width);
  const fill = ' '.repeat(Math.max(0, width - displayWidth(cut)));
  return align === 'left' ? cut + fill : fill + cut;
}

/** The start of a text that leaves a column for the ellipsis, or all of one that fits. */
function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let taken = 0;
  for (const character of text) {
    taken += columnsOf(character);
    if (taken > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * Text in lines of at most so many columns, broken between words; a longer word has its own line.
 *
 * @param text one clean line
 * @param width columns, 1 or more
 */
export function wrapText(text: string, width: number): string {
  let wrapped = '';
  let taken = 0;
  for (const [at, word] of text.split(' ').entries()) {
    const columns = displayWidth(word);
    const fits = taken + 1 + columns <= width;
    if (at > 0) wrapped += fits ? ' ' : '\n';
    taken = at > 0 && fits ? taken + 1 + columns : columns;
    wrapped += word;
  }
  return wrapped;
}
