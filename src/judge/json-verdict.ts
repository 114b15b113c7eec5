import { parseJson } from '../foreign.js';

/** What a reply that is JSON says. */
export interface JsonVerdict {
  /** The text of its one verdict; undefined where there are none or several, or it is no text. */
  readonly verdict: string | undefined;
  /** Its reasons; empty where it gives none. */
  readonly rationale: string;
}

/** The member that holds reasons. */
const RATIONALE = 'rationale';

/**
 * Reads a reply that is one JSON object or array as a whole; control characters may stand inside its texts.
 * Members are counted as they are written, at any depth: parsers keep the last of two with one name, which
 * may be the quoted one.
 *
 * @param body the reply
 * @param member the name of the verdict
 * @returns undefined when the body is not JSON, or neither object nor array
 */
export function readJson(body: string, member: string): JsonVerdict | undefined {
  const json = body.replaceAll(/\p{Cc}/gu, ' ');
  const value = parseJson(json);
  if (typeof value !== 'object' || value === null) return undefined;
  let verdicts = 0;
  let verdict: string | undefined;
  let rationale: string | undefined;
  for (const { name, text } of membersOf(json)) {
    if (name === member) {
      verdicts += 1;
      verdict = text;
    } else if (name === RATIONALE) {
      rationale ??= text;
    }
  }
  return { verdict: verdicts === 1 ? verdict : undefined, rationale: rationale ?? '' };
}

/** A member as it is written: its name in small letters, and its value where that is a text. */
interface Member {
  readonly name: string;
  readonly text: string | undefined;
}

/** A text of valid JSON. */
const TEXT = /"(?:[^"\\]|\\.)*"/gu;

/** The members of valid JSON, at any depth: outside of texts it holds no quotes. */
function* membersOf(json: string): Generator<Member> {
  let name = '';
  let end = 0;
  for (const { 0: written, index } of json.matchAll(TEXT)) {
    const isValue = json.slice(end, index).trim() === ':';
    if (isColon(json, end)) {
      yield { name: plainName(name), text: isValue ? textOf(written) : undefined };
    }
    name = written;
    end = index + written.length;
  }
  if (isColon(json, end)) yield { name: plainName(name), text: undefined };
}

/** Whether the next sign of JSON from a place on is a colon. */
function isColon(json: string, from: number): boolean {
  const sign = /\S/g;
  sign.lastIndex = from;
  return sign.exec(json)?.[0] === ':';
}

/** The text that a JSON text stands for. */
function textOf(written: string): string {
  const text = parseJson(written);
  return typeof text === 'string' ? text : '';
}

/** A member's name without white space round it, in small letters. */
function plainName(written: string): string {
  return textOf(written).trim().toLowerCase();
}

/** The last verdict member of a text, which need not be JSON. */
export interface TrailingMember {
  readonly value: string;
  /** What stands behind the braces that close it. */
  readonly tail: string;
}

/**
 * Finds the last verdict member of a text, if braces close behind it and all that are opened are closed.
 * Otherwise what ends the text is the end of an object that it quotes.
 *
 * @param pattern matches a member within a bounded number of characters, with the flag `g` and the group
 *   `value`
 */
export function trailingMember(text: string, pattern: RegExp): TrailingMember | undefined {
  const last = [...text.matchAll(pattern)].at(-1);
  if (last === undefined) return undefined;
  const rest = text.slice(last.index + last[0].length);
  const closing = /^[\s,}\]]*/.exec(rest)?.[0] ?? '';
  const isClosed = closing.includes('}') && text.split('{').length === text.split('}').length;
  if (!isClosed) return undefined;
  const tail = rest.slice(closing.length).replace(/^`{1,3}/, '');
  return { value: last.groups?.value ?? '', tail };
}
