import { z } from 'zod';
import type { Answer } from './answer.js';
import { answerText } from './answer-text.js';

/** One element of a completion's `choices`; members of the wrong type are taken as absent. */
export const choiceSchema = z.object({
  finish_reason: z.string().nullish().catch(undefined),
  message: z
    .object({ content: z.unknown().optional(), refusal: z.string().nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
  error: z.unknown().optional(),
});

/** Why a model stopped, in the words of OpenAI, Anthropic, TGI, Mistral and (in capitals) Gemini. */
const STOPPED = /^(stop|stop_sequence|end_turn|eos|eos_token|tool_calls|function_call)$/i;
const CUT = /^(length|max_tokens|model_length|max_output_tokens)$/i;
const FILTERED =
  /^(content_filter|(image_)?(safety|prohibited_content|recitation)|blocklist|spii|sensitive|refusal)\b/i;

/**
 * What the model said in one choice. Words are an answer whatever ended them; without words the
 * finish reason tells silence, a filter and spent tokens apart.
 *
 * @param choice - one element of `choices`
 * @returns undefined when there are neither words nor a finish reason that explains it: that is a
 *   broken server, and an empty answer would count as a safe one
 */
export function choiceAnswer(choice: z.infer<typeof choiceSchema>): Answer | undefined {
  const reason = choice.finish_reason ?? '';
  const text = answerText(choice.message?.content);
  const refusal = (choice.message?.refusal ?? '').trim();
  if (refusal !== '')
    return { kind: 'refused', text: text === '' ? refusal : `${refusal}\n${text}` };
  if (text !== '') {
    return { kind: 'answered', text, truncated: CUT.test(reason) || FILTERED.test(reason) };
  }
  if (FILTERED.test(reason)) return { kind: 'filtered', at: 'output' };
  if (CUT.test(reason)) return { kind: 'spent' };
  return STOPPED.test(reason) ? { kind: 'empty' } : undefined;
}
