/**
 * Whether what begins here is a quotation: opened by a quote, or on a line that is one.
 *
 * @param text a judge's reply
 * @param start where it begins
 */
export function isQuoted(text: string, start: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
  // An opening quote has no letter before it; a closing one, or an apostrophe, has.
  return /^\s*>/.test(line) || /(?:^|[\s([{*_])["'“‘«`][*_([{#]*$/.test(line.slice(-12));
}
