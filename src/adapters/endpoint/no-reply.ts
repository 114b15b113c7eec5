import type { HttpReply } from '../../core/sweep/http-reply.js';
import { z } from 'zod';

/** An attempt that brought no reply. */
export type NoReply = Extract<HttpReply, { kind: 'no-reply' }>;

/** What error codes of Node, OpenSSL and undici mean; the first that fits. */
const CAUSES: readonly (readonly [RegExp, NoReply['cause']])[] = [
  // Nobody there at the moment, for whatever reason.
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EAI_AGAIN)$/, 'refused'],
  [/^ENOTFOUND$/, 'unknown-host'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'reset'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^(REPLY_TOO_LONG|UND_ERR_RES_EXCEEDED_MAX_SIZE)$/, 'too-long'],
  [/^(HPE_|HTTPParserError$)/, 'reset'],
  [/CERT|SIGNATURE|^ERR_(TLS|SSL)_|^EPROTO$|^UND_ERR_PRX_TLS$/, 'tls'],
];

/** What is looked at of anything that was thrown. */
const thrownSchema = z.object({
  code: z.string().catch(''),
  name: z.string().catch(''),
  message: z.string().catch(''),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).catch([]),
});

/** One error of a chain of errors that wrap each other. */
type Link = z.infer<typeof thrownSchema>;

/**
 * Why a request got no reply, from the code of the error or of one that it wraps.
 *
 * @param thrown - what fetch, or reading the body, rejected with
 */
export function noReply(thrown: unknown): NoReply {
  const chain = chainOf(thrown);
  const code = chain.map(codeOf).find((each) => each !== '') ?? '';
  const cause = CAUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
  const words = chain.map(({ message }) => message).findLast((message) => message !== '');
  return { kind: 'no-reply', cause, detail: (words ?? code).replaceAll(/\s+/g, ' ').trim() };
}

/** An error and the errors it wraps, outermost first; at most 8, in case one wraps itself. */
function chainOf(thrown: unknown): readonly Link[] {
  const chain: Link[] = [];
  let next: unknown = typeof thrown === 'string' ? { message: thrown } : thrown;
  while (chain.length < 8) {
    const link = thrownSchema.safeParse(next);
    if (!link.success) break;
    chain.push(link.data);
    // A host of several addresses fails with one error for each.
    next = link.data.errors[0] ?? link.data.cause;
  }
  return chain;
}

/** The code of an error, or for undici's parser, which gives none, its name; empty when there is neither. */
function codeOf({ code, name }: Link): string {
  return code === '' && name === 'HTTPParserError' ? name : code;
}
