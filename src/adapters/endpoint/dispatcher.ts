import {
  Agent,
  EnvHttpProxyAgent,
  Pool,
  fetch as undiciFetch,
  type RequestInit,
  type Response,
} from 'undici';
import { proxySettings } from './proxy-settings.js';
import type { RawReply, RawRequest } from './raw-exchange.js';
import { wholeReply } from './whole-reply.js';

/** Bytes of a reply that are read at most; no answer, row file or picture comes near. */
const LONGEST_REPLY_BYTES = 64 * 1024 * 1024;

/** The one way of this process to the network. */
export interface Http {
  /** `fetch` over the shared connections and the proxy of the environment. Has no timeout of its own. */
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
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
    maxResponseSize: LONGEST_REPLY_BYTES,
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
