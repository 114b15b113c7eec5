import { messageOf } from '../../core/errors.js';
import { LONGEST_DATASET_FILE_BYTES } from '../../core/foreign.js';
import { retryAfterMs } from '../../core/sweep/retry-after.js';
import type { Milliseconds } from '../../core/units.js';
import { BadRedirect, requestFromHub, type HubAccess, type HubReply } from './hub-request.js';

/** What one attempt to fetch a file gave. */
export type HubAttempt =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  /** It may be there next time. */
  | { readonly kind: 'passing'; readonly problem: string; readonly askedMs?: Milliseconds }
  /** It will not be. */
  | { readonly kind: 'final'; readonly problem: string; readonly status?: number };

/** Statuses that pass, besides all of 500 and more. */
const PASSING = new Set([408, 425, 429]);

/** How one attempt is bounded. */
export interface AttemptLimits {
  /** Cancels it; undefined when nobody can. */
  readonly signal: AbortSignal | undefined;
  /** For the whole attempt, its body included. */
  readonly timeoutMs: Milliseconds;
  /** For a Retry-After that is a date. */
  readonly nowMs: Milliseconds;
}

/**
 * One attempt to fetch a file of the hub.
 *
 * @param path of the file, encoded, from the endpoint on
 * @param access where and as whom
 * @param limits what ends it
 * @throws the signal's reason, and nothing else
 */
export async function attemptFromHub(
  path: string,
  access: HubAccess,
  limits: AttemptLimits,
): Promise<HubAttempt> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const { signal } = limits;
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    return await readResponse(await requestFromHub(path, access, either), limits.nowMs);
  } catch (error) {
    signal?.throwIfAborted();
    if (timeout.aborted) return { kind: 'passing', problem: `no reply in ${limits.timeoutMs} ms` };
    return { kind: error instanceof BadRedirect ? 'final' : 'passing', problem: wordsOf(error) };
  }
}

/** Reads a reply to its end. */
async function readResponse(
  { response, sizeBytes }: HubReply,
  nowMs: Milliseconds,
): Promise<HubAttempt> {
  const { status, headers } = response;
  if (status !== 200) {
    await response.body?.cancel();
    const problem = `status ${status}${errorCode(headers.get('x-error-code'))}`;
    if (status < 500 && !PASSING.has(status)) return { kind: 'final', problem, status };
    const asked = { 'retry-after': headers.get('retry-after') ?? '' };
    const askedMs = retryAfterMs({ headers: asked, message: '' }, nowMs);
    return { kind: 'passing', problem, ...(askedMs === undefined ? {} : { askedMs }) };
  }
  const mostBytes = Math.min(sizeBytes ?? LONGEST_DATASET_FILE_BYTES, LONGEST_DATASET_FILE_BYTES);
  const bytes = await readUpTo(response.body ?? [], mostBytes);
  if (bytes === undefined) {
    const whose = mostBytes === sizeBytes ? 'the file has' : 'a file may have';
    return { kind: 'final', problem: `it gives more than the ${mostBytes} bytes that ${whose}` };
  }
  const announced = headers.get('content-length');
  const isPacked = (headers.get('content-encoding') ?? 'identity') !== 'identity';
  if (announced === null || isPacked || Number(announced) === bytes.length) {
    return { kind: 'fetched', bytes };
  }
  return { kind: 'passing', problem: `${bytes.length} of ${announced} bytes` };
}

/** The bytes of a body; undefined when there are more, of which the rest is not unpacked. */
async function readUpTo(
  body: AsyncIterable<unknown> | Iterable<unknown>,
  mostBytes: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the body.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The hub's own word for an error, such as `GatedRepo`, where it is one word. */
function errorCode(code: string | null): string {
  return code !== null && /^\w{1,40}$/.test(code) ? ` (${code})` : '';
}

/** Errors that wrap each other are followed this far, in case one wraps itself. */
const DEEPEST = 8;

/** The innermost words of an error: fetch itself says no more than that it failed. */
function wordsOf(error: unknown, depth = DEEPEST): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error;
  if (!isError) return messageOf(error);
  const inner = 'cause' in error ? error.cause : undefined;
  if (inner !== undefined && depth > 0) return wordsOf(inner, depth - 1);
  return messageOf(String(error.message));
}
