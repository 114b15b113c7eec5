import type { EndpointConfig } from '../config/config.js';
import type { Redactor } from '../redact/redactor.js';
import type { ChatEndpoint, HttpReply } from './chat-endpoint.js';
import type { Http, RawReply, RawRequest } from '../http.io.js';
import { codeOf as errorCodeOf } from './endpoint-errors.js';
import { GateError } from '../errors.js';
import { readEventStream } from './event-stream.js';
import { encodeBody } from './request-body.io.js';
import { z } from 'zod';

/** How long the question whether a server is up may take. */
const PROBE_TIMEOUT_MS = 10_000;

/** Single HTTP attempts at one endpoint; whatever server and network do is data. */
interface Transport {
  /**
   * POST /chat/completions. Rejects only with the signal's reason, or with the GateError of a picture that
   * cannot be sent or of a proxy that wants credentials.
   */
  readonly complete: (
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<HttpReply>;
  /** GET /models. Rejects only with the signal's reason, or as `complete` does for a proxy. */
  readonly probe: (signal: AbortSignal) => Promise<HttpReply>;
}

/** What a transport is made of. */
interface TransportParts {
  readonly role: ChatEndpoint['role'];
  /** Address, key, headers and timeout. */
  readonly config: EndpointConfig;
  readonly http: Http;
  /** Takes secrets out of all that comes back, answers too: nothing behind this has one. */
  readonly redact: Redactor;
}

/**
 * Makes the transport of an endpoint. The `openai` client is not used: it writes pictures into strings, keeps
 * only `body.error` of an error, and sends OPENAI_CUSTOM_HEADERS to any host. Its types are.
 */
export function createTransport(parts: TransportParts): Transport {
  const { config } = parts;
  const send = sender(parts);
  const inFlightUnder = cancelTogether();
  const within = async (
    timeoutMs: number,
    signal: AbortSignal,
    work: (ended: AbortSignal) => Promise<HttpReply>,
  ): Promise<HttpReply> => {
    signal.throwIfAborted();
    const controller = new AbortController();
    const inFlight = inFlightUnder(signal);
    inFlight.add(controller);
    const timer = setTimeout(() => controller.abort(), timeoutMs);
    try {
      return await work(controller.signal);
    } finally {
      clearTimeout(timer);
      inFlight.delete(controller);
      signal.throwIfAborted();
    }
  };
  return {
    complete: async (body, signal) => {
      const parts = await encodeBody(body);
      return within(config.requestTimeoutMs, signal, (ended) =>
        send('/chat/completions', { method: 'POST', body: parts, signal: ended }),
      );
    },
    probe: (signal) =>
      within(PROBE_TIMEOUT_MS, signal, (ended) =>
        send('/models', { method: 'GET', body: undefined, signal: ended }),
      ),
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

/** Where requests go, below the base URL. */
type Path = '/chat/completions' | '/models';

/** Sends one request to an endpoint. */
type Send = (path: Path, request: Omit<RawRequest, 'headers'>) => Promise<HttpReply>;

/**
 * Makes the function that carries one request to an endpoint and its whole reply back. Headers are
 * made here, from the configuration alone. Redirects are not followed: they would carry key and
 * questions to a place nobody named. An aborted signal is a timeout.
 */
function sender({ role, config, http, redact }: TransportParts): Send {
  const headers = requestHeaders(config);
  const proxy = http.proxyOf(config.baseUrl);
  return async (path, request) => {
    const url = `${config.baseUrl}${path}`;
    try {
      return readReply(await http.exchange(url, { ...request, headers }), url, redact);
    } catch (error) {
      if (error instanceof GateError) throw error;
      if (request.signal.aborted)
        return { kind: 'no-reply', cause: 'timeout', detail: 'no reply in time' };
      const failure = noReply(error);
      const status = proxyStatus(failure.detail);
      if (proxy === undefined) return { ...failure, detail: redact.text(failure.detail) };
      if (status === 407) throw unknownToProxy(role, proxy);
      const cause = status !== undefined && status >= 500 ? 'refused' : failure.cause;
      const words = status === undefined ? failure.detail : `it answers with status ${status}`;
      const detail = `through the proxy ${proxy}: ${redact.text(words)}`;
      return { kind: 'no-reply', cause, detail };
    }
  };
}

/** The status by which a proxy itself refused, from undici's words; undefined where it did not. */
function proxyStatus(words: string): number | undefined {
  const [, status] = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(words) ?? [];
  return status === undefined ? undefined : Number(status);
}

/** The error of a proxy that does not let us through. */
function unknownToProxy(role: ChatEndpoint['role'], proxy: string): GateError {
  return new GateError(
    errorCodeOf(role, 'UNREACHABLE'),
    `The proxy ${proxy} before the ${role} endpoint asks for credentials (status 407).`,
    {
      remedy:
        'Write user and password into the variable that names the proxy, as http://user:password@host:port with special characters as %XX, or name the endpoint in NO_PROXY.',
    },
  );
}

/** A reply as it is passed on: the events of a stream put together, without secrets. */
function readReply(reply: RawReply, url: string, redact: Redactor): HttpReply {
  const { status, headers } = reply;
  const stream = readEventStream(reply.text, headers['content-type']);
  const isSuccess = status >= 200 && status <= 299;
  if (stream?.kind === 'whole') {
    // Before secrets are looked for: one may come in two parts.
    return { kind: 'reply', status, headers, text: redact.json(stream.json), isStreamed: true };
  }
  if (stream !== undefined && isSuccess) {
    return { kind: 'no-reply', cause: 'unreadable', detail: stream.detail };
  }
  return { kind: 'reply', status, headers, text: redact.json(wordsOf(reply, url)) };
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
  [/^REPLY_UNREADABLE$/, 'unreadable'],
  [/^(HPE_|HTTPParserError$)/, 'reset'],
  [/CERT|SIGNATURE|^ERR_(TLS|SSL)_|^EPROTO$|^UND_ERR_PRX_TLS$/, 'tls'],
];

/** Codes of certificates that nobody vouches for whom this machine knows. */
const UNKNOWN_ISSUER =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|CERT_UNTRUSTED)$/;

/** What to do about them. */
const OWN_AUTHORITY =
  'for a certificate authority of your own, set NODE_EXTRA_CA_CERTS to the file of its certificate';

/** What is looked at of anything that was thrown. */
const thrownSchema = z.object({
  code: z.string().catch(''),
  name: z.string().catch(''),
  message: z.string().catch(''),
  address: z.string().catch(''),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).catch([]),
});

/** One error of a chain of errors that wrap each other. */
type Link = z.infer<typeof thrownSchema>;

/**
 * Why a request got no reply, from the code of the error or of one that it wraps, and what to do about a
 * certificate.
 *
 * @param thrown - what fetch, or reading the body, rejected with
 */
export function noReply(thrown: unknown): NoReply {
  const chain = chainOf(thrown);
  const code = chain.map(codeOf).find((each) => each !== '') ?? '';
  const cause = CAUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
  const words = chain.map(messageWithAddress).findLast((message) => message !== '') ?? code;
  const advice = UNKNOWN_ISSUER.test(code) ? `; ${OWN_AUTHORITY}` : '';
  return {
    kind: 'no-reply',
    cause,
    detail: `${words.replaceAll(/\s+/g, ' ').trim()}${advice}`,
  };
}

/** The words of an error, an address of IPv6 before a port in brackets, which Node leaves out. */
function messageWithAddress({ message, address }: Link): string {
  return address.includes(':') ? message.replaceAll(`${address}:`, `[${address}]:`) : message;
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
