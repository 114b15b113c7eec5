/*
 * What regular expressions do in more than linear time with text that was written for it.
 */

/** Marks that stand on one character; more are no writing (Unicode's stream-safe text has 30). */
const STACKED = /(\p{M}{30})\p{M}+/gu;

/**
 * A text in the compatibility form NFKC. Of marks on one character 30 are kept: to put more into order
 * takes the square of their number.
 *
 * @param text any text; empty stays empty
 * @see https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
 */
export function compatibleText(text: string): string {
  return text.replaceAll(STACKED, '$1').normalize('NFKC');
}

/**
 * A text in which each run of white space is one character: a line feed where it held one, else a space.
 * Patterns that look for white space in several ways then have one way to find it.
 *
 * @param text any text; empty stays empty
 */
export function withSingleSpaces(text: string): string {
  return text.replaceAll(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '));
}

/**
 * A text without what stands between pairs of marks, marks included. A mark that is opened and not
 * closed stays.
 *
 * @param text any text
 * @param marks expressions with the flags `g` and `i` that match within a bounded number of characters;
 *   their first group names the mark, and a closing one closes the first before it with its name
 * @param by what stands in place of a pair
 */
export function withoutPairs(
  text: string,
  marks: { readonly opening: RegExp; readonly closing: RegExp },
  by: string,
): string {
  const ends = endsByName(text, marks.closing);
  let rest = '';
  let done = 0;
  for (const match of text.matchAll(marks.opening)) {
    if (match.index < done) continue;
    const after = match.index + match[0].length;
    const end = nextEnd(ends.get(nameOf(match)), after);
    if (end === undefined) continue;
    rest += text.slice(done, match.index) + by;
    done = end;
  }
  return rest + text.slice(done);
}

/** A closing mark: from where to where it stands. */
interface End {
  readonly start: number;
  readonly end: number;
}

/** The closing marks of a text by name, the last of each first, so that the next is at the end. */
function endsByName(text: string, closing: RegExp): ReadonlyMap<string, End[]> {
  const ends = new Map<string, End[]>();
  for (const match of [...text.matchAll(closing)].reverse()) {
    const named = ends.get(nameOf(match)) ?? [];
    named.push({ start: match.index, end: match.index + match[0].length });
    ends.set(nameOf(match), named);
  }
  return ends;
}

/** The end of the first closing mark from a position on; those before it are never asked for again. */
function nextEnd(ends: End[] | undefined, from: number): number | undefined {
  while (ends !== undefined && (ends.at(-1)?.start ?? from) < from) ends.pop();
  return ends?.at(-1)?.end;
}

/** The name of a mark. */
function nameOf([, name = '']: RegExpExecArray): string {
  return name.toLowerCase();
}

/**
 * The lines of a text, one by one: a text of line ends alone would be an array of them.
 *
 * @param text empty is one empty line
 */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    if (end === -1) break;
    yield text.slice(start, end);
    start = end + 1;
  }
  yield text.slice(start);
}

/**
 * A text without the slashes at its end.
 *
 * @param text such as a URL
 */
export function withoutEndSlashes(text: string): string {
  let end = text.length;
  while (text.endsWith('/', end)) end -= 1;
  return text.slice(0, end);
}
