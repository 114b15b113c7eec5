import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { decodedForms, type DecodedText, plainUnits } from './decoded-text.js';

/** A secret of fewer characters than this is looked for as a word of its own only, and in no coding. */
const SHORTEST_ANYWHERE = 8;

/** What is looked for of one secret. */
interface SecretForm {
  /** UTF-16 code units as {@link decodedForms} gives them, without backslashes; at least one. */
  readonly codes: readonly number[];
  /** Whether no letter or digit may stand before or behind it. */
  readonly isWord: boolean;
}

/** The backslash, which escapes what follows, and means nothing by itself. */
const BACKSLASH = 0x5c;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * What a secret looks like: itself, what it is without the escapes that it may hold, base64 of any text
 * that it is in (such as `Bearer KEY`), and its bytes in hexadecimal digits.
 *
 * @param secret any text; one of white space only gives nothing
 */
export function secretForms(secret: string): readonly SecretForm[] {
  const isWord = secret.length < SHORTEST_ANYWHERE;
  const bytes = utf8ToBytes(secret);
  const coded = isWord
    ? []
    : [bytesToHex(bytes), ...[0, 1, 2].map((shift) => base64Within(bytes, shift))];
  return [secret, ...coded]
    .flatMap(decodedForms)
    .map(({ codes }) => ({ codes: codes.filter((code) => code !== BACKSLASH), isWord }))
    .filter(({ codes }) => codes.length > 0);
}

/**
 * What the Actions runner is told to mask for one secret: itself, and codings that it does not mask by
 * itself. (Those it does: base64 at each of three offsets, JSON, XML and URL escapes in capitals, quotes
 * doubled or escaped.)
 *
 * @param secret any text
 * @returns at least the secret, each once
 * @see https://github.com/actions/runner/blob/main/src/Sdk/DTLogging/Logging/ValueEncoders.cs
 */
export function runnerMasks(secret: string): readonly string[] {
  if (secret.length < SHORTEST_ANYWHERE) return [secret];
  const inUrl = encodeURIComponent(secret.replaceAll(/\p{Cs}/gu, ''));
  return [
    ...new Set([
      secret,
      secret.replaceAll('/', String.raw`\/`),
      inUrl.replaceAll(/%../g, (escape) => escape.toLowerCase()),
      bytesToHex(utf8ToBytes(secret)),
    ]),
  ];
}

/**
 * The digits of base64 that are the same in whatever text these bytes are, where so many bytes before
 * them do not fill a group of three.
 */
function base64Within(bytes: Uint8Array, shift: number): string {
  const digits: string[] = [];
  const firstBit = Math.ceil((8 * shift) / 6) * 6 - 8 * shift;
  for (let bit = firstBit; bit + 6 <= 8 * bytes.length; bit += 6) {
    const at = bit >> 3;
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    digits.push(BASE64.charAt((pair >> (10 - (bit % 8))) & 63));
  }
  return digits.join('');
}

/** A part of a text, from one index up to another. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A form so long is hidden from this many characters on, as a cut text ends within it. */
const LONGEST_SHOWN = 16;

/** At the end of a text so many characters are enough, where they are half of the form. */
const LONGEST_SHOWN_AT_END = 8;

/** A state of the search: what was read last is the beginning of a form. */
interface State {
  readonly next: Map<number, State>;
  /** The state of the longest end of this one's text that begins a form too; the root has none. */
  shorter: State | undefined;
  /** Code units of the longest form, or of a beginning of one that is long enough, that ends here; 0 is none. */
  found: number;
  /** The same for forms that have to be words. */
  foundWord: number;
  /** The same for a text that ends here. */
  foundAtEnd: number;
}

/**
 * A search for any number of forms at once, in time linear in the text: the automaton of Aho and Corasick.
 * A beginning of a form that is long enough counts as well, since messages are cut.
 *
 * @param forms what is looked for; none finds nothing
 * @returns finds them in a text, those of one word only where the second argument says that they are one
 * @see https://doi.org/10.1145/360825.360855
 */
export function secretSearch(
  forms: readonly SecretForm[],
): (text: DecodedText, isWord: (range: Range) => boolean) => readonly Range[] {
  const root = automatonOf(forms);
  return (text, isWord) => {
    const found: Range[] = [];
    /** The index of each code unit that was looked at: all but backslashes. */
    const looked: number[] = [];
    const rangeOf = (length: number): Range => ({
      start: text.starts[looked.at(-length) ?? 0] ?? 0,
      end: text.ends[looked.at(-1) ?? 0] ?? 0,
    });
    let state = root;
    for (const [index, code] of text.codes.entries()) {
      if (code === BACKSLASH) continue;
      looked.push(index);
      state = after(state, code, root);
      if (state.found > 0) found.push(rangeOf(state.found));
      if (state.foundWord > 0) {
        const range = rangeOf(state.foundWord);
        if (isWord(range)) found.push(range);
      }
    }
    if (state.foundAtEnd > 0) found.push(rangeOf(state.foundAtEnd));
    return found;
  };
}

/** The state after one more code unit. */
function after(state: State, code: number, root: State): State {
  for (let from: State | undefined = state; from !== undefined; from = from.shorter) {
    const next = from.next.get(code);
    if (next !== undefined) return next;
  }
  return root;
}

/** The automaton of some forms. */
function automatonOf(forms: readonly SecretForm[]): State {
  const root = newState();
  for (const form of forms) addForm(root, form);
  // Breadth first: what a state falls back to is shorter, and done before it.
  const queue = [root];
  for (const state of queue) {
    for (const [code, next] of state.next) {
      next.shorter = state === root ? root : after(state.shorter ?? root, code, root);
      next.found ||= next.shorter.found;
      next.foundWord ||= next.shorter.foundWord;
      next.foundAtEnd ||= next.shorter.foundAtEnd;
      queue.push(next);
    }
  }
  return root;
}

/** Adds the states of one form. */
function addForm(root: State, { codes, isWord }: SecretForm): void {
  let state = root;
  for (const [index, code] of codes.entries()) {
    const next = state.next.get(code) ?? newState();
    state.next.set(code, next);
    state = next;
    if (isWord) continue;
    const length = index + 1;
    const isWhole = length === codes.length;
    if (isWhole || length >= LONGEST_SHOWN) state.found = length;
    if (length >= LONGEST_SHOWN_AT_END && 2 * length >= codes.length) state.foundAtEnd = length;
  }
  if (isWord) state.foundWord = codes.length;
}

/** A state that nothing leads on from. */
function newState(): State {
  return { next: new Map(), shorter: undefined, found: 0, foundWord: 0, foundAtEnd: 0 };
}

/** Code units of a form that are looked at together. */
const WINDOW = 4;

/** Slots of the table of windows, a power of two. */
const SLOTS = 1 << 18;

/** Forms have this many windows in a row at least, where they are searched for anywhere: 8 units. */
const MOST_WINDOWS = 5;

/** In {@link ASCII}: not seen, or what escapes begin with: `&`, `%`, the backslash. */
const UNSEEN = -1;
const ESCAPE = -2;

/** The plain form of each character of ASCII. */
const ASCII = Int16Array.from({ length: 0x80 }, (_, code) => {
  if ([0x26, 0x25, BACKSLASH].includes(code)) return ESCAPE;
  return plainUnits(String.fromCharCode(code))[0] ?? UNSEEN;
});

/**
 * A look at a text that is much faster than a search: whether so many windows of a form follow each other
 * that the form, or a beginning that counts, may be there, or whether there may be escapes. It may be wrong
 * in saying so, never in denying.
 *
 * @returns looks at any text
 */
export function quickLook(forms: readonly SecretForm[]): (text: string) => boolean {
  if (forms.length === 0) return () => false;
  const shortest = Math.min(...forms.map(({ codes }) => codes.length));
  const needed = Math.min(MOST_WINDOWS, shortest - WINDOW + 1);
  if (needed < 1) return () => true;
  const slots = new Uint8Array(SLOTS);
  for (const { codes } of forms) {
    let last = 0;
    for (const [index, code] of codes.entries()) {
      last = slotAfter(last, code);
      if (index >= WINDOW - 1) slots[last] = 1;
    }
  }
  return (text) => {
    let [last, inRow] = [0, 0];
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit < ASCII.length) {
        const plain = ASCII[unit] ?? 0;
        if (plain === UNSEEN) continue;
        if (plain === ESCAPE) return true;
        last = slotAfter(last, plain);
        inRow = slots[last] === 1 ? inRow + 1 : 0;
        if (inRow >= needed) return true;
        continue;
      }
      // Half of a pair is no letter of a key by itself, and its other half comes next.
      const codePoint = text.codePointAt(index) ?? 0;
      if (codePoint > 0xffff) index += 1;
      for (const plain of plainUnits(String.fromCodePoint(codePoint))) {
        if (plain < ASCII.length && ASCII[plain] === ESCAPE) return true;
        last = slotAfter(last, plain);
        inRow = slots[last] === 1 ? inRow + 1 : 0;
        if (inRow >= needed) return true;
      }
    }
    return false;
  };
}

/**
 * The slot of the window that ends with a code unit, from that of the one before: of 18 bits 5 for each
 * unit but the last, which has 3 to mix; what is older has left them.
 */
function slotAfter(slot: number, code: number): number {
  return ((slot << 5) ^ Math.imul(code, 0x9e37) ^ (code >> 4)) & (SLOTS - 1);
}
