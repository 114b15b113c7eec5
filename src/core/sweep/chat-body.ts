import type { ChatQuestion, JsonObject } from './chat-question.js';
import type { Dialect } from './dialect.js';

/**
 * The JSON body of POST /chat/completions for one question, in a server's dialect.
 *
 * Text stands before the picture, as in the benchmark, and the picture is `{url: data URI}`, the one
 * form that OpenAI, vLLM and Ollama all take; it stands here as it is, and whoever sends the body
 * encodes it. The user's own members come last and win.
 *
 * @param question - what is asked
 * @param model - the model name the server knows
 * @param dialect - what this server takes
 * @param answers - how many answers the call asks for; one is what every server gives unasked
 */
export function chatBody(
  question: ChatQuestion,
  model: string,
  dialect: Dialect,
  answers: number,
): JsonObject {
  const { temperature, seed } = question;
  return {
    model,
    messages: messagesOf(question),
    [dialect.tokenField]: question.maxTokens,
    ...(temperature === undefined || !dialect.sendsTemperature ? {} : { temperature }),
    ...(seed === undefined || !dialect.sendsSeed ? {} : { seed }),
    ...(answers === 1 || !dialect.sendsN ? {} : { n: answers }),
    ...replyFormatOf(question, dialect),
    ...question.extraBody,
  };
}

/** The system message, if any, and the user's. */
function messagesOf({ system, text, picture }: ChatQuestion): readonly JsonObject[] {
  const pictureParts =
    picture === undefined ? [] : [{ type: 'image_url', image_url: { url: picture } }];
  const user = { role: 'user', content: [{ type: 'text', text }, ...pictureParts] };
  return system === undefined ? [user] : [{ role: 'system', content: system }, user];
}

/** The `response_format` member, as far as the server takes it. */
function replyFormatOf({ replySchema }: ChatQuestion, { replyFormat }: Dialect): JsonObject {
  if (replySchema === undefined || replyFormat === 'text') return {};
  if (replyFormat === 'json_object') return { response_format: { type: 'json_object' } };
  const { name, schema } = replySchema;
  return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
}
