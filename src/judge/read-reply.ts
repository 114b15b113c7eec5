import type { Answer } from '../model/answer.js';
import { LONGEST_JUDGE_REPLY, withoutPairs, withSingleSpaces } from '../foreign.js';
import { type JsonVerdict, readJson, trailingMember } from './json-verdict.js';
import type { Judgement } from './judgement.js';
import type { VerdictWords } from './verdict-words.js';

/** What is known of a reply besides its text. */
export interface ReplyFacts {
  /** It ended because its tokens did. */
  readonly isCut: boolean;
  /** The tag between which the judge was shown the answer; undefined where nothing was fenced. */
  readonly tag?: string | undefined;
}

/** Places of a reply that hold its reasoning, by the names that {@link Answer} gives them. */
const REASONING = /reason|think|thought|analysis/i;

/**
 * The judgement in what the judge's endpoint answered. A judge that declines, is filtered or says nothing
 * has not judged; nothing is made up for it, and its reasoning is never read for a verdict.
 *
 * @param read reads the text of a reply
 * @param tag the tag between which the judge was shown the answer
 */
export function judgementOfReply<Label extends string>(
  answer: Answer,
  read: (reply: string, facts: ReplyFacts) => Judgement<Label>,
  tag?: string,
): Judgement<Label> {
  switch (answer.kind) {
    case 'answered':
      return read(answer.text, { isCut: answer.truncated, tag });
    case 'refused':
    case 'filtered':
      return { label: 'unjudged', reason: answer.kind };
    case 'misplaced':
      return { label: 'unjudged', reason: REASONING.test(answer.place) ? 'empty' : 'unparsed' };
    case 'degenerate':
      return { label: 'unjudged', reason: 'unparsed' };
    case 'no-answer':
      return { label: 'unjudged', reason: 'cut' };
    case 'empty':
    case 'failed':
      return { label: 'unjudged', reason: 'failed' };
  }
}

/** Characters of a judge's reasons that are kept. */
const RATIONALE_LIMIT = 4000;

/** How a judge declines in words. */
const REFUSAL =
  /^\W*(?:i['’]?m (?:very |really )?sorry|i am sorry|sorry|i apologi[sz]e|i (?:can['’]?t|cannot|can not|won['’]?t|am unable|am not able)|i['’]m (?:unable|not able)|unfortunately,? i)\b/i;

/**
 * The judgement in a judge's reply. A label is read only where the whole reply is one JSON value with one
 * verdict, or where every statement of a label in the reply agrees with the one that it ends or begins
 * with. So whatever a reply quotes can make it unreadable, and cannot turn its label round.
 *
 * @param reply the judge's words; empty, or too long, is unjudged (unparsed)
 * @param words how verdicts on one kind of question are worded
 */
export function readReply<Label extends string>(
  reply: string,
  { isCut, tag }: ReplyFacts,
  words: VerdictWords<Label>,
): Judgement<Label> {
  if (reply.length > LONGEST_JUDGE_REPLY) return unjudged('unparsed');
  const text = trimmed(tag === undefined ? reply : withoutEcho(reply, tag));
  const body = withoutFence(text);
  const json = readJson(body, words.member);
  if (json !== undefined) return ofJson(json, words);
  if (isCut) return unjudged('cut');
  const member = memberLabel(body, words);
  if (member === undefined && REFUSAL.test(body)) return unjudged('refused');
  const label = member ?? words.labelOfLines(linesOf(body));
  if (label === undefined) return unjudged('unparsed');
  const isAgreed = words.statements(plainText(body)).every((said) => said === label);
  return isAgreed ? { label, rationale: kept(text) } : unjudged('unparsed');
}

/** No judgement, and why. */
function unjudged(reason: 'refused' | 'unparsed' | 'cut'): {
  readonly label: 'unjudged';
  readonly reason: typeof reason;
} {
  return { label: 'unjudged', reason };
}

/** The judgement of a reply that is JSON. */
function ofJson<Label extends string>(
  { verdict, rationale }: JsonVerdict,
  words: VerdictWords<Label>,
): Judgement<Label> {
  const label = verdict === undefined ? undefined : words.labelOf(verdict);
  return label === undefined ? unjudged('unparsed') : { label, rationale: kept(rationale) };
}

/** The reasons that are kept. */
function kept(text: string): string {
  return text.trim().slice(0, RATIONALE_LIMIT);
}

/** A reply without the fenced answer, where the judge repeats it; any other tag may be part of the answer. */
function withoutEcho(reply: string, tag: string): string {
  const name = tag.replaceAll(/[^\w-]/g, '');
  const marks = {
    opening: new RegExp(`<(${name})>`, 'gi'),
    closing: new RegExp(`</(${name})>`, 'gi'),
  };
  return withoutPairs(reply, marks, ' ');
}

/** A text without white space and byte order marks round it. */
function trimmed(text: string): string {
  return text.replaceAll('\uFEFF', '').trim();
}

/** Opens a code fence that may name a language. */
const FENCE_OPENING = /^`{3,}[^\S\n]*[\w+-]*/;

/** The inside of the one code fence that wraps all of a text; other texts stay as they are. */
function withoutFence(text: string): string {
  const opening = FENCE_OPENING.exec(text)?.[0];
  if (opening === undefined || !text.endsWith('```')) return text;
  const inside = text.slice(opening.length).replace(/(?<!`)`+$/, '');
  return /(?:^|\n)[ \t]{0,8}`{3}/.test(inside) ? text : inside;
}

/** Line ends of every kind, one after the other. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** The lines of a text that hold letters, each without white space round it. */
function linesOf(text: string): readonly string[] {
  return withSingleSpaces(text.replaceAll(LINE_ENDS, '\n'))
    .split('\n')
    .filter((line) => /\p{L}/u.test(line))
    .map((line) => line.trim());
}

/** A text as it reads once escapes are undone, no matter who put them there; white space is single. */
function plainText(text: string): string {
  const unescaped = text
    .replaceAll(/(?<!\\)\\+u([\da-f]{4})/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replaceAll(/(?<!\\)\\+[nr]/g, '\n')
    .replaceAll(/(?<!\\)\\+t/g, ' ')
    .replaceAll('\\', '');
  return withSingleSpaces(unescaped.replaceAll(LINE_ENDS, '\n'));
}

/** What may stand behind the last member of a reply before one has to look for words in it. */
const LONGEST_TAIL = 200;

/** Words that lead over from JSON to its repetition in words. */
const LEAD = /^(?:so|thus|hence|therefore)[,:]?\s+/i;

/** The label of a verdict member that a reply ends with: of JSON with text round it, or not quite JSON. */
function memberLabel<Label extends string>(
  body: string,
  words: VerdictWords<Label>,
): Label | undefined {
  const found = trailingMember(body, words.memberPattern);
  if (found === undefined) return undefined;
  const label = words.labelOf(found.value);
  const tail = found.tail.trim();
  if (tail.length > LONGEST_TAIL || /[{}]/.test(tail)) return undefined;
  if (!words.mentions.test(tail)) return label;
  // A tail that says the same once more, in a line of its own, is no doubt.
  return words.labelOfLines([tail.replace(LEAD, '')]) === label ? label : undefined;
}
