import type { RequestInit, Response } from 'undici';

/** `fetch`, over whatever proxy and connections the caller has. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Where files are asked for, and as whom. */
export interface HubAccess {
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
export interface HubReply {
  /** Its body is not read yet. */
  readonly response: Response;
  /** Bytes of the file, where the hub tells them (`X-Linked-Size`, with its redirect to the storage). */
  readonly sizeBytes: number | undefined;
}

/** A redirect that must not be followed; asking again would not help. */
export class BadRedirect extends Error {
  override readonly name = 'BadRedirect';
}

/**
 * Asks for a URL of the hub and follows its redirects. The token goes to the hub's own origin only
 * and is dropped for good with the first step away from it: the storage behind the hub has its own
 * signed URLs, and whoever else is redirected to has no claim to it.
 *
 * @param path of the file, encoded, from the endpoint on
 * @param access where and as whom
 * @param signal ends the request and the reading of its body
 * @returns the first reply that is no redirect
 * @throws BadRedirect, or whatever fetch rejects with
 */
export async function requestFromHub(
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
