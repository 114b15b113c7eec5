import type { EndpointConfig } from '../../core/config/config.js';

/** What stands in place of a secret. */
const HIDDEN = '[hidden]';

/** A word shorter than this is a switch, a number or the name of a scheme, and too common to replace. */
const SHORTEST_SECRET = 8;

/**
 * Makes the function that takes an endpoint's key and header values out of a text. Of values with
 * several words, such as `Bearer abc`, each long word is taken out too.
 *
 * @param config - the endpoint whose secrets they are; of the key, any length is secret
 */
export function redactor({
  apiKey,
  headers,
}: Pick<EndpointConfig, 'apiKey' | 'headers'>): (text: string) => string {
  const values = [apiKey, ...Object.values(headers)];
  const words = [...values, ...values.flatMap((value) => value.split(/\s+/))];
  const secrets = [apiKey, ...words.filter((word) => word.length >= SHORTEST_SECRET)]
    .filter((secret) => secret !== '')
    // The longest first, so that a secret inside another leaves nothing of it behind.
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
}
