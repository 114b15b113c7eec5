import type { EndpointConfig } from '../../core/config/config.js';
import { GateError } from '../../core/errors.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { HttpReply } from '../../core/sweep/http-reply.js';
import type { Http, RawReply, RawRequest } from './http.io.js';
import { noReply } from './no-reply.js';
import { requestHeaders } from './request-headers.js';

/** What is taken of a request somebody else has written. */
export type WrittenRequest = Omit<RawRequest, 'headers'>;

/**
 * Makes the function that carries one request to an endpoint and its whole reply back. Headers are
 * made here, from the configuration alone. Redirects are not followed: they would carry key and
 * questions to a place nobody named. An aborted signal is a timeout; it rejects only with the GateError of
 * a picture that cannot be sent.
 *
 * @param config - key and headers
 * @param http - the shared connections
 * @param redact - takes secrets out of all that comes back, answers too: nothing behind this has one
 */
export function exchanger(
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
