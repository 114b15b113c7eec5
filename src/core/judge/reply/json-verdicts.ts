import { parseJson } from '../../sweep/parse-json.js';
import { endOfObject } from './end-of-object.js';
import type { FoundVerdict } from './found-verdict.js';
import type { ReplyForm } from './reply-form.js';

/** What a reply holds in JSON. */
export interface JsonReading<Label extends string> {
  /** In the order they stand. */
  readonly verdicts: readonly FoundVerdict<Label>[];
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

/**
 * The verdicts that stand in a reply as JSON: alone, fenced, or with text round them.
 *
 * @param text the reply; empty holds none
 * @param form what a verdict looks like
 */
export function findJsonVerdicts<Label extends string>(
  text: string,
  form: ReplyForm<Label>,
): JsonReading<Label> {
  const verdicts: FoundVerdict<Label>[] = [];
  let rest = '';
  let done = 0;
  for (let start = nextObject(text, 0); start !== undefined; start = nextObject(text, done)) {
    const end = endOfObject(text, start);
    const value = end === undefined ? undefined : parseLenient(text.slice(start, end));
    if (end === undefined || value === undefined) {
      return { verdicts: brokenEnd(text, form), rest: '', isBroken: true };
    }
    const parsed = form.schema.safeParse(value);
    if (parsed.success) verdicts.push({ ...parsed.data, start, end });
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
function brokenEnd<Label extends string>(
  text: string,
  { brokenEnd: end, labelOf }: ReplyForm<Label>,
): readonly FoundVerdict<Label>[] {
  const match = end.exec(text);
  // One brace more that opens than closes: the end is that of an object quoted inside.
  const isClosed = text.split('{').length === text.split('}').length;
  const label = labelOf(match?.[1] ?? '');
  if (match === null || label === undefined || !isClosed) return [];
  return [{ label, rationale: undefined, start: match.index, end: text.length }];
}
