/** The most characters by which a typing error may differ from what was meant. */
const MOST_EDITS = 3;

/** A longer word is no typing error of a name. */
const LONGEST = 40;

/**
 * The name that a mistyped one was most likely meant to be.
 *
 * @param given what was written
 * @param names what exists
 * @returns undefined where none is within three edits, and within a third of its own length
 */
export function nearestOf(given: string, names: readonly string[]): string | undefined {
  if (given.length > LONGEST) return undefined;
  const word = plain(given);
  const near = names
    .map((name) => ({ name, edits: editsBetween(word, plain(name)) }))
    .filter(({ name, edits }) => edits <= Math.min(MOST_EDITS, name.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.name;
}

/** A name without what people mix up in names. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_\s-]+/g, '');
}

/** Characters to put in, take out or change to make one word of another (Levenshtein's distance). */
function editsBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = (row[column - 1] ?? 0) + (letter === right[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
