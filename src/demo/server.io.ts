import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  demoModel,
  type DemoWorld,
  NAMED_MODELS,
  type SimulatedJudge,
  type SimulatedModel,
  type ChatRequest,
  chatRequestSchema,
  textOfRequest,
} from './demo-model.js';
import { parseJson } from '../foreign.js';
import { type DemoReply, judgeReply, modelReply } from './replies.js';

/** How the embedded endpoint is started. */
interface DemoEndpointOptions extends DemoWorld {
  /** 0, or left out: a free one. */
  readonly port?: number;
  /** Asked for as a bearer key when given. */
  readonly apiKey?: string;
}

/** A running embedded endpoint. */
export interface DemoEndpoint {
  /** For the input `endpoint`: ends with /v1. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/**
 * Starts an OpenAI-compatible server of simulated models on 127.0.0.1: `base` answers all safely,
 * `regressed` is unsafe in one domain, `judge` knows the labelled answers; `sim:…` and `judge:…` are
 * made to measure.
 *
 * @param options - the data set the models know, and how to serve
 */
export async function startDemoEndpoint(options: DemoEndpointOptions): Promise<DemoEndpoint> {
  const { port = 0, apiKey = '' } = options;
  const handle = demoHandler(options, apiKey);
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = incoming;
    const text = await readAll(incoming);
    const [path = ''] = url.split('?');
    const reply = handle({ method, path, authorization: headers.authorization ?? '', text });
    outgoing.writeHead(reply.status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(reply.body));
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    baseUrl: `http://127.0.0.1:${bound}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The body of a request as text. */
async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A request, read to its end. */
interface DemoRequest {
  readonly method: string;
  readonly path: string;
  /** Of the Authorization header; empty without one. */
  readonly authorization: string;
  readonly text: string;
}

/**
 * Makes the function that answers as an OpenAI-compatible server does: GET /v1/models and
 * POST /v1/chat/completions; 400 for a bad body, 401 for a wrong key, 404 for an unknown model or path.
 * It remembers how often each model was asked about each item.
 *
 * @param apiKey - asked for when not empty
 */
export function demoHandler(world: DemoWorld, apiKey: string): (request: DemoRequest) => WireReply {
  const speak = speaker(world);
  const routes: Readonly<Record<string, (text: string) => WireReply>> = {
    'GET /v1/models': listModels,
    'POST /v1/chat/completions': (text) => complete(text, speak),
  };
  return ({ method, path, authorization, text }) => {
    if (apiKey !== '' && authorization !== `Bearer ${apiKey}`) {
      return wireError(401, 'Incorrect API key provided.', 'invalid_api_key');
    }
    const route = routes[`${method} ${path}`];
    return route?.(text) ?? wireError(404, `Invalid URL (${method} ${path})`, 'unknown_url');
  };
}

/** What a named model says to a request; undefined when there is no such model. */
type Speaker = (request: ChatRequest) => DemoReply | undefined;

/** Makes the models of a data set, and counts their turns. */
function speaker(world: DemoWorld): Speaker {
  const domains = new Set(world.items.map(({ domain }) => domain));
  const turns = new Map<string, number>();
  const models = new Map<string, SimulatedModel | SimulatedJudge | undefined>();
  const nth = (model: string, what: string | number): number => {
    const turn = (turns.get(`${model}\n${what}`) ?? 0) + 1;
    turns.set(`${model}\n${what}`, turn);
    return turn;
  };
  return (request) => {
    const { model: name } = request;
    if (!models.has(name)) models.set(name, demoModel(name, domains));
    const model = models.get(name);
    if (model === undefined) return undefined;
    return model.kind === 'model'
      ? modelReply(model, request, { world, nth: ({ id }) => nth(name, id) })
      : judgeReply(model, request, { world, nth: (question) => nth(name, question) });
  };
}

/** Answers POST /v1/chat/completions. */
function complete(text: string, speak: Speaker): WireReply {
  const request = chatRequestSchema.safeParse(parseJson(text));
  if (!request.success) {
    const [issue] = request.error.issues;
    const where = issue?.path.join('.') ?? '';
    return wireError(400, `Invalid body at '${where}': ${issue?.message ?? ''}`, 'invalid_value');
  }
  const { model, max_tokens: cap, max_completion_tokens: newerCap, n } = request.data;
  const replies = Array.from({ length: n ?? 1 }, () => speak(request.data) ?? []).flat();
  if (replies.length === 0) {
    return wireError(404, `The model \`${model}\` does not exist.`, 'model_not_found');
  }
  const promptLength = textOfRequest(request.data).length;
  return wireCompletion({ model, replies, promptLength, maxTokens: newerCap ?? cap ?? undefined });
}

/** Answers GET /v1/models. */
function listModels(): WireReply {
  const data = [...NAMED_MODELS.keys()].map((id) => ({
    id,
    object: 'model',
    owned_by: 'siuo-gate',
  }));
  return { status: 200, body: { object: 'list', data } };
}

/** An HTTP reply of the embedded endpoint; the body goes out as JSON. */
interface WireReply {
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
function wireCompletion({ model, replies, promptLength, maxTokens }: CompletionParts): WireReply {
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
 * @param message - what is wrong, and with what
 */
function wireError(status: number, message: string, code: string): WireReply {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  return { status, body: { error: { message, type, param: null, code } } };
}
