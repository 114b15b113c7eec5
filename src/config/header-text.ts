import type { Parser } from './parsers.js';

/** Characters that people paste without seeing them, or that an editor puts in place of others. */
const NAMES: Readonly<Record<number, string>> = {
  0x09: 'a tab',
  0x0a: 'a line break',
  0x0d: 'a line break',
  0xa0: 'a no-break space',
  0xad: 'a soft hyphen',
  0x200b: 'a zero-width space',
  0x200c: 'a zero-width non-joiner',
  0x200d: 'a zero-width joiner',
  0x2018: 'a curly quote',
  0x2019: 'a curly quote',
  0x201c: 'a curly quote',
  0x201d: 'a curly quote',
  0x2013: 'a dash that is no hyphen',
  0x2014: 'a dash that is no hyphen',
  0x2026: 'an ellipsis, as of a key that was cut when it was copied',
  0x2028: 'a line break',
  0x2029: 'a line break',
  0x202f: 'a no-break space',
  0x2060: 'a word joiner',
  0xfeff: 'a byte order mark',
};

/**
 * What of a text cannot stand in a header, or is never meant to: characters beyond Latin-1, and those that
 * nobody sees.
 *
 * @param text one line, trimmed
 * @returns kind and place of the first such character, and nothing else of the text; undefined when all is well
 */
export function unfitForHeader(text: string): string | undefined {
  const characters = Array.from(text);
  const place = characters.findIndex((character) => !isFit(character.codePointAt(0) ?? 0));
  const code = characters[place]?.codePointAt(0);
  if (code === undefined) return undefined;
  const name = NAMES[code] ?? (isControl(code) ? 'a control character' : 'a character of no key');
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return `character ${place + 1} of ${characters.length} is ${name} (U+${hex})`;
}

/** Whether a character is a visible one of ASCII or Latin-1, or a space. */
function isFit(code: number): boolean {
  return (code >= 0x20 && code <= 0x7e) || (code > 0xa0 && code <= 0xff && code !== 0xad);
}

/** Whether a character is a control, as Unicode counts them. */
function isControl(code: number): boolean {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/** A key or a token, which becomes a header: one line of visible characters; empty is none. */
export const headerSecret: Parser<string> = (given) => {
  const problem = unfitForHeader(given);
  return problem === undefined
    ? { value: given }
    : { expected: `the key as its issuer shows it: ${problem}` };
};
