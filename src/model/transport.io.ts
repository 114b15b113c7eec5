import type { EndpointConfig } from '../config/config.js';
import type { Redactor } from '../redact/redactor.js';
import type { HttpReply } from './chat-endpoint.js';
import type { Http, RawReply, RawRequest } from '../http.io.js';
import { GateError } from '../errors.js';
import type { OpenAI } from 'openai/client';
import { encodeBody, type EncodedBody } from './request-body.io.js';
import { z } from 'zod';

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
interface HttpAttempt {
  readonly url: string;
  readonly body: EncodedBody | undefined;
  reply: HttpReply;
}

/** Before there is a reply. */
const NOTHING_SENT: HttpReply = { kind: 'no-reply', cause: 'other', detail: 'nothing was sent' };

/**
 * Makes the transport of an endpoint. The `openai` package addresses and times the requests; the
 * exchange with the server happens below it, so that bodies are written as they go out and every reply
 * is had as it came. (Its own requests are not used: it keeps only `body.error` of an error, retries,
 * sends OPENAI_CUSTOM_HEADERS to any host, and at hundreds of requests in flight costs more than they do.)
 *
 * @param config - address, key, headers and timeout
 */
export function createTransport(config: EndpointConfig, http: Http, redact: Redactor): Transport {
  const exchange = exchanger(config, http, redact);
  const attempts = new WeakMap<AbortSignal, HttpAttempt>();
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
    const attempt: HttpAttempt = { url: urls[path], body, reply: NOTHING_SENT };
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

/** What is taken of a request somebody else has written. */
type WrittenRequest = Omit<RawRequest, 'headers'>;

/**
 * Makes the function that carries one request to an endpoint and its whole reply back. Headers are
 * made here, from the configuration alone. Redirects are not followed: they would carry key and
 * questions to a place nobody named. An aborted signal is a timeout; it rejects only with the GateError of
 * a picture that cannot be sent.
 *
 * @param redact - takes secrets out of all that comes back, answers too: nothing behind this has one
 */
function exchanger(
  config: EndpointConfig,
  http: Http,
  redact: Redactor,
): (url: string, request: WrittenRequest) => Promise<HttpReply> {
  const headers = requestHeaders(config);
  return async (url, request) => {
    try {
      const reply = await http.exchange(url, { ...request, headers });
      return {
        kind: 'reply',
        ...reply,
        text: redact.json(wordsOf(reply, url)),
      };
    } catch (error) {
      if (error instanceof GateError) throw error;
      if (request.signal.aborted)
        return { kind: 'no-reply', cause: 'timeout', detail: 'no reply in time' };
      const failure = noReply(error);
      return { ...failure, detail: redact.text(failure.detail) };
    }
  };
}

/** The body of a reply; of a redirect, where it leads, as its body says nothing more. */
function wordsOf({ status, headers, text }: RawReply, url: string): string {
  return status >= 300 && status <= 399
    ? `it redirects to ${placeOf(headers.location, url)}`
    : text;
}

/** Host and path of a redirect: whatever else its address has may be a signature or a password. */
function placeOf(location: string | undefined, from: string): string {
  if (location === undefined || !URL.canParse(location, from)) return 'nowhere';
  const { protocol, host, pathname } = new URL(location, from);
  return `${protocol}//${host}${pathname}`;
}

/**
 * All headers of a request to an endpoint, names in lower case. The user's own come last and win, so
 * that a server with another scheme than Bearer can be used.
 *
 * @param config - key and extra headers; without a key there is no Authorization header
 */
function requestHeaders({
  apiKey,
  headers,
}: Pick<EndpointConfig, 'apiKey' | 'headers'>): Record<string, string> {
  return {
    accept: 'application/json',
    // Replies are short and read as they come.
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    'user-agent': 'siuo-gate',
    ...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
    ...headers,
  };
}

/** An attempt that brought no reply. */
type NoReply = Extract<HttpReply, { kind: 'no-reply' }>;

/** What error codes of Node, OpenSSL and undici mean; the first that fits. */
const CAUSES: readonly (readonly [RegExp, NoReply['cause']])[] = [
  // Nobody there at the moment, for whatever reason.
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EAI_AGAIN)$/, 'refused'],
  [/^ENOTFOUND$/, 'unknown-host'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'reset'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^(REPLY_TOO_LONG|UND_ERR_RES_EXCEEDED_MAX_SIZE)$/, 'too-long'],
  [/^(HPE_|HTTPParserError$)/, 'reset'],
  [/CERT|SIGNATURE|^ERR_(TLS|SSL)_|^EPROTO$|^UND_ERR_PRX_TLS$/, 'tls'],
];

/** What is looked at of anything that was thrown. */
const thrownSchema = z.object({
  code: z.string().catch(''),
  name: z.string().catch(''),
  message: z.string().catch(''),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).catch([]),
});

/** One error of a chain of errors that wrap each other. */
type Link = z.infer<typeof thrownSchema>;

/**
 * Why a request got no reply, from the code of the error or of one that it wraps.
 *
 * @param thrown - what fetch, or reading the body, rejected with
 */
export function noReply(thrown: unknown): NoReply {
  const chain = chainOf(thrown);
  const code = chain.map(codeOf).find((each) => each !== '') ?? '';
  const cause = CAUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
  const words = chain.map(({ message }) => message).findLast((message) => message !== '');
  return { kind: 'no-reply', cause, detail: (words ?? code).replaceAll(/\s+/g, ' ').trim() };
}

/** An error and the errors it wraps, outermost first; at most 8, in case one wraps itself. */
function chainOf(thrown: unknown): readonly Link[] {
  const chain: Link[] = [];
  let next: unknown = typeof thrown === 'string' ? { message: thrown } : thrown;
  while (chain.length < 8) {
    const link = thrownSchema.safeParse(next);
    if (!link.success) break;
    chain.push(link.data);
    // A host of several addresses fails with one error for each.
    next = link.data.errors[0] ?? link.data.cause;
  }
  return chain;
}

/** The code of an error, or for undici's parser, which gives none, its name; empty when there is neither. */
function codeOf({ code, name }: Link): string {
  return code === '' && name === 'HTTPParserError' ? name : code;
}
