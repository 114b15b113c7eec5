import type { DemoReply } from './model-reply.js';

/** An HTTP reply of the embedded endpoint; the body goes out as JSON. */
export interface WireReply {
  readonly status: number;
  readonly body: unknown;
}

/** Characters that are counted as one token. */
const CHARACTERS_PER_TOKEN = 4;

/** What a completion is written from. */
interface CompletionParts {
  readonly model: string;
  readonly reply: DemoReply;
  /** Characters of the prompt. */
  readonly promptLength: number;
  readonly maxTokens: number | undefined;
}

/**
 * A completion, or a filter's refusal, in OpenAI's words; text beyond the cap is cut off.
 *
 * @param parts - what the model said, and to what
 */
export function wireCompletion({
  model,
  reply,
  promptLength,
  maxTokens,
}: CompletionParts): WireReply {
  if (reply.kind === 'filtered') {
    return wireError(400, 'The prompt was stopped by a content filter.', 'content_filter');
  }
  const words = reply.text.slice(0, (maxTokens ?? Infinity) * CHARACTERS_PER_TOKEN);
  const [prompt, completion] = [tokensIn(promptLength), tokensIn(words.length)];
  const message =
    reply.kind === 'refusal'
      ? { content: null, refusal: words }
      : { content: words, refusal: null };
  return {
    status: 200,
    body: {
      id: 'chatcmpl-demo',
      object: 'chat.completion',
      created: 0,
      model,
      system_fingerprint: 'fp_demo',
      choices: [
        {
          index: 0,
          finish_reason: words.length < reply.text.length ? 'length' : 'stop',
          message: { role: 'assistant', ...message },
        },
      ],
      usage: {
        prompt_tokens: prompt,
        completion_tokens: completion,
        total_tokens: prompt + completion,
      },
    },
  };
}

/** The tokens that a number of characters counts for. */
function tokensIn(length: number): number {
  return Math.ceil(length / CHARACTERS_PER_TOKEN);
}

/**
 * An error in OpenAI's form.
 *
 * @param status - the HTTP status
 * @param message - what is wrong, and with what
 * @param code - the short name of it
 */
export function wireError(status: number, message: string, code: string): WireReply {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  return { status, body: { error: { message, type, param: null, code } } };
}
