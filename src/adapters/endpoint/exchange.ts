import type { EndpointConfig } from '../../core/config/config.js';
import { GateError } from '../../core/errors.js';
import type { HttpReply } from '../../core/sweep/http-reply.js';
import type { Http } from './dispatcher.js';
import { noReply } from './no-reply.js';
import type { RawReply, RawRequest } from './raw-exchange.js';
import { redactor } from './redact.js';
import { requestHeaders } from './request-headers.js';

/** What is taken of a request somebody else has written. */
export type WrittenRequest = Omit<RawRequest, 'headers'>;

/**
 * Makes the function that carries one request to an endpoint and its whole reply back. Headers are
 * made here, from the configuration alone. Redirects are not followed: they would carry key and
 * questions to a place nobody named. An aborted signal is a timeout; it rejects only with the GateError of
 * a picture that cannot be sent.
 *
 * @param config - key and headers; they are taken out of every text that is not an answer
 * @param http - the shared connections
 */
export function exchanger(
  config: EndpointConfig,
  http: Http,
): (url: string, request: WrittenRequest) => Promise<HttpReply> {
  const redact = redactor(config);
  const headers = requestHeaders(config);
  return async (url, request) => {
    try {
      const reply = await http.exchange(url, { ...request, headers });
      return {
        kind: 'reply',
        ...reply,
        text: isAnswer(reply) ? reply.text : redact(wordsOf(reply)),
      };
    } catch (error) {
      if (error instanceof GateError) throw error;
      if (request.signal.aborted)
        return { kind: 'no-reply', cause: 'timeout', detail: 'no reply in time' };
      const failure = noReply(error);
      return { ...failure, detail: redact(failure.detail) };
    }
  };
}

/** Whether a reply holds what a model said; that is not touched. */
function isAnswer({ status, text }: RawReply): boolean {
  return status <= 299 && text.includes('"choices"');
}

/** The body of a reply; of a redirect, where it leads, as its body says nothing more. */
function wordsOf({ status, headers, text }: RawReply): string {
  return status >= 300 && status <= 399 ? `it redirects to ${headers.location ?? 'nowhere'}` : text;
}
