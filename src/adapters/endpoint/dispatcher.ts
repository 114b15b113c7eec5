import { EnvHttpProxyAgent, fetch as undiciFetch, type RequestInit, type Response } from 'undici';

/** Bytes of a reply that are read at most; no answer, row file or picture comes near. */
const LONGEST_REPLY_BYTES = 64 * 1024 * 1024;

/** The one way of this process to the network. */
export interface Http {
  /** `fetch` over the shared connections and the proxy of the environment. Has no timeout of its own. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** Closes all connections; requests in flight fail. */
  close(): Promise<void>;
}

/**
 * Opens the shared connections. They honour HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or
 * not, which Node's own fetch does not.
 *
 * Idle connections are kept for 4 seconds unless the server says how long it keeps them: uvicorn
 * (vLLM, SGLang) closes them after 5 without saying so, and a request sent then would be lost.
 *
 * @param connections - to one origin at most: the requests in flight there
 */
export function openHttp(connections: number): Http {
  const dispatcher = new EnvHttpProxyAgent({
    connections,
    keepAliveTimeout: 4000,
    // A model may think for longer than undici's 5 minutes; each caller's signal is the timeout.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: LONGEST_REPLY_BYTES,
  });
  return {
    fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
    close: () => dispatcher.destroy(),
  };
}
