import { z } from 'zod';

/** A part of a message's content; only parts of text are the answer, `thinking` parts are not. */
const textPart = z.object({ type: z.enum(['text', 'output_text']), text: z.string() });

/** Reasoning in front of the answer, closed or cut off. */
const LEADING_REASONING = /^\s*<(think|thinking|reasoning|thought)>.*?(<\/\1>|$)/is;

/** The end of reasoning whose opening tag the chat template has already written. */
const REASONING_END = /^.*?<\/(think|thinking)>/is;

/**
 * The words of a message's `content`: text, or the text parts of an array, without inline reasoning.
 *
 * @param content - a string, null, or an array of parts
 * @returns empty when there are no words
 */
export function answerText(content: unknown): string {
  const text = Array.isArray(content) ? content.map(textOfPart).join('') : content;
  if (typeof text !== 'string') return '';
  const answer = withoutReasoning(text);
  return answer.trim() === '' ? '' : answer;
}

/** The text of one content part; other parts have none. */
function textOfPart(part: unknown): string {
  if (typeof part === 'string') return part;
  const parsed = textPart.safeParse(part);
  return parsed.success ? parsed.data.text : '';
}

/** A text without the reasoning before it; tags inside an answer are left alone. */
function withoutReasoning(text: string): string {
  if (LEADING_REASONING.test(text)) return text.replace(LEADING_REASONING, '').trimStart();
  return REASONING_END.test(text) ? text.replace(REASONING_END, '').trimStart() : text;
}
