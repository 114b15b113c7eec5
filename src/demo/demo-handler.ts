import { parseJson } from '../core/foreign.js';
import { chatRequestSchema, type ChatRequest } from './chat-request.js';
import { demoModel, type SimulatedJudge, type SimulatedModel } from './demo-model.js';
import type { DemoWorld } from './demo-world.js';
import { judgeReply } from './judge-reply.js';
import { modelReply, type DemoReply } from './model-reply.js';
import { NAMED_MODELS } from './named-models.js';
import { textOfRequest } from './request-parts.js';
import { wireCompletion, wireError, type WireReply } from './wire.js';

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
 * @param world - the data set and its labelled answers
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
