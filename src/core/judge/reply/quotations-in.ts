/** Characters before a verdict in which an opening quote is looked for. */
const LOOK_BEHIND = 12;

/**
 * Tells of places in a reply whether what begins there is a quotation: opened by a quote, or on a line
 * that is one. Each place is looked at from the one before it on, and each line's beginning once.
 *
 * @param text a judge's reply
 * @returns takes where something begins; places have to be asked for in order
 */
export function quotationsIn(text: string): (start: number) => boolean {
  let seen = 0;
  let lineStart = 0;
  let isQuotedLine = /^\s*>/.test(text);
  return (start) => {
    const lineEnd = text.slice(seen, start).lastIndexOf('\n');
    if (lineEnd !== -1) {
      lineStart = seen + lineEnd + 1;
      isQuotedLine = /^\s*>/.test(text.slice(lineStart, start));
    }
    seen = start;
    const before = text.slice(Math.max(lineStart, start - LOOK_BEHIND), start);
    // An opening quote has no letter before it; a closing one, or an apostrophe, has.
    return isQuotedLine || /(?:^|[\s([{*_])["'“‘«`][*_([{#]*$/.test(before);
  };
}
