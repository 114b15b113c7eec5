import OpenAI from 'openai';
import type { EndpointConfig } from '../../core/config/config.js';
import type { HttpReply } from '../../core/sweep/http-reply.js';
import type { Milliseconds } from '../../core/units.js';
import type { Http } from './dispatcher.js';
import { encodeBody } from './encode-body.js';
import { exchanger, type WrittenRequest } from './exchange.js';

/** How long the question whether a server is up may take. */
const PROBE_TIMEOUT_MS: Milliseconds = 10_000;

/** Single HTTP attempts at one endpoint; whatever server and network do is data. */
interface Transport {
  /** POST /chat/completions. Rejects only with the signal's reason. */
  readonly complete: (
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<HttpReply>;
  /** GET /models. Rejects only with the signal's reason. */
  readonly probe: (signal: AbortSignal) => Promise<HttpReply>;
}

/**
 * Makes the transport of an endpoint. The `openai` package addresses, writes and times the request;
 * the exchange with the server happens below it, so that every reply is had as it came. (The package
 * keeps only `body.error` of an error, retries, and sends OPENAI_CUSTOM_HEADERS to any host: it gets
 * a stand-in for the reply, may not retry, and its headers are not sent.)
 *
 * @param config - address, key, headers and timeout
 * @param http - the shared connections
 */
export function createTransport(config: EndpointConfig, http: Http): Transport {
  const exchange = exchanger(config, http);
  const replies = new WeakMap<Response, HttpReply>();
  const client = openClient(config, async (url, init) => {
    const standIn = new Response();
    replies.set(
      standIn,
      await exchange(url instanceof Request ? url.url : String(url), written(init)),
    );
    return standIn;
  });
  const replyTo = async (sent: Promise<Response>, signal: AbortSignal): Promise<HttpReply> => {
    const standIn = await sent.catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
    signal.throwIfAborted();
    return (
      replies.get(standIn) ?? { kind: 'no-reply', cause: 'other', detail: 'no reply was kept' }
    );
  };
  return {
    complete: (body, signal) =>
      replyTo(
        client.post('/chat/completions', { body: encodeBody(body), signal }).asResponse(),
        signal,
      ),
    probe: (signal) =>
      replyTo(client.get('/models', { signal, timeout: PROBE_TIMEOUT_MS }).asResponse(), signal),
  };
}

/** Opens the package's client with every option set that it would else read from the environment. */
function openClient(
  { baseUrl, requestTimeoutMs }: EndpointConfig,
  fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>,
): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    // It will not do without a key, and never sees the real one: headers are made below.
    apiKey: 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: requestTimeoutMs,
    fetch,
  });
}

/** What is taken over of the request as the package wrote it. */
function written(init: RequestInit | undefined): WrittenRequest {
  return {
    method: init?.method === 'POST' ? 'POST' : 'GET',
    body: init?.body instanceof Uint8Array ? init.body : undefined,
    signal: init?.signal ?? new AbortController().signal,
  };
}
