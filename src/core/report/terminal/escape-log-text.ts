import { cleanText } from '../text/clean-text.js';

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
