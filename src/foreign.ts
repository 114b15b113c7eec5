import { z } from 'zod';

/*
 * How much of others' text is read. Reading is linear, so that a bound keeps time and memory small even
 * where everything comes in at the bound. What is longer is not read in part: it is refused with an error,
 * or the answer has no score.
 */

/**
 * Bytes of one reply of a model or judge. Ten answers of 30,000 tokens have 2 MB, with the probabilities of
 * some tokens alongside them perhaps 10; a server's list of models has 2 at most.
 */
export const LONGEST_REPLY_BYTES = 16 * 1024 * 1024;

/** Characters of a reply that chooses a letter: one that thinks aloud for all of 10,000 tokens has as many. */
export const LONGEST_CHOICE_REPLY = 50_000;

/** Characters of a judge's reply: it has some thousand tokens. */
export const LONGEST_JUDGE_REPLY = 50_000;

/** Characters of a line of a journal: twice the longest answer that one reply of ten answers can hold. */
export const LONGEST_LINE = 4 * 1024 * 1024;

/** Bytes of a journal: 1,670 samples of a release, each with an answer of 2 kB and two reasons of 4 kB, have 17 MB. */
export const LONGEST_JOURNAL_BYTES = 256 * 1024 * 1024;

/** Lines of a journal: ten answers and their judgements for 50,000 items. */
export const MOST_LINES = 1_000_000;

/** Rows of a data set's file, and items of a record; the benchmark has 167. */
export const MOST_ROWS = 100_000;

/** Characters of one field of a row: a question, a warning, an answer. No model takes a longer one. */
export const LONGEST_FIELD = 100_000;

/** Answers to one item in a record: far beyond the stages of any profile. */
export const MOST_REPEATS = 1000;

/** Members of a small list or object in a record: stages, metrics, what a server takes of a request. */
export const MOST_MEMBERS = 50;

/** Characters of an input: the runner hands inputs over in the environment, which holds 128 kB a value. */
export const LONGEST_INPUT = 100_000;

/** Bytes of a configuration file: a hundred times what all keys take. */
export const LONGEST_CONFIG_BYTES = 64 * 1024;

/** Objects and arrays inside one another in the input request-body: what writes JSON calls itself for each. */
export const DEEPEST_BODY = 50;

/** Bytes of a judge's template: with the question it has to fit into the judge's context. */
export const LONGEST_TEMPLATE_BYTES = 100_000;

/** Bytes of a file of a data set: no server takes a picture of this size, and no set of rows has it. */
export const LONGEST_DATASET_FILE_BYTES = 64 * 1024 * 1024;

/** Bytes of an event's payload: GitHub caps webhook payloads at 25 MB. */
export const LONGEST_PAYLOAD_BYTES = 32 * 1024 * 1024;

/*
 * Schemas check every element before they count them, and collect what is wrong with each. So what others
 * wrote is cut before it is checked: to one element more than may be there, which is refused.
 */

/**
 * A list of at most so many elements.
 *
 * @param list the schema of the list, without a bound
 * @param most how many elements there may be
 */
export function boundedList<List extends z.ZodArray>(
  list: List,
  most: number,
): z.ZodPreprocess<List> {
  return z.preprocess((value) => cut(value, most), list.max(most));
}

/**
 * The same of elements that are many: what is behind the first faulty one is not looked at.
 *
 * @param list the schema of the list, without a bound
 * @param most how many elements there may be
 */
export function longList<List extends z.ZodArray>(list: List, most: number): z.ZodPreprocess<List> {
  const upToFault = (value: unknown): unknown => {
    const elements = cut(value, most);
    if (!Array.isArray(elements)) return elements;
    const fault = elements.findIndex((each) => !z.safeParse(list.element, each).success);
    return fault === -1 ? elements : elements.slice(0, fault + 1);
  };
  return z.preprocess(upToFault, list.max(most));
}

/**
 * An object of any members, at most so many.
 *
 * @param most how many members there may be
 */
export function boundedRecord<Members extends z.ZodRecord>(
  record: Members,
  most: number,
): z.ZodPreprocess<Members> {
  const bounded = record.refine((members) => Object.keys(members).length <= most, {
    error: `Too big: expected object to have <=${most} members`,
  });
  return z.preprocess((value) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value).slice(0, most + 1)) : value;
  }, bounded);
}

/** The first elements of a list, one more than there may be; anything else stays. */
function cut(value: unknown, most: number): unknown {
  return Array.isArray(value) && value.length > most ? value.slice(0, most + 1) : value;
}

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

/** Objects and arrays inside one another that are written out; the writer calls itself for each. */
const DEEPEST = 20;

/**
 * The beginning of a value's JSON, for a message. The work is bounded by what is written, and the depth too:
 * `JSON.stringify` writes megabytes before they are cut, and throws where values are nested thousands deep.
 *
 * @param value any value that JSON holds; undefined is written as `null`
 * @param most characters at most
 */
export function shortJson(value: unknown, most: number): string {
  let json = '';
  const write = (inner: unknown, depth: number): void => {
    if (json.length >= most) return;
    if (typeof inner === 'string') {
      // Cut before it is made JSON: it may hold megabytes.
      json += JSON.stringify(inner.slice(0, most));
    } else if (typeof inner !== 'object' || inner === null) {
      json += JSON.stringify(inner ?? null);
    } else if (Array.isArray(inner)) {
      list('[]', depth, inner.values(), (each) => {
        write(each, depth + 1);
      });
    } else {
      list('{}', depth, Object.keys(inner).values(), (key) => {
        json += `${JSON.stringify(key.slice(0, most))}:`;
        write(Reflect.get(inner, key), depth + 1);
      });
    }
  };
  const list = <T>(
    [open = '', close = '']: string,
    depth: number,
    members: Iterable<T>,
    writeOne: (member: T) => void,
  ): void => {
    json += open;
    let isFirst = true;
    for (const member of depth < DEEPEST ? members : []) {
      if (json.length >= most) return;
      if (!isFirst) json += ',';
      isFirst = false;
      writeOne(member);
    }
    json += depth < DEEPEST ? close : `…${close}`;
  };
  write(value, 0);
  return json.slice(0, most);
}

/**
 * The value a JSON text holds.
 *
 * @param text - any text
 * @returns undefined when it is not JSON (JSON itself has no undefined)
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
