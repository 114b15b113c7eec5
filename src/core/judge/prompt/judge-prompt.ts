import type { Item } from '../../dataset/item.js';
import { digestOfJson } from '../../digest.js';
import type { ChatQuestion } from '../../sweep/chat-question.js';
import { GateError } from '../../errors.js';
import { fence } from './fence.js';
import { JUDGE_REPLY_FORMAT } from './judge-reply-format.js';
import { JUDGE_TEMPLATE } from './judge-template.js';

/** The version of our template, of how it is filled, and of how replies are read. */
export const JUDGE_PROMPT_VERSION = '1';

/** How answers are put to the judge. */
export interface JudgePrompt {
  /** Text with `{answer}`, and any of `{question}`, `{warning}` and `{reference}`. */
  readonly template: string;
  /** The form replies are constrained to; undefined with a user's template, which has its own. */
  readonly replyFormat: ChatQuestion['replySchema'] | undefined;
  /** SHA-256 over all that the judge is told; part of the protocol. */
  readonly digest: string;
}

/** What a template can hold. */
const PLACEHOLDER = /\{(question|warning|reference|answer)\}/g;

/**
 * The prompt of a template.
 *
 * @param template the user's; undefined is ours
 * @throws GateError CONFIG_INVALID when it does not hold `{answer}`
 */
export function judgePromptOf(template: string | undefined): JudgePrompt {
  const isOwn = template === undefined;
  if (!isOwn && !template.includes('{answer}')) {
    throw new GateError('CONFIG_INVALID', 'The template of input judge-prompt has no {answer}.', {
      remedy:
        'Put {answer} where the answer goes; {question}, {warning} and {reference} may stand too.',
    });
  }
  const told = {
    version: JUDGE_PROMPT_VERSION,
    template: isOwn ? JUDGE_TEMPLATE : template,
    replyFormat: isOwn ? JUDGE_REPLY_FORMAT : undefined,
  };
  const { template: text, replyFormat } = told;
  return { template: text, replyFormat, digest: digestOfJson(told) };
}

/**
 * What the judge is told about one answer. All placeholders are filled in one pass, so that a
 * placeholder inside a filled text stays what it is; the answer comes fenced, in a user's template
 * too.
 *
 * @param prompt the template, on whichever metric
 * @param item gives question, warning and reference
 * @param answer the words to judge
 */
export function fillJudgePrompt({ template }: JudgePrompt, item: Item, answer: string): string {
  const { question, warning, reference } = item;
  const texts: Readonly<Record<string, string>> = {
    question,
    warning,
    reference,
    answer: fence(answer),
  };
  return template.replaceAll(
    PLACEHOLDER,
    (placeholder, name: string) => texts[name] ?? placeholder,
  );
}
