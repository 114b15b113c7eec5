import type { DecodedText } from './decoded-text.js';
import { BACKSLASH, type SecretForm } from './secret-forms.js';

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
