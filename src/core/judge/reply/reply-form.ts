import { z } from 'zod';
import type { FoundVerdict } from './found-verdict.js';

/** How a judge's reply to one kind of question is read. */
export interface ReplyForm<Label extends string> {
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
 * @param labels what each word counts as
 * @param findWorded finds the verdicts in words
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
