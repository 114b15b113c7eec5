import type { OpenAI } from 'openai/client';
import type { EndpointConfig } from '../../core/config/config.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { HttpReply } from '../../core/sweep/http-reply.js';
import type { Http } from './http.io.js';
import { encodeBody, type EncodedBody } from './encode-body.js';
import { exchanger } from './exchange.js';

/** How long the question whether a server is up may take. */
const PROBE_TIMEOUT_MS = 10_000;

/** Single HTTP attempts at one endpoint; whatever server and network do is data. */
interface Transport {
  /** POST /chat/completions. Rejects only with the signal's reason, or with that of a picture that cannot be sent. */
  readonly complete: (
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<HttpReply>;
  /** GET /models. Rejects only with the signal's reason. */
  readonly probe: (signal: AbortSignal) => Promise<HttpReply>;
}

/** Where requests go, below the base URL. */
type Path = '/chat/completions' | '/models';

/** One request, as it is asked for. */
interface Asked {
  readonly path: Path;
  readonly body: EncodedBody | undefined;
  readonly timeoutMs: number;
}

/** One request on its way, and what came of it. */
interface Attempt {
  readonly url: string;
  readonly body: EncodedBody | undefined;
  reply: HttpReply;
}

/** Before there is a reply. */
const NO_REPLY: HttpReply = { kind: 'no-reply', cause: 'other', detail: 'nothing was sent' };

/**
 * Makes the transport of an endpoint. The `openai` package addresses and times the requests; the
 * exchange with the server happens below it, so that bodies are written as they go out and every reply
 * is had as it came. (Its own requests are not used: it keeps only `body.error` of an error, retries,
 * sends OPENAI_CUSTOM_HEADERS to any host, and at hundreds of requests in flight costs more than they do.)
 *
 * @param config - address, key, headers and timeout
 * @param http - the shared connections
 * @param redact - takes secrets out of what comes back
 */
export function createTransport(config: EndpointConfig, http: Http, redact: Redactor): Transport {
  const exchange = exchanger(config, http, redact);
  const attempts = new WeakMap<AbortSignal, Attempt>();
  const inFlightUnder = cancelTogether();
  // Making a real one would load the platform's own fetch.
  const standIn = Object.create(null) as Response;
  const opening = openClient(config, async (_url, init) => {
    const signal = init?.signal;
    const attempt = signal ? attempts.get(signal) : undefined;
    if (!signal || attempt === undefined) return standIn;
    const { url, body } = attempt;
    const method = body === undefined ? 'GET' : 'POST';
    attempt.reply = await exchange(url, { method, body, signal });
    return standIn;
  });
  // Whoever sends something meets its failure.
  opening.catch(() => undefined);
  const send = async (asked: Asked, signal: AbortSignal): Promise<HttpReply> => {
    const { client, urls } = await opening;
    signal.throwIfAborted();
    const { path, body, timeoutMs } = asked;
    const attempt: Attempt = { url: urls[path], body, reply: NO_REPLY };
    const controller = new AbortController();
    const inFlight = inFlightUnder(signal);
    attempts.set(controller.signal, attempt);
    inFlight.add(controller);
    try {
      await client.fetchWithTimeout(attempt.url, {}, timeoutMs, controller);
    } finally {
      inFlight.delete(controller);
    }
    signal.throwIfAborted();
    return attempt.reply;
  };
  return {
    complete: (body, signal) => {
      const timeoutMs = config.requestTimeoutMs;
      return send({ path: '/chat/completions', body: encodeBody(body), timeoutMs }, signal);
    },
    probe: (signal) =>
      send({ path: '/models', body: undefined, timeoutMs: PROBE_TIMEOUT_MS }, signal),
  };
}

/** The package's client, and where it sends to. */
interface OpenClient {
  readonly client: OpenAI;
  readonly urls: Readonly<Record<Path, string>>;
}

/**
 * Opens the package's client with every option set that it would else read from the environment. It is
 * loaded by itself, while rows and baseline are fetched: it takes as long as all else together.
 */
async function openClient(
  { baseUrl, requestTimeoutMs }: EndpointConfig,
  fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>,
): Promise<OpenClient> {
  const { OpenAI } = await import('openai/client');
  const client = new OpenAI({
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
  const urlOf = (path: Path): string => client.buildURL(path, undefined);
  return {
    client,
    urls: {
      '/chat/completions': urlOf('/chat/completions'),
      '/models': urlOf('/models'),
    },
  };
}

/**
 * Keeps what is in flight under each signal, and aborts it with the signal: one listener for all,
 * where one for each would be hundreds, of which Node warns.
 */
function cancelTogether(): (signal: AbortSignal) => Set<AbortController> {
  const bySignal = new WeakMap<AbortSignal, Set<AbortController>>();
  return (signal) => {
    const known = bySignal.get(signal);
    if (known !== undefined) return known;
    const inFlight = new Set<AbortController>();
    bySignal.set(signal, inFlight);
    signal.addEventListener('abort', () => {
      for (const controller of inFlight) controller.abort();
    });
    return inFlight;
  };
}
