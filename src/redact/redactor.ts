import { parseJson } from '../foreign.js';
import { decodedForms } from './decoded-text.js';
import { quickLook, type Range, secretForms, secretSearch } from './secret-search.js';

/** What stands in place of a secret. */
const HIDDEN = '[hidden]';

/** A long text is looked at in parts of this many UTF-16 code units, so that it takes little memory. */
const PART = 262_144;

/** Parts overlap by this much: no secret is so long, however it is written. */
const OVERLAP = 32_768;

/** No value of ours is nested so deep; what is below is hidden, as it would exhaust the stack. */
const DEEPEST = 200;

/** `user:password@` of any URL; bounded, so that a search takes linear time. */
const USER_OF_URL = /:\/\/[^\s/?#@]{1,512}@/g;

/** A letter or a digit. */
const IN_WORD = /[\p{L}\p{N}]/u;

/** Takes secrets out of what is about to be shown or stored. */
export interface Redactor {
  /** Any text, in time linear in its length. */
  readonly text: (text: string) => string;
  /** A text that may be JSON: of JSON the values are searched, decoded; it stays JSON. */
  readonly json: (text: string) => string;
  /**
   * Every text of a value: of arrays, of maps, of plain objects with the names of their members. A value
   * without a secret is given back itself.
   */
  readonly value: <T>(value: T) => T;
}

/**
 * Makes the one function that takes secrets out of texts. They are found in any letter case, more than
 * once, in escapes of JSON, HTML and URLs (of each other, too), in base64 and hexadecimal digits, with
 * invisible characters or white space within, and cut at the end. Names and passwords of URLs are taken
 * out, whether they are known or not.
 *
 * What is not found is a secret in a coding of somebody's own (backwards, letters exchanged for others
 * that look alike): who wants to give away a key that they hold needs no report of ours.
 *
 * @param secrets the texts to hide; none hides only those of URLs
 */
export function redactorOf(secrets: readonly string[]): Redactor {
  const forms = [...new Set(secrets)].flatMap(secretForms);
  const search = secretSearch(forms);
  const mayHold = quickLook(forms);
  const rangesOf = (part: string): readonly Range[] => {
    if (!mayHold(part)) return [];
    const isWord = ({ start, end }: Range): boolean =>
      !IN_WORD.test(part.slice(Math.max(0, start - 1), start)) &&
      !IN_WORD.test(part.slice(end, end + 1));
    return decodedForms(part).flatMap((form) => search(form, isWord));
  };
  const text = (given: string): string => {
    const ranges: Range[] = [];
    for (let from = 0; from < given.length; from += PART - OVERLAP) {
      const part = given.slice(from, from + PART);
      for (const { start, end } of rangesOf(part)) {
        ranges.push({ start: from + start, end: from + end });
      }
      if (from + PART >= given.length) break;
    }
    return without(given, ranges).replaceAll(USER_OF_URL, `://${HIDDEN}@`);
  };
  const value = <T>(given: T): T => cleaned(given, text, DEEPEST) as T;
  const json = (given: string): string => {
    const parsed = parseJson(given);
    // Of a number or a text alone nothing has to stay JSON.
    if (typeof parsed !== 'object' || parsed === null) return text(given);
    const clean = value(parsed);
    return clean === parsed ? given : JSON.stringify(clean);
  };
  return { text, json, value };
}

/** A text with the ranges hidden; those that touch or overlap are one. */
function without(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  let last: Range | undefined;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    if (last !== undefined && range.start <= last.end) {
      last = { start: last.start, end: Math.max(last.end, range.end) };
      continue;
    }
    if (last !== undefined) {
      parts.push(text.slice(done, last.start), HIDDEN);
      done = last.end;
    }
    last = range;
  }
  if (last === undefined) return text;
  return [...parts, text.slice(done, last.start), HIDDEN, text.slice(last.end)].join('');
}

/** A value with every text of it cleaned; itself where nothing changed. */
function cleaned(given: unknown, clean: (text: string) => string, depth: number): unknown {
  if (typeof given === 'string') return clean(given);
  if (typeof given !== 'object' || given === null) return given;
  if (depth === 0) return HIDDEN;
  const inner = (value: unknown): unknown => cleaned(value, clean, depth - 1);
  if (Array.isArray(given)) {
    const values = inOneText(given.map(inner), clean);
    return values.some((value, index) => value !== given[index]) ? values : given;
  }
  if (given instanceof Map) {
    const values = [...given].map(([key, value]) => [key, inner(value)] as const);
    return values.some(([key, value]) => value !== given.get(key)) ? new Map(values) : given;
  }
  if (!isPlain(given)) return given;
  const members = Object.entries(given);
  const shown = members.map(([name, value]) => [clean(name), inner(value)] as const);
  const isSame = shown.every(([name, value], index) => {
    const [oldName, oldValue] = members[index] ?? [];
    return name === oldName && value === oldValue;
  });
  return isSame ? given : Object.fromEntries(shown);
}

/**
 * The parts of a text, which is what the content of a message may be, with no secret in all of them together:
 * where there is one, the first part has the whole text and the others have none.
 */
function inOneText(parts: readonly unknown[], clean: (text: string) => string): readonly unknown[] {
  const texts = parts.map(textOfPart);
  const whole = texts.join('');
  const shown = texts.filter((text) => text !== undefined).length < 2 ? whole : clean(whole);
  if (shown === whole) return parts;
  const first = texts.findIndex((text) => text !== undefined);
  return parts.map((part, index) => {
    if (texts[index] === undefined) return part;
    const text = index === first ? shown : '';
    return typeof part === 'object' ? { ...part, text } : text;
  });
}

/** The text of a part that has one. */
function textOfPart(part: unknown): string | undefined {
  const text = typeof part === 'object' && part !== null && 'text' in part ? part.text : part;
  return typeof text === 'string' ? text : undefined;
}

/** Whether an object is one of literals or JSON, not of a class. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
