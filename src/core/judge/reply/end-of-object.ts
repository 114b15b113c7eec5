/**
 * Where a JSON object ends, by its braces; braces inside of its texts do not count.
 *
 * @param text any text
 * @param start where its opening brace stands
 * @returns the position behind the closing brace; undefined when it is never closed
 */
export function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isInText = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (isInText && character === '\\') at += 1;
    else if (character === '"') isInText = !isInText;
    else if (!isInText && character === '{') depth += 1;
    else if (!isInText && character === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}
