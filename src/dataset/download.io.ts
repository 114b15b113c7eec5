import type { Chance, Clock } from '../clock.js';
import { messageOf } from '../errors.js';
import { readUpTo } from '../http.io.js';
import type { PublicFetch } from '../public-fetch.io.js';
import { backOffMs } from '../retry.js';
import { TOOL_VERSION } from '../tool-version.js';

/** What a download is made with. */
export interface Downloading {
  readonly web: PublicFetch;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** Who asks: Wikimedia wants a name and an address. */
const USER_AGENT = `siuo-gate/${TOOL_VERSION} (+https://github.com/siuo-gate/siuo-gate)`;

/** Tries for one file. */
const TRIES = 3;

/** For one try. */
const TIMEOUT_MS = 60_000;

const MOST_REDIRECTS = 5;

/** A file, or why it cannot be had. */
export type Got = { readonly bytes: Uint8Array } | { readonly problem: string };

/** What a try gave, and whether another may give more. */
type Tried = Got & { readonly mayPass?: boolean };

/**
 * Downloads a file of the public internet in three tries, over its redirects.
 *
 * @param mostBytes what is longer is not read
 * @param parts connections, clock and chance
 * @returns the bytes, or why they cannot be had
 * @throws the signal's reason
 */
export async function download(
  url: URL,
  mostBytes: number,
  parts: Downloading,
  signal: AbortSignal | undefined,
): Promise<Got> {
  const { clock, chance } = parts;
  for (let failures = 1; ; failures += 1) {
    const got = await tryOnce(url, mostBytes, parts, signal);
    if ('bytes' in got || got.mayPass !== true || failures >= TRIES) return got;
    await clock.sleep(backOffMs(failures, chance.next()), signal);
  }
}

/** Statuses that pass, besides all of 500 and more. */
const PASSING = new Set([408, 425, 429]);

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** One try at a file, over its redirects: each is looked at as the first URL was. */
async function tryOnce(
  from: URL,
  mostBytes: number,
  { web }: Downloading,
  signal: AbortSignal | undefined,
): Promise<Tried> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  let url = from;
  try {
    for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
      const response = await web.fetch(url, {
        headers: { 'user-agent': USER_AGENT },
        signal: either,
      });
      const { status, headers } = response;
      if (status === 200) {
        const bytes = await readUpTo(response.body, mostBytes);
        return bytes === undefined ? { problem: `it has more than ${mostBytes} bytes` } : { bytes };
      }
      await response.body?.cancel();
      const location = headers.get('location');
      if (!REDIRECTS.has(status) || location === null) {
        return { problem: `status ${status}`, mayPass: status >= 500 || PASSING.has(status) };
      }
      if (!URL.canParse(location, url.href)) return { problem: 'it redirects to nowhere' };
      const next = new URL(location, url);
      if (url.protocol === 'https:' && next.protocol !== 'https:') {
        return { problem: `it redirects to ${next.protocol.slice(0, 20)}` };
      }
      url = next;
    }
    return { problem: `it redirects more than ${MOST_REDIRECTS} times` };
  } catch (error) {
    signal?.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const isPrivate = cause instanceof Error && cause.name === 'PrivateAddress';
    return { problem: messageOf(cause), mayPass: !isPrivate };
  }
}
