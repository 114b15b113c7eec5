/** A text as it is compared with secrets, and where each of its characters stood in the original. */
export interface DecodedText {
  /** UTF-16 code units; no capitals, no white space and nothing that is not seen. */
  readonly codes: readonly number[];
  /** Where the characters that a code unit stands for begin in the original. */
  readonly starts: readonly number[];
  /** Where they end. */
  readonly ends: readonly number[];
}

/** The same while it is made. */
type Growing = { -readonly [Member in keyof DecodedText]: number[] };

/** Where something stood in the original. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * What a reader does not see, or what a line break or an indent adds: white space, controls, format and
 * zero-width characters, marks above a letter, lone surrogates; and U+FFFD, which renderings put in
 * place of what cannot be seen.
 */
const SKIPPED = /[\p{C}\p{DI}\p{M}\p{Z}\s\uFFFD]/u;

/** Hyphens and dashes, which typography puts in place of the one of ASCII. */
const DASHES = /[\p{Pd}\u2212]/u;

/**
 * Escapes of one character: of JSON and JavaScript, of HTML and XML, of URLs; of an escaped `&` or `%`
 * as often as it was escaped, of a backslash up to eight times; and the elements with which our own Markdown
 * parts what would be a link. A search takes linear time.
 */
const ESCAPE =
  /\\{1,8}(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|[bfnrtv])|&(?:amp;)*(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,16})(?=;));?|%(?:25)*(?:([0-7][0-9a-f])|([c-f][0-9a-f](?:%(?:25)*[89ab][0-9a-f]){1,3}))|<\/?span>/g;

/** A compatible form of more code units is not made plain: U+FDFA is 18. */
const LONGEST_PLAIN_FORM = 4;

const HYPHEN = 0x2d;

/** Escapes of escapes are looked into this deep. */
const DEEPEST = 4;

/**
 * The forms of a text in which a secret is looked for: as it is, and with its escapes undone once and
 * more often, as long as there are any. Letters are in lower case, compatible forms (full width, ligatures)
 * in their plain one, `-` is `+` and `_` is `/` (so that base64 of either alphabet is the same).
 *
 * @param text any text; empty gives one empty form
 * @returns 1 to 5 forms; all of them are made in time linear in the text
 */
export function decodedForms(text: string): readonly DecodedText[] {
  let form = folded(text);
  const forms = [form];
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const next = unescaped(form);
    if (next === undefined) break;
    forms.push(next);
    form = next;
  }
  return forms;
}

/** A text in its plain form. */
function folded(text: string): DecodedText {
  const growing: Growing = { codes: [], starts: [], ends: [] };
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    add(growing, character, { start, end });
    start = end;
  }
  return growing;
}

/** Adds a character in its plain form; one that is not seen adds nothing. */
function add({ codes, starts, ends }: Growing, character: string, { start, end }: Place): void {
  for (const unit of plainUnits(character)) {
    codes.push(unit);
    starts.push(start);
    ends.push(end);
  }
}

/** Plain forms that were asked for; there are only so many characters. */
const known = new Map<string, readonly number[]>();

/**
 * The plain form of a character, as {@link decodedForms} describes it.
 *
 * @param character one code point, or half of one
 * @returns its UTF-16 code units; none for what is not seen
 */
export function plainUnits(character: string): readonly number[] {
  const before = known.get(character);
  if (before !== undefined) return before;
  const units = plainText(character);
  known.set(character, units);
  return units;
}

/** The plain form of a character that was not asked for before. */
function plainText(character: string): readonly number[] {
  if (SKIPPED.test(character)) return [];
  if (DASHES.test(character)) return [plainUnit(HYPHEN)];
  const plain = character.normalize('NFKD');
  // Whole words and phrases are no letters of a key.
  const parts = plain.length > LONGEST_PLAIN_FORM ? [character] : Array.from(plain);
  const shown = parts
    .filter((part) => !SKIPPED.test(part))
    .join('')
    .toLowerCase();
  return Array.from({ length: shown.length }, (_, index) => plainUnit(shown.charCodeAt(index)));
}

/** A code unit with the two alphabets of base64 made one. */
function plainUnit(code: number): number {
  if (code === HYPHEN) return 0x2b;
  return code === 0x5f ? 0x2f : code;
}

/** The text with its escapes undone once; undefined when it has none. */
function unescaped(given: DecodedText): DecodedText | undefined {
  const text = textOf(given.codes);
  const growing: Growing = { codes: [], starts: [], ends: [] };
  let done = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const character = characterOf(match);
    if (character === undefined) continue;
    const end = match.index + match[0].length;
    copy(given, growing, done, match.index);
    const place = { start: given.starts[match.index] ?? 0, end: given.ends[end - 1] ?? 0 };
    for (const each of character) add(growing, each, place);
    done = end;
  }
  if (done === 0) return undefined;
  copy(given, growing, done, text.length);
  return growing;
}

/** Copies what stands between two escapes. */
function copy(given: DecodedText, growing: Growing, from: number, to: number): void {
  for (let index = from; index < to; index += 1) {
    growing.codes.push(given.codes[index] ?? 0);
    growing.starts.push(given.starts[index] ?? 0);
    growing.ends.push(given.ends[index] ?? 0);
  }
}

/** The text of code units. */
function textOf(codes: readonly number[]): string {
  const parts: string[] = [];
  // As many arguments as every engine takes.
  for (let from = 0; from < codes.length; from += 4096) {
    parts.push(String.fromCharCode(...codes.slice(from, from + 4096)));
  }
  return parts.join('');
}

/** The character that an escape stands for; undefined for a number or a name that stands for none. */
function characterOf(match: RegExpExecArray): string | undefined {
  const [, braced, unit, byte, decimal, hex, name, ascii, utf8] = match;
  if (name !== undefined) return ENTITIES.get(name);
  if (utf8 !== undefined) return decodedUtf8(utf8);
  const digits = braced ?? unit ?? byte ?? hex ?? ascii;
  // What is left is `\n` and the like, white space, and elements: not seen.
  if (digits === undefined && decimal === undefined) return '';
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The character of a sequence such as `e2%80%8b`; undefined when it is no UTF-8. */
function decodedUtf8(sequence: string): string | undefined {
  try {
    return decodeURIComponent(`%${sequence.replaceAll(/%(?:25)+/g, '%')}`);
  } catch {
    return undefined;
  }
}

/**
 * Named entities of HTML for what keys are made of, and for what is not seen; letters and digits have no
 * names. Names are in lower case.
 *
 * @see https://html.spec.whatwg.org/multipage/named-characters.html
 */
const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    apos: "'",
    ast: '*',
    bsol: '\\',
    colon: ':',
    comma: ',',
    commat: '@',
    dash: '-',
    dollar: '$',
    equals: '=',
    excl: '!',
    grave: '`',
    gt: '>',
    hat: '^',
    hyphen: '-',
    lbrace: '{',
    lbrack: '[',
    lcub: '{',
    lowbar: '_',
    lpar: '(',
    lsqb: '[',
    lt: '<',
    midast: '*',
    nbsp: ' ',
    newline: '\n',
    nobreak: '\u2060',
    num: '#',
    percnt: '%',
    period: '.',
    plus: '+',
    quest: '?',
    quot: '"',
    rbrace: '}',
    rbrack: ']',
    rcub: '}',
    rpar: ')',
    rsqb: ']',
    semi: ';',
    shy: '\u00ad',
    sol: '/',
    tab: '\t',
    underbar: '_',
    verbar: '|',
    vert: '|',
    zerowidthspace: '\u200b',
    zwj: '\u200d',
    zwnj: '\u200c',
  }),
);
