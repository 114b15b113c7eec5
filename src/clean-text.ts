/**
 * What a reader cannot see or a renderer cannot hold: controls, format characters (bidi controls,
 * zero-width ones), lone surrogates, line and paragraph separators, and other code points that are
 * drawn as nothing.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/gu;

/**
 * Text of others with nothing unseen in it: white space of any kind becomes one space, each unseen
 * character becomes U+FFFD, so that a name that hides something looks like one.
 *
 * @param text any text; may hold lone surrogates
 * @returns one well-formed line; empty for empty text
 */
export function visibleText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(UNSEEN, '\uFFFD');
}

/**
 * Text of others as one line of visible characters, see {@link visibleText}.
 *
 * @param text any text; may hold lone surrogates
 * @returns one well-formed line without white space at its ends; empty for empty text
 */
export function cleanText(text: string): string {
  return visibleText(text.trim());
}

/**
 * {@link cleanText} of at most so many characters, the last an ellipsis when text was cut; never
 * half a surrogate pair.
 *
 * @param text any text
 * @param limit code points at most, 1 or more
 */
export function clipText(text: string, limit: number): string {
  const characters = Array.from(cleanText(text));
  if (characters.length <= limit) return characters.join('');
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

/**
 * Text of others as part of a log line that the runner will not obey: it reads a line that starts
 * with two colons, or that holds `##[` anywhere, as a command.
 *
 * @param text any text; cleaned first, so that it is one line without escape sequences
 * @returns the text with a space inside each such mark
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function escapeLogText(text: string): string {
  return cleanText(text)
    .replaceAll(/:(?=:)/g, ': ')
    .replaceAll(/#(?=#)/g, '# ');
}
