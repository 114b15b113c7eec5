/** A column of a Markdown table. */
interface Column {
  /** Markdown of its head. */
  readonly head: string;
  /** Figures stand right, words left. */
  readonly align: 'left' | 'right';
}

/**
 * The columns of a table that names something, gives its figures, and may say in words what they come to.
 *
 * @param name head of the first column
 * @param figures heads of the figures
 * @param words heads of the words behind them
 */
export function columnsOf(
  name: string,
  figures: readonly string[],
  words: readonly string[] = [],
): readonly Column[] {
  const aligned = (align: Column['align']) => (head: string) => ({ head, align });
  return [name]
    .map(aligned('left'))
    .concat(figures.map(aligned('right')), words.map(aligned('left')));
}

/**
 * A Markdown table.
 *
 * @param columns one or more
 * @param rows cells as Markdown that is already escaped; one a column
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  const lines = [columns.map(({ head }) => head), rule, ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * A cell that does not break inside.
 *
 * @param cell Markdown of figures
 */
export function keepTogether(cell: string): string {
  return cell.replaceAll(' ', '\u00A0');
}
