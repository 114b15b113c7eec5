import type { EndpointConfig } from '../../core/config/config.js';

/**
 * All headers of a request to an endpoint, names in lower case. The user's own come last and win, so
 * that a server with another scheme than Bearer can be used.
 *
 * @param config - key and extra headers; without a key there is no Authorization header
 */
export function requestHeaders({
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
