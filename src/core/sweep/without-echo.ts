/** What stands where a message repeats what it was sent. */
const LEFT_OUT = '[…]';

/** Characters in a row that are no accident. */
const LONGEST_ACCIDENT = 24;

/** A shorter text is no question; its words may well stand in a message of their own right. */
const SHORTEST_QUESTION = 12;

/** A picture, or some other file, as text. */
const ENCODED = /[\w+/-]{64,}={0,2}/g;

/**
 * A server's message without what it repeats of its request. Some servers send back the whole body
 * that they could not take: questions of the data set and answers of the model, which no log and no
 * report may hold.
 *
 * @param message one line, as the server worded it
 * @param sent the texts of the request
 * @returns the message with a mark for each repeated piece of {@link LONGEST_ACCIDENT} characters or
 *   more, and for each picture
 */
export function withoutEcho(message: string, sent: readonly string[]): string {
  const sources = sent
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter(({ length }) => length >= SHORTEST_QUESTION);
  let [rest, kept] = [message.replaceAll(ENCODED, LEFT_OUT), ''];
  while (rest !== '') {
    const echo = Math.max(0, ...sources.map((source) => echoLength(rest, source)));
    kept += echo === 0 ? rest.slice(0, 1) : LEFT_OUT;
    rest = rest.slice(Math.max(1, echo));
  }
  return kept;
}

/** How many characters at the start of a text stand in a source too; 0 where that is an accident. */
function echoLength(text: string, source: string): number {
  let length = Math.min(LONGEST_ACCIDENT, source.length);
  if (text.length < length || !source.includes(text.slice(0, length))) return 0;
  while (length < text.length && source.includes(text.slice(0, length + 1))) length += 1;
  return length;
}
