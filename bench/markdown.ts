/** Lines of a markdown table, its columns padded as the repository's formatter does it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A share with so many decimals and without its leading zero: .041, 1.00; empty for none. */
export function share(value: number | undefined, decimals = 2): string {
  return value === undefined ? '' : value.toFixed(decimals).replace(/^0/, '');
}

/** A fraction as points: .15 gives 15. */
export function points(drop: number): string {
  return `${Math.round(drop * 100)}`;
}
