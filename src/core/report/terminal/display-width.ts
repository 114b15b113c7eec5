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
