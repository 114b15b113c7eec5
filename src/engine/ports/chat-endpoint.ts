import type { HttpReply } from '../../core/sweep/http-reply.js';

/** One OpenAI-compatible chat endpoint. */
export interface ChatEndpoint {
  /** For messages: `model` or `judge`. */
  readonly role: 'model' | 'judge';
  /**
   * Waits while the server is still loading: refused connections and 502, 503, 504 are retried until
   * the configured wait is over; any other reply is up. Throws ENDPOINT_UNREACHABLE or JUDGE_UNREACHABLE.
   */
  untilUp(signal: AbortSignal): Promise<void>;
  /**
   * One HTTP attempt of POST /chat/completions, once there is room for it. Its JSON body is asked for
   * when it goes out. What the server or the network does is data; it rejects only when the signal is
   * aborted, or with what `bodyOf` throws to keep the request back.
   */
  send(bodyOf: () => Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<HttpReply>;
  /**
   * Runs a job when this endpoint's limiter is near it, so that what it sends is ready when there is
   * room: endpoints of one origin share one limiter.
   */
  inTurn<T>(job: () => Promise<T>): Promise<T>;
  /** Takes the endpoint's secrets out of a text that was read from a reply. */
  redact(text: string): string;
}
