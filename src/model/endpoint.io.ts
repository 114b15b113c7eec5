import type { EndpointConfig } from '../config/config.js';
import type { Redactor } from '../redact/redactor.js';
import type { ChatEndpoint, HttpReply, JsonObject } from './chat-endpoint.js';
import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Http } from '../http.io.js';
import { codeOf, PREFIX } from './endpoint-errors.js';
import { GateError } from '../errors.js';
import { parseErrorShape, withWords } from './error-shape.js';
import { shutdownDateIn } from './shutdown-date.js';
import { createTransport } from './transport.io.js';

/** What an endpoint is made of. */
interface OpenAiEndpointParts {
  readonly role: ChatEndpoint['role'];
  readonly config: EndpointConfig;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly redact: Redactor;
}

/**
 * One OpenAI-compatible endpoint.
 *
 * @param parts - the configuration, and what the endpoints of a run share
 */
export function openAiEndpoint(parts: OpenAiEndpointParts): ChatEndpoint {
  const { role, config, http, redact } = parts;
  const transport = createTransport({ role, config, http, redact });
  const saysStreams = once(() => {
    parts.log.warning(
      `The ${role} endpoint streams its replies although it is asked not to; its events are put together.`,
    );
  });
  const complete = async (body: JsonObject, signal: AbortSignal): Promise<HttpReply> => {
    const reply = await transport.complete(body, signal);
    if (reply.kind === 'reply' && reply.isStreamed === true) saysStreams();
    return reply;
  };
  let listing: HttpReply | undefined;
  const probe = async (signal: AbortSignal): Promise<HttpReply> => {
    listing = await transport.probe(signal);
    return listing;
  };
  return {
    role,
    untilUp: (signal) => untilUp({ ...parts, probe }, signal),
    shutdownDate: async (signal) => {
      const reply = listing ?? (await probe(signal).catch(() => undefined));
      signal.throwIfAborted();
      const isList = reply?.kind === 'reply' && reply.status === 200;
      return isList ? shutdownDateIn(reply.text, config.model) : undefined;
    },
    send: async (bodyOf, signal) => complete(bodyOf(), signal),
    redact: redact.text,
  };
}

/** Something that is done the first time only. */
function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}

/** Between two looks: short enough to lose little, long enough not to disturb a server that loads. */
const INTERVAL_MS = 2000;

/** Statuses of a server, or of the proxy before it, that is still loading. */
const LOADING = [502, 503, 504];

/** What will not get better by waiting. */
const HOPELESS = ['unknown-host', 'tls'];

/** What the wait is made of. */
interface WaitParts {
  readonly role: ChatEndpoint['role'];
  readonly config: EndpointConfig;
  /** One GET /models. */
  readonly probe: (signal: AbortSignal) => Promise<HttpReply>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Waits until a server answers anything but 502, 503 or 504 to GET /models, the one path nearly all
 * have: 401 or 404 are up too. A refused, reset or silent connection is waited for, as a container
 * that starts gives all three; an unknown host or a bad certificate is not.
 *
 * @param parts - the endpoint, and the ports to wait with
 * @throws GateError ENDPOINT_UNREACHABLE or JUDGE_UNREACHABLE, naming the URL
 */
async function untilUp(parts: WaitParts, signal: AbortSignal): Promise<void> {
  const { role, config, probe, clock, log } = parts;
  const startMs = clock.nowMs();
  for (;;) {
    const problem = problemOf(await probe(signal));
    if (problem === undefined) return;
    const waitedMs = clock.nowMs() - startMs;
    const leftMs = config.waitMs - waitedMs;
    if (problem.isHopeless || leftMs <= 0) throw unreachable(parts, problem);
    log.progress(
      `Waiting for the ${role} endpoint ${config.baseUrl} (${problem.words}): ` +
        `${seconds(waitedMs)} of ${seconds(config.waitMs)}`,
    );
    await clock.sleep(Math.min(INTERVAL_MS, leftMs), signal);
  }
}

/** Why a probe does not count as up. */
interface Problem {
  readonly words: string;
  readonly isHopeless: boolean;
}

/** Why a probe does not count as up; undefined when it does. */
function problemOf(reply: HttpReply): Problem | undefined {
  if (reply.kind === 'no-reply') {
    return { words: reply.detail, isHopeless: HOPELESS.includes(reply.cause) };
  }
  if (!LOADING.includes(reply.status)) return undefined;
  const { message } = parseErrorShape(reply.text);
  return { words: withWords(`status ${reply.status}`, message), isHopeless: false };
}

/** The error of a server that did not come up. */
function unreachable({ role, config }: WaitParts, { words, isHopeless }: Problem): GateError {
  const within = isHopeless ? 'cannot be reached' : `was not up within ${seconds(config.waitMs)}`;
  return new GateError(
    codeOf(role, 'UNREACHABLE'),
    `The ${role} endpoint ${config.baseUrl} ${within} (${words}).`,
    {
      remedy: `Check the input ${PREFIX[role]}endpoint and that the server runs; a slow start needs a larger wait-for-endpoint.`,
    },
  );
}

/** A span of time for people. */
function seconds(spanMs: number): string {
  return `${Math.round(spanMs / 1000)} s`;
}
