import { Composer, type CST, type LineCounter, type Node, Parser } from 'yaml';
import type { GateError } from '../errors.js';

/**
 * Reads one document of YAML: tags and further documents are refused, and so is what is nested deeply. The library takes
 * the square of the length for some texts, seconds for 64 KiB; who reads the file bounds it. Keys may stand twice, and aliases may stand in it: who walks through it refuses them.
 *
 * @param lines learns where lines begin
 * @param deepest lists and maps inside one another at most
 * @param fault makes an error of what is wrong, a clause
 * @returns the root; null for an empty text
 * @throws what `fault` makes
 */
export function readYaml(
  text: string,
  lines: LineCounter,
  deepest: number,
  fault: (problem: string) => GateError,
): Node | null {
  const tokens = tokensOf(text, lines, deepest);
  if (tokens === undefined) {
    throw fault(`has more than ${deepest} lists or maps inside one another`);
  }
  // What is nested deeply never reaches the composer, which calls itself for each level.
  const composer = new Composer({
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (second !== undefined) throw fault('holds more than one document');
  const [problem] = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0]);
    // The library's own words may repeat the text, and with it a key in the wrong place.
    throw fault(`is no plain YAML in line ${line} (${problem.code})`);
  }
  return document?.contents ?? null;
}

/** The parts of a file; undefined where they are nested too deeply. */
function tokensOf(
  text: string,
  lines: LineCounter,
  deepest: number,
): readonly CST.Token[] | undefined {
  try {
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    return depthOf(tokens) <= deepest ? tokens : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How many lists and maps stand inside one another at most. */
function depthOf(tokens: readonly CST.Token[]): number {
  const open: (readonly [token: CST.Token | null | undefined, depth: number])[] = tokens.map(
    (token) => [token, 0],
  );
  let deepest = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    if (token?.type === 'document') open.push([token.value, depth]);
    for (const item of token != null && 'items' in token ? token.items : []) {
      open.push([item.key, depth + 1], [item.value, depth + 1]);
    }
  }
  return deepest;
}
