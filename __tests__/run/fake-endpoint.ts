import type { HttpReply, ChatEndpoint } from '../../src/model/chat-endpoint.js';
import { completion, reply } from '../model/support.js';

/** The body of a request. */
export type Body = Readonly<Record<string, unknown>>;

/** An endpoint in memory that keeps what it was sent. */
export interface FakeEndpoint extends ChatEndpoint {
  readonly sent: readonly Body[];
  /** How many requests a lane to it lets through at once. */
  readonly concurrency: number;
  /** Most requests that were under way at once. */
  readonly mostAtOnce: () => number;
}

/** What an endpoint answers: by the body and the number of the request, from 1. */
export type Script = (body: Body, nth: number) => HttpReply | Promise<HttpReply>;

/** A 200 with these words. */
export const ok = (content = 'Fine.', more: Record<string, unknown> = {}): HttpReply =>
  reply(200, completion({ content }, more));

/** An error in OpenAI's form. */
export const fails = (
  status: number,
  error: object = {},
  headers: Record<string, string> = {},
): HttpReply => reply(status, { error: { message: `status ${status} it is`, ...error } }, headers);

/** Makes an endpoint from a script, or from replies in order (the last one repeats). */
export function fakeEndpoint(
  script: Script | readonly HttpReply[],
  {
    role = 'model',
    concurrency = Infinity,
  }: { role?: ChatEndpoint['role']; concurrency?: number } = {},
): FakeEndpoint {
  const answer: Script = typeof script === 'function' ? script : inOrder(script);
  const sent: Body[] = [];
  const waiting: (() => void)[] = [];
  let running = 0;
  let most = 0;
  return {
    role,
    sent,
    concurrency,
    mostAtOnce: () => most,
    untilUp: async () => undefined,
    redact: (text) => text.replaceAll('sk-secret', '[hidden]'),
    send: async (bodyOf, signal) => {
      if (running >= concurrency) await new Promise<void>((go) => waiting.push(go));
      if (signal.aborted) {
        waiting.shift()?.();
        throw signal.reason;
      }
      const body = bodyOf();
      sent.push(body);
      running += 1;
      most = Math.max(most, running);
      try {
        return await answer(body, sent.length);
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
}

function inOrder(replies: readonly HttpReply[]): Script {
  return (_body, nth) => replies[Math.min(nth, replies.length) - 1]!;
}
