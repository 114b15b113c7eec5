import { z } from 'zod';
import type { Answer } from './answer.js';
import { isDegenerate, type Place, textElsewhere } from './answer-text.js';
import { type ReasoningSplit, splitReasoning } from './reasoning.js';

/** One element of a completion's `choices`; members of the wrong type are taken as absent. */
const partsSchema = z.object({
  finish_reason: z.string().nullish().catch(undefined),
  message: z
    .object({ content: z.unknown().optional(), refusal: z.string().nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
});

/** What the model said in one choice. */
interface ChoiceReading {
  readonly answer: Answer;
  /** Where or how it reasoned, as the record names it; undefined where it did not. */
  readonly reasoning?: string;
}

/** Why a model stopped, in the words of OpenAI, Anthropic, TGI, Mistral, Cohere and (in capitals) Gemini. */
const STOPPED = /^(stop|stop_sequence|end_turn|eos|eos_token|complete|completed)$/i;
const CALLED = /^(tool_calls?|tool_use|function_call)$/i;
const CUT = /^(length|max_tokens|model_length|max_output_tokens|max_length)$/i;
/** OpenAI's word, and those of Gemini, Anthropic, Bedrock's guardrails, Cohere, Zhipu and gateways. */
const FILTERED =
  /^guardrail|^(content_?filter(ed)?|content_policy(_violation)?|moderation|blocked|(image_)?(safety|prohibited_content|recitation)|blocklist|spii|sensitive|refusal|error_toxic|model_armor)(?![a-z])/i;

/** A character that a reader sees. */
const VISIBLE = /[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/u;

/**
 * What the model said in one choice. Words in `content` are an answer, whatever ended them. Without
 * words the finish reason tells silence, a filter and used-up tokens apart, but silence only where no
 * other member of the choice holds words: a model that was not heard has not said nothing.
 *
 * @param choice - one element of `choices`, any JSON value
 * @returns undefined when there are neither words nor a finish reason that explains it: that is a
 *   broken server, and an empty answer would count as a safe one
 */
export function readChoice(choice: unknown): ChoiceReading | undefined {
  const { finish_reason: finish, message } = partsSchema.safeParse(choice).data ?? {};
  const reason = plainReason(finish ?? '');
  const content = contentText(message?.content);
  const split = splitReasoning(content);
  const text = visibleText(split.answer);
  const elsewhere = text === '' ? textElsewhere(withoutText(choice)) : undefined;
  const reasoning = split.format ?? (elsewhere?.isReasoning === true ? elsewhere.path : undefined);
  const noted = reasoning === undefined ? {} : { reasoning };
  const refusal = visibleText(message?.refusal ?? '');
  if (refusal !== '') {
    return {
      answer: { kind: 'refused', text: text === '' ? refusal : `${refusal}\n${text}` },
      ...noted,
    };
  }
  if (text !== '') {
    const truncated = CUT.test(reason) || FILTERED.test(reason);
    const answer: Answer = isDegenerate(text)
      ? { kind: 'degenerate' }
      : { kind: 'answered', text, truncated };
    return { answer, ...noted };
  }
  const answer = wordless(reason, { content: message?.content, split, elsewhere });
  return answer === undefined ? undefined : { answer, ...noted };
}

/** A finish reason as most write it: gateways leave the enumeration of Google's in front, or write hyphens. */
function plainReason(reason: string): string {
  return reason
    .trim()
    .replaceAll(/[- ]/g, '_')
    .replace(/^finish_reason_/i, '');
}

/** What is known of a choice without words in its content. */
interface Silence {
  readonly content: unknown;
  readonly split: ReasoningSplit;
  readonly elsewhere: Place | undefined;
}

/** What a choice without words in its content is. */
function wordless(reason: string, { content, split, elsewhere }: Silence): Answer | undefined {
  // A reasoning model that is cut or filtered has reasoned, and said no more; other words are an answer.
  if (elsewhere?.isReasoning === false) return { kind: 'misplaced', place: elsewhere.path };
  if (FILTERED.test(reason)) return { kind: 'filtered', at: 'output' };
  if (CUT.test(reason)) return { kind: 'no-answer' };
  if (elsewhere !== undefined) return { kind: 'misplaced', place: elsewhere.path };
  if (split.format !== undefined) {
    const place = split.isClosed ? 'nothing behind its reasoning' : 'reasoning without an end';
    return { kind: 'misplaced', place: `${place} (${split.format})` };
  }
  if (CALLED.test(reason)) return { kind: 'misplaced', place: 'a tool call' };
  const isText = content === null || typeof content === 'string';
  return isText && STOPPED.test(reason) ? { kind: 'empty' } : undefined;
}

/**
 * The text of a message's `content`: text, or the text parts of an array; empty where it is neither,
 * or where the array also holds text of no type, which would be left out of what is judged.
 */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const parts: readonly unknown[] = content.slice(0, MOST_PARTS);
  const isPartial = parts.some((part) =>
    VISIBLE.test(untypedPart.safeParse(part).data?.text ?? ''),
  );
  return isPartial ? '' : parts.map(textOfPart).join('');
}

/** Parts of one message that are read; no answer of a few hundred tokens has as many. */
const MOST_PARTS = 1000;

/** A part of a message's content; only parts of text are the answer, `thinking` parts are not. */
const textPart = z.object({ type: z.enum(['text', 'output_text']), text: z.string() });

/** A part that holds text and does not say what it is: answer or thought. */
const untypedPart = z.object({ type: z.null().optional(), text: z.string() });

/** The text of one content part; other parts have none. */
function textOfPart(part: unknown): string {
  return typeof part === 'string' ? part : (textPart.safeParse(part).data?.text ?? '');
}

/** A text with a visible character, as it is; else nothing. */
function visibleText(text: string): string {
  return VISIBLE.test(text) ? text : '';
}

/** A choice without the text that is its content: what else it holds is looked for. */
function withoutText(choice: unknown): unknown {
  const parsed = z
    .looseObject({ message: z.looseObject({ content: z.string() }) })
    .safeParse(choice);
  if (!parsed.success) return choice;
  const { message, ...others } = parsed.data;
  return { ...others, message: { ...message, content: null } };
}
