import { z } from 'zod';
import type { Answer } from '../model/answer.js';
import { LONGEST_JUDGE_REPLY, parseJson, withoutPairs } from '../foreign.js';
import { type Judgement } from './judgement.js';

/**
 * The judgement in what the judge's endpoint answered. A judge that declines, is filtered or says nothing
 * has not judged; nothing is made up for it.
 */
export function judgementOfReply<Label extends string>(
  answer: Answer,
  read: (reply: string, facts: ReplyFacts) => Judgement<Label>,
): Judgement<Label> {
  switch (answer.kind) {
    case 'answered':
      return read(answer.text, { isCut: answer.truncated });
    case 'refused':
    case 'filtered':
      return { label: 'unjudged', reason: answer.kind };
    case 'misplaced':
    case 'degenerate':
      return { label: 'unjudged', reason: 'unparsed' };
    case 'empty':
    case 'no-answer':
    case 'failed':
      return { label: 'unjudged', reason: 'failed' };
  }
}

/** Characters of a judge's reasons that are kept. */
const RATIONALE_LIMIT = 4000;

/** The tags of the fenced answer, where a judge repeats it. */
const ECHO = { opening: /<(answer-[0-9a-f]{16})>/gi, closing: /<\/(answer-[0-9a-f]{16})>/gi };

/** How a judge declines in words. */
const REFUSAL =
  /^\W*(?:i['’]?m (?:very |really )?sorry|i am sorry|sorry|i apologi[sz]e|i (?:can['’]?t|cannot|can not|won['’]?t|am unable|am not able)|i['’]m (?:unable|not able)|unfortunately,? i)\b/i;

/** What is known of a reply besides its text. */
export interface ReplyFacts {
  /** It ended because its tokens did. */
  readonly isCut: boolean;
}

/**
 * The judgement in a judge's reply: JSON, alone or with text round it; else the verdicts in words. The last
 * verdict counts, because the ones before it may be quoted. A cut reply counts only if its verdict is
 * the last thing in it. What cannot be read is unjudged.
 *
 * @param reply the judge's words; empty, or too long, is unjudged (unparsed)
 */
export function readReply<Label extends string>(
  reply: string,
  { isCut }: ReplyFacts,
  form: ReplyForm<Label>,
): Judgement<Label> {
  const text = reply.length > LONGEST_JUDGE_REPLY ? '' : withoutPairs(reply, ECHO, ' ');
  const verdict = verdictInReply(text, form);
  if (verdict === undefined || (isCut && /\p{L}/u.test(text.slice(verdict.end)))) {
    return { label: 'unjudged', reason: REFUSAL.test(text) ? 'refused' : 'unparsed' };
  }
  const rationale = (verdict.rationale ?? text).trim().slice(0, RATIONALE_LIMIT);
  return { label: verdict.label, rationale };
}

/** The verdict of a reply; none where JSON says one thing and words behind it another. */
function verdictInReply<Label extends string>(
  text: string,
  form: ReplyForm<Label>,
): FoundVerdict<Label> | undefined {
  const { verdicts, rest, isBroken } = findJsonVerdicts(text, form);
  const json = verdicts.at(-1);
  if (isBroken) return json;
  const worded = form.findWorded(rest).at(-1);
  if (json === undefined || worded === undefined) return json ?? worded;
  return worded.start < json.start || worded.label === json.label ? json : undefined;
}

/** How a judge's reply to one kind of question is read. */
interface ReplyForm<Label extends string> {
  /** A reply in JSON: a verdict in any case, with or without reasons; other members are ignored. */
  readonly schema: z.ZodType<{ readonly label: Label; readonly rationale: string }>;
  /** The end of an object that is not quite JSON, such as one with bare quotes in its reasons. */
  readonly brokenEnd: RegExp;
  /** What a word counts as; small letters and single spaces. */
  readonly labelOf: (word: string) => Label | undefined;
  /** The verdicts that a reply puts in words, in the order they stand. */
  readonly findWorded: (text: string) => readonly FoundVerdict<Label>[];
}

/**
 * The form of replies whose verdict is one of some words.
 *
 * @param member the name of the verdict in JSON
 */
export function replyForm<Label extends string>(
  member: string,
  labels: Readonly<Record<string, Label>>,
  findWorded: ReplyForm<Label>['findWorded'],
): ReplyForm<Label> {
  const labelOf = (word: string): Label | undefined => {
    const name = plain(word);
    // A word such as `constructor` is a member of every object.
    return Object.hasOwn(labels, name) ? labels[name] : undefined;
  };
  const words = Object.keys(labels)
    .join('|')
    .replaceAll(' ', String.raw`\s+`);
  const schema = z.looseObject({ rationale: z.string().catch('') }).transform((value, context) => {
    const word = value[member];
    const label = typeof word === 'string' ? labelOf(word) : undefined;
    if (label !== undefined) return { label, rationale: value.rationale };
    context.addIssue('no verdict');
    return z.NEVER;
  });
  const brokenEnd = new RegExp(
    String.raw`["'\u201C]${member}["'\u201D]\s*:\s*["'\u201C](${words})["'\u201D]\s*(?:,\s*)?\}\s*(?:\x60{3}\s*)?$`,
    'i',
  );
  return { schema, brokenEnd, labelOf, findWorded };
}

/** A word in small letters and with single spaces. */
function plain(word: string): string {
  return word.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

/** A verdict found in a judge's reply. */
export interface FoundVerdict<Label extends string> {
  readonly label: Label;
  /** The reasons beside it; undefined when they are the reply itself. */
  readonly rationale: string | undefined;
  /** Where it begins in the reply. */
  readonly start: number;
  /** Where it ends in the reply. */
  readonly end: number;
}

/** What a reply holds in JSON. */
interface JsonReading<Label extends string> {
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
 */
function findJsonVerdicts<Label extends string>(
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

/**
 * Where a JSON object ends, by its braces; braces inside of its texts do not count.
 *
 * @param text any text
 * @returns the position behind the closing brace; undefined when it is never closed
 */
function endOfObject(text: string, start: number): number | undefined {
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

/** Characters before a verdict in which an opening quote is looked for. */
const LOOK_BEHIND = 12;

/**
 * Tells of places in a reply whether what begins there is a quotation: opened by a quote, or on a line
 * that is one. Each place is looked at from the one before it on, and each line's beginning once.
 *
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
