import {
  Agent,
  Dispatcher,
  fetch,
  Pool,
  ProxyAgent,
  type RequestInit,
  type Response,
} from 'undici';
import type { Readable } from 'node:stream';
import { LONGEST_REPLY_BYTES } from './foreign.js';
import { proxyName, readProxies, type Proxies } from './proxies.io.js';
import type { SizedBytes } from './sized-bytes.js';
import { ReplyTooLong, unpacked, UnreadableBody } from './unpack.io.js';

/** Bytes of a reply that are read at most, of whatever kind; no row file or picture comes near. */
const MOST_BYTES = 64 * 1024 * 1024;

/** `fetch` over the shared connections and the proxy of the environment. Has no timeout of its own. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** The one way of this process to the network. */
export interface Http {
  readonly fetch: Fetch;
  /**
   * One request and its whole reply, of any status, over the same connections at a fraction of what
   * `fetch` costs. Follows no redirect. Takes off any content coding. Rejects when there is no whole reply.
   */
  readonly exchange: (url: string, request: RawRequest) => Promise<RawReply>;
  /** The proxy that requests to a URL go through, without its credentials; undefined where there is none. */
  readonly proxyOf: (url: string) => string | undefined;
  /** Closes all connections; requests in flight fail. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the shared connections. They honour the proxies of the environment as curl does, which Node's own
 * fetch does not.
 *
 * Idle connections are kept for 4 seconds unless the server says how long it keeps them: uvicorn
 * (vLLM, SGLang) closes them after 5 without saying so, and a request sent then would be lost.
 *
 * @param connections - to one origin at most: the requests in flight there
 * @throws GateError CONFIG_INVALID when a proxy of the environment is no URL
 */
export function openHttp(connections: number): Http {
  const proxies = readProxies(process.env);
  const dispatcher = new Connections(proxies, {
    connections,
    keepAliveTimeout: 4000,
    // A model may think for longer than undici's 5 minutes; each caller's signal is the timeout.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MOST_BYTES,
  });
  return {
    fetch: (url, init) => fetch(url, { ...init, dispatcher }),
    exchange: (url, request) => wholeReply(dispatcher, url, request),
    proxyOf: (url) => {
      const proxy = proxies.of(new URL(url));
      return proxy === undefined ? undefined : proxyName(proxy);
    },
    close: () => dispatcher.destroy(),
  };
}

/** Connections with servers, directly or through the proxy of each. */
class Connections extends Dispatcher {
  readonly #proxies: Proxies;
  readonly #direct: Agent;
  readonly #byProxy: ReadonlyMap<string, Pick<Dispatcher, 'dispatch' | 'destroy'>>;

  constructor(proxies: Proxies, limits: Pool.Options) {
    super();
    // undici hands the limits to connections with a server, but not to those with a proxy.
    const factory: Agent.Options['factory'] = (origin, options) =>
      new Pool(origin, Object.assign({}, options, limits));
    this.#proxies = proxies;
    this.#direct = new Agent({ factory });
    this.#byProxy = new Map(
      proxies.urls.map((url) => [
        url,
        // Through a proxy, http goes as http: many allow CONNECT to port 443 only.
        new ProxyAgent({ uri: url, ...tokenOf(url), proxyTunnel: false, factory }),
      ]),
    );
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const proxy = this.#proxies.of(new URL(options.origin ?? ''));
    const agent = proxy === undefined ? undefined : this.#byProxy.get(proxy);
    return (agent ?? this.#direct).dispatch(options, handler);
  }

  override async destroy(): Promise<void> {
    await Promise.all([this.#direct, ...this.#byProxy.values()].map((each) => each.destroy()));
  }
}

/** What a proxy is told of who asks; undici itself says nothing where user or password is missing. */
function tokenOf(url: string): { readonly token?: string } {
  const { username, password } = new URL(url);
  if (username === '' && password === '') return {};
  const credentials = [username, password].map(unescapedPercent).join(':');
  return { token: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** A text without its percent signs; as it is where they are none of a URL. */
function unescapedPercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A request as it goes out. */
export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** Its chunks are sent as they are, and not copied; the reply rejects with what one of them rejects with. */
  readonly body: SizedBytes | undefined;
  readonly signal: AbortSignal;
}

/** A whole reply as it came in. */
export interface RawReply {
  readonly status: number;
  /** Names in lower case; values of a repeated header with commas between them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A promise of a reply, from outside. */
interface Settle {
  readonly resolve: (reply: RawReply) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends one request and collects its whole reply, as undici's dispatcher gives it: at hundreds of
 * requests in flight, the streams that `request` makes of every reply cost as much as the network.
 *
 * @throws ReplyTooLong, UnreadableBody, the signal's reason, or whatever stands in the way of a whole reply
 * @see https://undici.nodejs.org/#/docs/api/Dispatcher?id=dispatcherdispatchoptions-handler
 */
function wholeReply(dispatcher: Dispatcher, url: string, request: RawRequest): Promise<RawReply> {
  const { origin, pathname, search } = new URL(url);
  const { method, headers, body, signal } = request;
  const sent = closable(body?.chunks ?? []);
  return new Promise<RawReply>((resolve, reject) => {
    dispatcher.dispatch(
      {
        origin,
        path: pathname + search,
        method,
        headers:
          body === undefined ? headers : { ...headers, 'content-length': String(body.sizeBytes) },
        body: body === undefined ? null : asReadable(sent.chunks),
      },
      collector(signal, { resolve, reject }),
    );
  }).finally(sent.close);
}

/** Chunks that can be closed by who no longer sends them: undici leaves them open where a server goes away early. */
function closable(chunks: SizedBytes['chunks']): {
  readonly chunks: SizedBytes['chunks'];
  readonly close: () => void;
} {
  if (!(Symbol.asyncIterator in chunks)) return { chunks, close: () => undefined };
  const iterator = chunks[Symbol.asyncIterator]();
  return {
    chunks: { [Symbol.asyncIterator]: () => iterator },
    close: () => void iterator.return?.().catch(() => undefined),
  };
}

/** Collects a reply until it is whole or fails, or is no longer wanted. */
function collector(signal: AbortSignal, { resolve, reject }: Settle): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = [];
  let head: Omit<RawReply, 'text'> = { status: 0, headers: {} };
  let sizeBytes = 0;
  let controller: Dispatcher.DispatchController | undefined;
  const cancel = (): void => {
    const reason = asError(signal.reason);
    controller?.abort(reason);
    // A request that still waits for its connection has no controller, but nobody waits for it either.
    reject(reason);
  };
  signal.addEventListener('abort', cancel);
  return {
    onRequestStart: (given) => {
      controller = given;
      if (signal.aborted) cancel();
    },
    // Informational replies come here too, and are followed by the one that counts.
    onResponseStart: (_controller, status, headers) => {
      head = { status, headers: joined(headers) };
    },
    onResponseData: (current, chunk) => {
      sizeBytes += chunk.length;
      if (sizeBytes > LONGEST_REPLY_BYTES) {
        // It is not waited for: the connection is closed, and what came of it is dropped.
        chunks.length = 0;
        current.abort(new ReplyTooLong(LONGEST_REPLY_BYTES));
        return;
      }
      chunks.push(chunk);
    },
    onResponseEnd: () => {
      signal.removeEventListener('abort', cancel);
      readBody(head, chunks).then(resolve, reject);
    },
    onResponseError: (_controller, error) => {
      signal.removeEventListener('abort', cancel);
      reject(error);
    },
  };
}

/** The reply that a head and the chunks of its body are. An error's status counts for more than its words. */
async function readBody(
  head: Omit<RawReply, 'text'>,
  chunks: readonly Buffer[],
): Promise<RawReply> {
  const bytes = chunks.length === 1 ? (chunks[0] ?? new Uint8Array()) : Buffer.concat(chunks);
  const coding = head.headers['content-encoding'] ?? '';
  if (coding === '') return { ...head, text: new TextDecoder().decode(bytes) };
  try {
    const plain = await unpacked(bytes, coding, LONGEST_REPLY_BYTES);
    return { ...head, text: new TextDecoder().decode(plain) };
  } catch (error) {
    const isError = head.status < 200 || head.status > 299;
    if (isError && error instanceof UnreadableBody) return { ...head, text: error.message };
    throw error;
  }
}

/** The headers of a reply, values of a repeated one with commas between them. */
function joined(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** What is to be thrown of an abort's reason. */
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** undici takes an iterable of either kind; only its types do not say so. */
function asReadable(chunks: SizedBytes['chunks']): Readable {
  return chunks as unknown as Readable;
}

/**
 * The bytes of a body as it comes in.
 *
 * @param body a stream; undefined or null where an answer has none
 * @param maxBytes of a longer one the rest is not downloaded
 * @returns undefined when it has more
 */
export async function readUpTo(body: unknown, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream and with it the download.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
