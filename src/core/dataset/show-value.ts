import { shortJson } from '../foreign.js';

/** Characters of a value that an error message shows. */
const SHOWN = 60;

/** What could forge a line or hide text in a log: controls, format characters, line separators, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A value of a data set as an error message shows it: as JSON, on one line, shortened, with nothing
 * unprintable in it.
 *
 * @param value anything JSON can hold; undefined is `nothing`
 * @example showValue('a\nb') // '"a\\nb"'
 */
export function showValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = shortJson(value, SHOWN + 1).replaceAll(UNPRINTABLE, escapeCharacter);
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
}

/** A character as its code point, such as `\u{202e}`. */
function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
