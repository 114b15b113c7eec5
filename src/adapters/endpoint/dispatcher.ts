import {
  EnvHttpProxyAgent,
  Pool,
  fetch as undiciFetch,
  request as undiciRequest,
  type RequestInit,
  type Response,
} from 'undici';
import { proxySettings } from './proxy-settings.js';
import type { RawReply, RawRequest } from './raw-exchange.js';

/** Bytes of a reply that are read at most; no answer, row file or picture comes near. */
const LONGEST_REPLY_BYTES = 64 * 1024 * 1024;

/** The one way of this process to the network. */
export interface Http {
  /** `fetch` over the shared connections and the proxy of the environment. Has no timeout of its own. */
  readonly fetch: (url: string | URL, init?: RequestInit) => Promise<Response>;
  /**
   * One request and its whole reply, of any status, over the same connections at a fraction of what
   * `fetch` costs. Follows no redirect. Rejects when there is no whole reply.
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
  const dispatcher = new EnvHttpProxyAgent({
    ...proxySettings(process.env),
    // Through a proxy, http goes as http: many allow CONNECT to port 443 only.
    proxyTunnel: false,
    // undici hands the limits to connections with a server, but not to those with a proxy.
    factory: (origin, options) => new Pool(origin, Object.assign({}, options, limits)),
  });
  return {
    fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
    exchange: async (url, { body = null, ...request }) => {
      const reply = await undiciRequest(url, { ...request, body, dispatcher });
      const headers = Object.entries(reply.headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]);
      const text = await reply.body.text();
      return { status: reply.statusCode, headers: Object.fromEntries(headers), text };
    },
    close: () => dispatcher.destroy(),
  };
}
