import type { Response } from 'undici';
import { GateError, messageOf } from '../errors.js';
import { LONGEST_DATASET_FILE_BYTES } from '../foreign.js';
import { backOffMs, retryAfterMs } from '../retry.js';
import type { Chance, Clock } from '../clock.js';
import { readUpTo, type Fetch } from '../http.io.js';

/** The hub's name of the benchmark's data set. */
const SIUO_HUB_ID = 'sinwang/SIUO';

/** How files are downloaded. */
export interface HubDownload {
  readonly access: HubAccess;
  /** A commit of 40 hexadecimal digits. */
  readonly revision: string;
  readonly clock: Clock;
  readonly chance: Chance;
  /** For one attempt. */
  readonly timeoutMs: number;
}

/** Attempts for one file: the waits between them add up to 16 seconds at most. */
const MAX_ATTEMPTS = 6;

/** The hub counts requests in windows of five minutes; a longer wait is not worth a job's time. */
const LONGEST_ASKED_WAIT_MS = 300_000;

/**
 * Downloads one file of the data set; what passes is tried again.
 *
 * @param file its path in the data set, with slashes
 * @param signal cancels it, its waits included
 * @throws GateError DATASET_UNREACHABLE
 */
export async function downloadFromHub(
  file: string,
  { access, revision, clock, chance, timeoutMs }: HubDownload,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  const path = `datasets/${SIUO_HUB_ID}/resolve/${encodeURIComponent(revision)}/${encoded}`;
  for (let attempts = 1; ; attempts += 1) {
    const limits = { signal, timeoutMs, nowMs: clock.nowMs() };
    const outcome = await attemptFromHub(path, access, limits);
    if (outcome.kind === 'fetched') return outcome.bytes;
    const mayPass = outcome.kind === 'passing' && (outcome.askedMs ?? 0) <= LONGEST_ASKED_WAIT_MS;
    if (!mayPass || attempts >= MAX_ATTEMPTS) throw hubError(file, outcome, access);
    await clock.sleep(backOffMs(attempts, chance.next(), outcome.askedMs), signal);
  }
}

/** What one attempt to fetch a file gave. */
type HubAttempt =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  /** It may be there next time. */
  | { readonly kind: 'passing'; readonly problem: string; readonly askedMs?: number }
  /** It will not be. */
  | { readonly kind: 'final'; readonly problem: string; readonly status?: number };

/** Statuses that pass, besides all of 500 and more. */
const PASSING = new Set([408, 425, 429]);

/** How one attempt is bounded. */
interface AttemptLimits {
  /** Cancels it; undefined when nobody can. */
  readonly signal: AbortSignal | undefined;
  /** For the whole attempt, its body included. */
  readonly timeoutMs: number;
  /** For a Retry-After that is a date. */
  readonly nowMs: number;
}

/**
 * One attempt to fetch a file of the hub.
 *
 * @throws the signal's reason, and nothing else
 */
async function attemptFromHub(
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
async function readResponse({ response, sizeBytes }: HubReply, nowMs: number): Promise<HubAttempt> {
  const { status, headers } = response;
  if (status !== 200) {
    await response.body?.cancel();
    const problem = `status ${status}${errorCode(headers.get('x-error-code'))}`;
    if (status < 500 && !PASSING.has(status)) return { kind: 'final', problem, status };
    const asked = { 'retry-after': headers.get('retry-after') ?? '' };
    const askedMs = retryAfterMs({ headers: asked }, nowMs);
    return { kind: 'passing', problem, ...(askedMs === undefined ? {} : { askedMs }) };
  }
  const mostBytes = Math.min(sizeBytes ?? LONGEST_DATASET_FILE_BYTES, LONGEST_DATASET_FILE_BYTES);
  const bytes = await readUpTo(response.body, mostBytes);
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

/** Where files are asked for, and as whom. */
interface HubAccess {
  readonly fetch: Fetch;
  /** Base URL without a slash at its end. */
  readonly endpoint: string;
  /** Empty: none. */
  readonly token: string;
}

/** The hub itself redirects once or twice: to its cache, then to the storage behind it. */
const MAX_REDIRECTS = 5;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A reply of the hub, or of the storage behind it. */
interface HubReply {
  /** Its body is not read yet. */
  readonly response: Response;
  /** Bytes of the file, where the hub tells them (`X-Linked-Size`, with its redirect to the storage). */
  readonly sizeBytes: number | undefined;
}

/** A redirect that must not be followed; asking again would not help. */
class BadRedirect extends Error {
  override readonly name = 'BadRedirect';
}

/**
 * Asks for a URL of the hub and follows its redirects. The token goes to the hub's own origin only
 * and is dropped for good with the first step away from it: the storage behind the hub has its own
 * signed URLs, and no other server that a request is redirected to has a claim to it.
 *
 * @throws BadRedirect, or whatever fetch rejects with
 */
async function requestFromHub(
  path: string,
  { fetch, endpoint, token }: HubAccess,
  signal: AbortSignal,
): Promise<HubReply> {
  let url = new URL(`${endpoint}/${path}`);
  let isOwn = true;
  let sizeBytes: number | undefined;
  for (let step = 0; step <= MAX_REDIRECTS; step += 1) {
    const authorization = isOwn && token !== '' ? { authorization: `Bearer ${token}` } : {};
    // Unpacked, a body's length could not be compared with the length that was announced.
    const headers = { 'accept-encoding': 'identity', 'user-agent': 'siuo-gate', ...authorization };
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    sizeBytes ??= sizeOf(response.headers.get('x-linked-size'));
    if (!REDIRECTS.has(response.status)) return { response, sizeBytes };
    await response.body?.cancel();
    const next = nextUrl(url, response.headers.get('location'));
    isOwn &&= next.origin === url.origin;
    url = next;
  }
  throw new BadRedirect(`it redirects more than ${MAX_REDIRECTS} times`);
}

/** A size in bytes as a header gives it; undefined where it gives none. */
function sizeOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Where a redirect leads: to http or https, and never from https back to http. */
function nextUrl(from: URL, location: string | null): URL {
  if (location === null || !URL.canParse(location, from.href)) {
    throw new BadRedirect('it redirects to nowhere');
  }
  const to = new URL(location, from);
  const isSafe = to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
  if (isSafe) return to;
  throw new BadRedirect(`it redirects to ${to.protocol.slice(0, 20)}`);
}

/** What to do about a refusal, with a token and without. */
const REFUSALS: Readonly<Record<number, { readonly with: string; readonly without: string }>> = {
  401: {
    with: 'The hub does not accept the token in HF_TOKEN; renew it or unset it.',
    without: `Set HF_TOKEN to a token that may read ${SIUO_HUB_ID}, and check HF_ENDPOINT.`,
  },
  403: {
    with: `The token in HF_TOKEN may not read ${SIUO_HUB_ID}; ask for access with its account.`,
    without: `Set HF_TOKEN to a token that may read ${SIUO_HUB_ID}.`,
  },
  404: {
    with: 'Check the revision in input dataset, and HF_ENDPOINT.',
    without: 'Check the revision in input dataset, and HF_ENDPOINT.',
  },
};

/** What to do about the rest. */
const OTHERWISE =
  'Check that this machine reaches the hub (HF_ENDPOINT names a mirror, HTTPS_PROXY a proxy), or use dataset smoke.';

/**
 * The error for a file that the hub does not give. It names the hub, never where it redirected to: those
 * URLs are signed. Of the token it says only whether there is one.
 */
function hubError(
  file: string,
  failed: Exclude<HubAttempt, { kind: 'fetched' }>,
  { endpoint, token }: HubAccess,
): GateError {
  const refusal = failed.kind === 'final' ? REFUSALS[failed.status ?? 0] : undefined;
  return new GateError(
    'DATASET_UNREACHABLE',
    `${file} of ${SIUO_HUB_ID} could not be fetched from ${endpoint}: ${failed.problem}.`,
    { remedy: refusal?.[token === '' ? 'without' : 'with'] ?? OTHERWISE },
  );
}
