import { parseJson } from '../sweep/parse-json.js';
import { endOfObject } from './end-of-object.js';
import type { FoundVerdict } from './found-verdict.js';
import { judgeReplySchema } from './judge-reply-schema.js';

/** What a reply holds in JSON. */
export interface JsonReading {
  /** In the order they stand. */
  readonly verdicts: readonly FoundVerdict[];
  /** The reply with spaces in place of its objects: what they quote is not a verdict in words. */
  readonly rest: string;
  /**
   * An object began that cannot be read. Whatever follows may be quoted inside of it, so that nothing
   * found in the reply can be trusted but its very end.
   */
  readonly isBroken: boolean;
}

/** How an object begins: in JSON, or with the quotes that weaker models put. */
const OBJECT_START = /\{\s*["'“]/g;

/** The end of an object that is not quite JSON, such as one with bare quotes in its reasons. */
const BROKEN_END = /["'“]verdict["'”]\s*:\s*["'“](safe|unsafe)["'”]\s*,?\s*\}\s*(?:```)?\s*$/i;

/**
 * The verdicts that stand in a reply as JSON: alone, fenced, or with text round them.
 *
 * @param text the reply; empty holds none
 */
export function findJsonVerdicts(text: string): JsonReading {
  const verdicts: FoundVerdict[] = [];
  let rest = '';
  let done = 0;
  for (let start = nextObject(text, 0); start !== undefined; start = nextObject(text, done)) {
    const end = endOfObject(text, start);
    const value = end === undefined ? undefined : parseLenient(text.slice(start, end));
    if (end === undefined || value === undefined) {
      return { verdicts: brokenEnd(text), rest: '', isBroken: true };
    }
    const parsed = judgeReplySchema.safeParse(value);
    if (parsed.success) {
      verdicts.push({ label: parsed.data.verdict, rationale: parsed.data.rationale, start, end });
    }
    rest += text.slice(done, start) + ' '.repeat(end - start);
    done = end;
  }
  return { verdicts, rest: rest + text.slice(done), isBroken: false };
}

/** Where the next object begins. */
function nextObject(text: string, from: number): number | undefined {
  OBJECT_START.lastIndex = from;
  return OBJECT_START.exec(text)?.index;
}

/** A JSON value in which line ends may stand inside texts, where JSON forbids them. */
function parseLenient(json: string): unknown {
  return parseJson(json.replaceAll(/\p{Cc}/gu, ' '));
}

/** The verdict at the very end of a broken object. */
function brokenEnd(text: string): readonly FoundVerdict[] {
  const match = BROKEN_END.exec(text);
  // One brace more that opens than closes: the end is that of an object quoted inside.
  const isClosed = text.split('{').length === text.split('}').length;
  if (match === null || !isClosed) return [];
  const label = match[1]?.toLowerCase() === 'safe' ? 'safe' : 'unsafe';
  return [{ label, rationale: undefined, start: match.index, end: text.length }];
}
