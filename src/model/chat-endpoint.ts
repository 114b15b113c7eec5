import type { Picture } from '../dataset/item.js';
import type { Capabilities } from './capabilities.js';
import type { ChatRequest, ContentPart, Message } from './request-body.io.js';

/** What an endpoint is asked for. */
export type EndpointRole = 'model' | 'judge' | 'control';

/** One OpenAI-compatible chat endpoint. */
export interface ChatEndpoint {
  /** For messages. The control is the baseline's model, asked in the same run. */
  readonly role: EndpointRole;
  /**
   * Waits while the server is still loading: refused connections and 502, 503, 504 are retried until
   * the configured wait is over; any other reply is up. Throws ENDPOINT_UNREACHABLE or JUDGE_UNREACHABLE.
   */
  untilUp(signal: AbortSignal): Promise<void>;
  /**
   * The day on which the server says that it shuts the model down, `YYYY-MM-DD`; undefined where it announces
   * none. By the reply that {@link untilUp} had, else by one GET /models. Rejects only with the signal's reason.
   */
  shutdownDate?(signal: AbortSignal): Promise<string | undefined>;
  /**
   * One HTTP attempt of POST /chat/completions. Its JSON body is asked for when it goes out. What the
   * server or the network does is data; it rejects only when the signal is
   * aborted, or with what `bodyOf` throws to keep the request back.
   */
  send(bodyOf: () => Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<HttpReply>;
  /** Takes the endpoint's secrets out of a text that was read from a reply. */
  redact(text: string): string;
}

/** A JSON object as sent on the wire. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What one chat completion is asked, before a server's capabilities is applied. */
export interface ChatQuestion {
  /** System message; none when undefined. */
  readonly system?: string;
  /** The user's text; it stands before the picture, as in the benchmark. */
  readonly text: string;
  readonly picture?: Picture;
  readonly maxTokens: number;
  /** The server's default when undefined. */
  readonly temperature?: number;
  readonly seed?: number;
  /** The JSON schema the reply should follow; servers that cannot are asked for less. */
  readonly replySchema?: { readonly name: string; readonly schema: JsonObject };
  /** Merged into the body last: the user's own parameters. */
  readonly extraBody?: JsonObject;
}

/** What one HTTP attempt gave: a reply of any status, or no reply and why. */
export type HttpReply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** The body as it came, or what the events of a stream add up to; not yet parsed. */
      readonly text: string;
      /** Set where it came as an event stream, although none was asked for. */
      readonly isStreamed?: true;
    }
  | {
      readonly kind: 'no-reply';
      readonly cause:
        | 'refused'
        | 'unknown-host'
        | 'reset'
        | 'timeout'
        | 'tls'
        | 'too-long'
        /** It came, and cannot be unpacked or put together. */
        | 'unreadable'
        | 'other';
      readonly detail: string;
    };

/**
 * The JSON body of POST /chat/completions for one question, in a server's capabilities. Texts are
 * well-formed: half of a surrogate pair, as an answer that was cut may end with, is no valid JSON to many.
 *
 * Text stands before the picture, as in the benchmark, and the picture is `{url: data URI}`, the one
 * form that OpenAI, vLLM and Ollama all take; it stands here as it is, and who sends the body
 * encodes it. The user's own members come last and win.
 *
 * @param answers - how many answers the call asks for; one is what every server gives unasked
 */
export function chatBody(
  question: ChatQuestion,
  model: string,
  capabilities: Capabilities,
  answers: number,
): JsonObject {
  const { temperature, seed } = question;
  const request: ChatRequest = {
    model,
    messages: messagesOf(question),
    [capabilities.tokenField]: question.maxTokens,
    ...(temperature === undefined || !capabilities.sendsTemperature ? {} : { temperature }),
    ...(seed === undefined || !capabilities.sendsSeed ? {} : { seed }),
    ...(answers === 1 ? {} : { n: answers }),
    ...replyFormatOf(question, capabilities),
    // Some servers stream unless they are told not to.
    stream: false,
  };
  return { ...request, ...question.extraBody };
}

/** The system message, if any, and the user's. */
function messagesOf({ system, text, picture }: ChatQuestion): readonly Message[] {
  const content: ContentPart[] = [{ type: 'text', text: text.toWellFormed() }];
  if (picture !== undefined) content.push({ type: 'image_url', image_url: { url: picture } });
  const user: Message = { role: 'user', content };
  return system === undefined ? [user] : [{ role: 'system', content: system.toWellFormed() }, user];
}

/** The `response_format` member, as far as the server takes it. */
function replyFormatOf(
  { replySchema }: ChatQuestion,
  { replyFormat }: Capabilities,
): Pick<ChatRequest, 'response_format'> {
  if (replySchema === undefined || replyFormat === 'text') return {};
  if (replyFormat === 'json_object') return { response_format: { type: 'json_object' } };
  const { name, schema } = replySchema;
  return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
}
