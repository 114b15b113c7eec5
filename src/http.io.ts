import {
  Agent,
  EnvHttpProxyAgent,
  fetch as undiciFetch,
  Pool,
  type Dispatcher,
  type RequestInit,
  type Response,
} from 'undici';
import type { Readable } from 'node:stream';
import { GateError } from './errors.js';
import { LONGEST_REPLY_BYTES } from './foreign.js';

/** Bytes of a reply that are read at most, of whatever kind; no row file or picture comes near. */
const MOST_BYTES = 64 * 1024 * 1024;

/** `fetch` over the shared connections and the proxy of the environment. Has no timeout of its own. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** The one way of this process to the network. */
export interface Http {
  readonly fetch: Fetch;
  /**
   * One request and its whole reply, of any status, over the same connections at a fraction of what
   * `fetch` costs. Follows no redirect. Rejects when there is no whole reply, or with what the body throws.
   */
  readonly exchange: (url: string, request: RawRequest) => Promise<RawReply>;
  /** Closes all connections; requests in flight fail. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the shared connections. They honour HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or
 * not, which Node's own fetch does not.
 *
 * Idle connections are kept for 4 seconds unless the server says how long it keeps them: uvicorn
 * (vLLM, SGLang) closes them after 5 without saying so, and a request sent then would be lost.
 *
 * @param connections - to one origin at most: the requests in flight there
 * @throws GateError CONFIG_INVALID when a proxy of the environment is no URL
 */
export function openHttp(connections: number): Http {
  const limits: Pool.Options = {
    connections,
    keepAliveTimeout: 4000,
    // A model may think for longer than undici's 5 minutes; each caller's signal is the timeout.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MOST_BYTES,
  };
  const proxies = proxySettings(process.env);
  // undici hands the limits to connections with a server, but not to those with a proxy.
  const factory: Agent.Options['factory'] = (origin, options) =>
    new Pool(origin, Object.assign({}, options, limits));
  const dispatcher =
    Object.keys(proxies).length === 0
      ? new Agent({ factory })
      : // Through a proxy, http goes as http: many allow CONNECT to port 443 only.
        new EnvHttpProxyAgent({ ...proxies, proxyTunnel: false, factory });
  return {
    fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
    exchange: (url, request) => wholeReply(dispatcher, url, request),
    close: () => dispatcher.destroy(),
  };
}

/** A request as it goes out. */
export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body:
    { readonly sizeBytes: number; readonly chunks: () => Iterable<Uint8Array> } | undefined;
  readonly signal: AbortSignal;
}

/** A whole reply as it came in. */
export interface RawReply {
  readonly status: number;
  /** Names in lower case; values of a repeated header with commas between them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A reply that has more bytes than are read. */
class ReplyTooLong extends Error {
  override readonly name = 'ReplyTooLong';
  readonly code = 'REPLY_TOO_LONG';

  constructor(longestBytes: number) {
    super(`the reply has more than ${longestBytes} bytes`);
  }
}

/** A promise of a reply, from outside. */
interface Settle {
  readonly resolve: (reply: RawReply) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends one request and collects its whole reply, as undici's dispatcher gives it: at hundreds of
 * requests in flight, the streams that `request` makes of every reply cost as much as the network.
 * The body is asked for chunk by chunk, each when the one before is under way.
 *
 * @throws ReplyTooLong; whatever stands in the way of a whole reply, the signal's reason, or what the body throws
 * @see https://undici.nodejs.org/#/docs/api/Dispatcher?id=dispatcherdispatchoptions-handler
 */
function wholeReply(dispatcher: Dispatcher, url: string, request: RawRequest): Promise<RawReply> {
  const { origin, pathname, search } = new URL(url);
  const { method, headers, body, signal } = request;
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(
      {
        origin,
        path: pathname + search,
        method,
        headers:
          body === undefined ? headers : { ...headers, 'content-length': String(body.sizeBytes) },
        body: body === undefined ? null : asReadable(body.chunks()),
      },
      collector(signal, { resolve, reject }),
    );
  });
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
      resolve({ ...head, text: textOf(chunks) });
    },
    onResponseError: (_controller, error) => {
      signal.removeEventListener('abort', cancel);
      reject(error);
    },
  };
}

/** The text of some bytes, as UTF-8. */
function textOf([first, ...others]: readonly Buffer[]): string {
  if (first === undefined) return '';
  return new TextDecoder().decode(others.length === 0 ? first : Buffer.concat([first, ...others]));
}

/** The headers of a reply, values of a repeated one with commas between them. */
function joined(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** What is to be thrown of an abort's reason. */
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** undici takes an iterable; only its types do not say so. */
function asReadable(chunks: Iterable<Uint8Array>): Readable {
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

/** The proxies of the environment, for undici; a member that is left out is not set there. */
interface ProxySettings {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
}

/** The protocols undici can speak to a proxy. */
const PROTOCOLS = ['http:', 'https:', 'socks:', 'socks5:'];

/**
 * Reads HTTP_PROXY and HTTPS_PROXY, in small letters first as undici and curl do. A proxy without a
 * scheme, `proxy:3128`, is an HTTP proxy, as for curl. (NO_PROXY is undici's own to read.)
 *
 * @throws GateError CONFIG_INVALID when one is no URL of a proxy; its value may hold a password and is not told
 */
export function proxySettings(
  environment: Readonly<Record<string, string | undefined>>,
): ProxySettings {
  const http = proxyUrl('HTTP_PROXY', environment);
  const https = proxyUrl('HTTPS_PROXY', environment);
  return {
    ...(http === undefined ? {} : { httpProxy: http }),
    ...(https === undefined ? {} : { httpsProxy: https }),
  };
}

/** The URL of one variable; undefined when it is not set or empty. */
function proxyUrl(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();
  if (given === '') return undefined;
  const url = given.includes('://') ? given : `http://${given}`;
  if (URL.canParse(url) && PROTOCOLS.includes(new URL(url).protocol)) return url;
  throw new GateError(
    'CONFIG_INVALID',
    `The environment variable ${name} is not the URL of a proxy.`,
    {
      remedy: 'Write it as http://host:port, or remove it.',
    },
  );
}
