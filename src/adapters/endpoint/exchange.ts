import type { EndpointConfig } from '../../core/config/config.js';
import type { HttpReply } from '../../core/sweep/http-reply.js';
import type { Http } from './dispatcher.js';
import { noReply } from './no-reply.js';
import { redactor } from './redact.js';
import { requestHeaders } from './request-headers.js';

/** What is taken of a request somebody else has written. */
export interface WrittenRequest {
  readonly method: string;
  /** Undefined when there is none. */
  readonly body: string | undefined;
  /** Aborted at the latest when the time for the whole reply is over. */
  readonly signal: AbortSignal;
}

/**
 * Makes the function that carries one request to an endpoint and its whole reply back. Headers are
 * made here, from the configuration alone. Redirects are not followed: they would carry key and
 * questions to a place nobody named. Never rejects.
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
  return async (url, { method, body, signal }) => {
    try {
      const response = await http.fetch(url, {
        method,
        headers,
        signal,
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
      });
      const { status } = response;
      const text = isRedirect(status) ? leadsTo(response.headers) : await response.text();
      const isAnswer = response.ok && text.includes('"choices"');
      return {
        kind: 'reply',
        status,
        headers: Object.fromEntries(response.headers),
        text: isAnswer ? text : redact(text),
      };
    } catch (error) {
      if (signal.aborted) return { kind: 'no-reply', cause: 'timeout', detail: 'no reply in time' };
      const failure = noReply(error);
      return { ...failure, detail: redact(failure.detail) };
    }
  };
}

/** Whether a status sends the client elsewhere. */
function isRedirect(status: number): boolean {
  return status >= 300 && status <= 399;
}

/** Where a redirect leads: its body says nothing more. */
function leadsTo(headers: { get(name: string): string | null }): string {
  return `it redirects to ${headers.get('location') ?? 'nowhere'}`;
}
