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
  /** One for each choice. */
  readonly replies: readonly DemoReply[];
  /** Characters of the prompt. */
  readonly promptLength: number;
  readonly maxTokens: number | undefined;
}

/**
 * A completion, or a filter's refusal of all its choices, in OpenAI's words; text beyond the cap is
 * cut off.
 *
 * @param parts - what the model said, and to what
 */
export function wireCompletion({
  model,
  replies,
  promptLength,
  maxTokens,
}: CompletionParts): WireReply {
  if (replies.every(({ kind }) => kind === 'filtered')) {
    return wireError(400, 'The prompt was stopped by a content filter.', 'content_filter');
  }
  const mostCharacters = (maxTokens ?? Infinity) * CHARACTERS_PER_TOKEN;
  const choices = replies.map((reply, index) => ({ index, ...wireChoice(reply, mostCharacters) }));
  const prompt = tokensIn(promptLength);
  const completion = replies
    .map((reply) => tokensIn(Math.min(wordsOf(reply).length, mostCharacters)))
    .reduce((sum, tokens) => sum + tokens, 0);
  return {
    status: 200,
    body: {
      id: 'chatcmpl-demo',
      object: 'chat.completion',
      created: 0,
      model,
      system_fingerprint: 'fp_demo',
      choices,
      usage: {
        prompt_tokens: prompt,
        completion_tokens: completion,
        total_tokens: prompt + completion,
      },
    },
  };
}

/** One choice: why the model stopped, and what it said by then. */
function wireChoice(reply: DemoReply, mostCharacters: number): object {
  const words = wordsOf(reply).slice(0, mostCharacters);
  const isCut = words.length < wordsOf(reply).length;
  const said =
    reply.kind === 'text' ? { content: words, refusal: null } : { content: null, refusal: words };
  const silence = { content: null, refusal: null };
  return reply.kind === 'filtered'
    ? { finish_reason: 'content_filter', message: { role: 'assistant', ...silence } }
    : { finish_reason: isCut ? 'length' : 'stop', message: { role: 'assistant', ...said } };
}

/** The words of a reply; a filtered one has none. */
function wordsOf(reply: DemoReply): string {
  return 'text' in reply ? reply.text : '';
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
