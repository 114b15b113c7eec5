import type { Load } from './adapt-room.js';
import type { HttpReply } from './http-reply.js';

/** Too many requests, and a server that says it is overloaded: 529 is Anthropic's word for 503. */
const TOO_MUCH = [429, 503, 529];

/**
 * What a reply says of the load of its server. A refused question or a fault of the wire says nothing.
 *
 * @param reply - the reply, or why there was none
 */
export function loadOf(reply: HttpReply): Load {
  if (reply.kind === 'no-reply') return reply.cause === 'timeout' ? 'too-much' : 'unknown';
  if (TOO_MUCH.includes(reply.status)) return 'too-much';
  return reply.status <= 299 ? 'bearable' : 'unknown';
}
