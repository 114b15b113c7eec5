import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { LONGEST_REPLY_BYTES } from '../../core/foreign.js';
import { ReplyTooLong } from './no-reply.js';
import type { RawReply, RawRequest } from './raw-exchange.js';

/** A promise of a reply, from outside. */
interface Settle {
  readonly resolve: (reply: RawReply) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends one request and collects its whole reply, as undici's dispatcher gives it: at hundreds of
 * requests in flight, the streams that `request` makes of every reply cost as much as the network.
 *
 * @param dispatcher - the connections
 * @param url - where to; its fragment is not sent
 * @param request - the request; its body is asked for chunk by chunk, each when the one before is under way
 * @throws ReplyTooLong; whatever stands in the way of a whole reply, the signal's reason, or what the body throws
 * @see https://undici.nodejs.org/#/docs/api/Dispatcher?id=dispatcherdispatchoptions-handler
 */
export function wholeReply(
  dispatcher: Dispatcher,
  url: string,
  request: RawRequest,
): Promise<RawReply> {
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
