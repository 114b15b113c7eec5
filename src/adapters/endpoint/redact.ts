import type { EndpointConfig } from '../../core/config/config.js';

/** What stands in place of a secret. */
const HIDDEN = '[hidden]';

/** A header value shorter than this is a switch or a number, not a secret, and too common to replace. */
const SHORTEST_HEADER_SECRET = 6;

/**
 * Makes the function that takes an endpoint's key and header values out of a text. Of values with
 * several words, such as `Bearer abc`, each word is taken out too.
 *
 * @param config - the endpoint whose secrets they are
 */
export function redactor({
  apiKey,
  headers,
}: Pick<EndpointConfig, 'apiKey' | 'headers'>): (text: string) => string {
  const values = Object.values(headers).flatMap((value) => [value, ...value.split(/\s+/)]);
  const secrets = [apiKey, ...values.filter((value) => value.length >= SHORTEST_HEADER_SECRET)]
    .filter((secret) => secret !== '')
    // The longest first, so that a secret inside another leaves nothing of it behind.
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
}
