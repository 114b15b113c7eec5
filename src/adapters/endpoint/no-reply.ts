import type { HttpReply } from '../../core/sweep/http-reply.js';
import { messageOf } from '../../core/errors.js';

/** An attempt that brought no reply. */
export type NoReply = Extract<HttpReply, { kind: 'no-reply' }>;

/** What error codes of Node, OpenSSL and undici mean; the first that fits. */
const CAUSES: readonly (readonly [RegExp, NoReply['cause']])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^ENOTFOUND$/, 'unknown-host'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'reset'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^(HPE_|UND_ERR_HTTP_PARSER)/, 'reset'],
  [/CERT|SIGNATURE|^ERR_(TLS|SSL)_|^EPROTO$|^UND_ERR_PRX_TLS$/, 'tls'],
];

/**
 * Why a request got no reply, from the code of the error or of one that it wraps.
 *
 * @param thrown - what fetch, or reading the body, rejected with
 */
export function noReply(thrown: unknown): NoReply {
  const chain = causesOf(thrown);
  const code = chain.map(codeOf).find((each) => each !== '') ?? '';
  const cause = CAUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
  const words = messageOf(chain.at(-1));
  return { kind: 'no-reply', cause, detail: words === '' ? code : words };
}

/** An error and the errors it wraps, outermost first; at most 8 deep, in case one wraps itself. */
function causesOf(thrown: unknown): readonly unknown[] {
  const chain: unknown[] = [thrown];
  for (
    let inner = innerOf(thrown);
    inner !== undefined && chain.length < 8;
    inner = innerOf(inner)
  ) {
    chain.push(inner);
  }
  return chain;
}

/** What an error wraps: its cause, or the first of several tries (one per address of a host). */
function innerOf(thrown: unknown): unknown {
  if (thrown instanceof AggregateError) return thrown.errors[0];
  return thrown instanceof Error ? thrown.cause : undefined;
}

/** The code of an error; empty when it has none. */
function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' ? thrown.code : '';
}
