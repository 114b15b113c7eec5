import { plainUnits } from './decoded-text.js';
import { BACKSLASH, type SecretForm } from './secret-forms.js';

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
 * @param forms what is looked for
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
      last = after(last, code);
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
        last = after(last, plain);
        inRow = slots[last] === 1 ? inRow + 1 : 0;
        if (inRow >= needed) return true;
        continue;
      }
      // Half of a pair is no letter of a key by itself, and its other half comes next.
      const codePoint = text.codePointAt(index) ?? 0;
      if (codePoint > 0xffff) index += 1;
      for (const plain of plainUnits(String.fromCodePoint(codePoint))) {
        if (plain < ASCII.length && ASCII[plain] === ESCAPE) return true;
        last = after(last, plain);
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
function after(slot: number, code: number): number {
  return ((slot << 5) ^ Math.imul(code, 0x9e37) ^ (code >> 4)) & (SLOTS - 1);
}
