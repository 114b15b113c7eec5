import { getOctokit } from '@actions/github';
import { GateError } from '../errors.js';
import type { Clock } from '../clock.js';
import { retryAfterMs } from '../retry.js';
import type { Fetch } from '../http.io.js';
import { isWebPage, type Refusal, refusalIn, WebPage } from './github-errors.js';
import { withoutEndSlashes } from '../foreign.js';
import { type RequestInit, Response } from 'undici';

/** A client of GitHub's REST and GraphQL APIs. */
export type GithubClient = ReturnType<typeof getOctokit>;

/** What a client is made of. */
interface GithubClientOptions {
  /** A job's, an App's or a person's token. */
  readonly token: string;
  /** GITHUB_API_URL; GitHub Enterprise has its own. */
  readonly apiUrl: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** The version of the REST API this was written against. */
const API_VERSION = '2022-11-28';

const TIMEOUT_MS = 60_000;

/** Octokit would write to the console by itself. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * A client that repeats failed requests within bounds, see {@link createResilientFetch}; Octokit itself
 * repeats none. A web page where data was asked for is a failure, whatever its status.
 *
 * @param options token, address, fetch and clock
 * @throws GateError CONFIG_MISSING without a token
 * @see https://docs.github.com/en/rest/about-the-rest-api/api-versions
 */
export function createGithubClient(options: GithubClientOptions): GithubClient {
  const { token, apiUrl, fetch, clock } = options;
  if (token === '') {
    throw new GateError('CONFIG_MISSING', 'Input github-token is missing.', {
      remedy: 'Leave it at its default in GitHub Actions; elsewhere give a token.',
    });
  }
  const client = getOctokit(token, {
    baseUrl: withoutEndSlashes(apiUrl),
    userAgent: 'siuo-gate',
    log: SILENT,
    request: { fetch: createResilientFetch({ fetch, clock, timeoutMs: TIMEOUT_MS }) },
  });
  client.hook.before('request', ({ headers }) => {
    headers['x-github-api-version'] = API_VERSION;
  });
  client.hook.after('request', ({ status, headers, url }) => {
    if (!isWebPage(headers['content-type'])) return;
    const host = new URL(url).host;
    throw new WebPage(`${host} answered ${status} with a web page where data was asked for`);
  });
  return client;
}

/** Takes a log line and leaves it at that. */
function ignore(): void {
  // Failures reach the caller as errors; nothing else is worth a line.
}

/** A repository as the API's addresses name it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/**
 * The two halves of a repository's name.
 *
 * @param fullName `owner/name`
 * @returns both; an empty text gives empty halves
 */
export function splitName(fullName: string): RepositoryName {
  const [owner = '', repo = ''] = fullName.split('/');
  return { owner, repo };
}

/** What repeated requests are made of. */
interface ResilientFetchOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** For one attempt, its body included. */
  readonly timeoutMs: number;
}

/** Waits between attempts; as many repeats as there are waits, whatever each is for. */
const BACK_OFF_MS: readonly number[] = [1000, 3000, 9000];

/** All waits of a request for limits together; a longer one is not worth a runner's time. */
const LONGEST_WAIT_MS = 300_000;

/** The first wait for a limit of which GitHub does not say when it ends; each later one is twice as long. */
const UNTOLD_LIMIT_MS = 60_000;

/** How long what failed to the last is known to fail, and not asked again for another purpose. */
const REMEMBERED_MS = 60_000;

/** What an attempt came to. */
type Outcome = { readonly response: Response } | { readonly error: unknown };

/** A failure as it can be handed out more than once. */
type Failure =
  | { readonly error: unknown }
  | { readonly status: number; readonly headers: Response['headers']; readonly body: string };

/** A request that can be made again. */
interface Repeated {
  readonly again: () => Promise<Outcome>;
  readonly init: RequestInit;
  /** Whether a second request changes no more than the first, whatever became of that. */
  readonly isSafe: boolean;
}

/** What of an outcome decides what follows; undefined where it is no failure. */
type Trouble = Refusal | undefined;

/**
 * A fetch for GitHub's API that repeats what may be repeated, three times at most, and the only one
 * that does: requests that were refused for a limit (as late as GitHub says, five minutes in all), and
 * failures of server or network unless they may have changed something. Each attempt has its own
 * timeout. A resource whose reading failed to the last is known to fail for a minute, and of several readers
 * at the same time one repeats.
 *
 * @param options the fetch below, the clock and the timeout
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function createResilientFetch({ fetch, clock, timeoutMs }: ResilientFetchOptions): Fetch {
  const known = new Map<string, { readonly failure: Failure; readonly untilMs: number }>();
  const repeating = new Map<string, Promise<Failure | undefined>>();

  const knownFailure = (key: string): Failure | undefined => {
    const found = known.get(key);
    return found !== undefined && clock.nowMs() < found.untilMs ? found.failure : undefined;
  };

  /** Repeats the reading of a resource, for all who are reading it. */
  async function repeatRead(key: string, first: Outcome, request: Repeated): Promise<Outcome> {
    const result = repeat(first, request, clock);
    const shared = result.then(
      (outcome) => failureIn(outcome),
      (error: unknown) => ({ error }),
    );
    repeating.set(key, shared);
    try {
      const failure = await shared;
      const outcome = await result;
      if (failure === undefined) return outcome;
      known.set(key, { failure, untilMs: clock.nowMs() + REMEMBERED_MS });
      return handedOut(failure);
    } finally {
      repeating.delete(key);
    }
  }

  return async (url, init = {}) => {
    const again = (): Promise<Outcome> => attempt(fetch, url, withTimeout(init, timeoutMs));
    const key = readKey(url, init);
    const request = { again, init, isSafe: key !== undefined || methodOf(init) !== 'POST' };
    if (key === undefined) return settled(await repeat(await again(), request, clock));
    const before = knownFailure(key);
    if (before !== undefined) return settled(handedOut(before));
    let outcome = await again();
    if (isFailing(await troubleOf(outcome))) {
      const theirs = repeating.get(key) ?? knownFailure(key);
      if (theirs === undefined) return settled(await repeatRead(key, outcome, request));
      const failure = await theirs;
      if (failure !== undefined) return settled(handedOut(failure));
      outcome = await again();
    }
    return settled(await repeat(outcome, request, clock));
  };
}

/** One attempt, whatever comes of it. */
async function attempt(fetch: Fetch, url: string | URL, init: RequestInit): Promise<Outcome> {
  try {
    return { response: await fetch(url, init) };
  } catch (error) {
    if (init.signal?.reason instanceof Error && init.signal.reason.name === 'AbortError')
      throw error;
    return { error };
  }
}

/** Repeats from an outcome on, until there is nothing to wait for. */
async function repeat(
  first: Outcome,
  { again, init, isSafe }: Repeated,
  clock: Clock,
): Promise<Outcome> {
  let outcome = first;
  let limits = 0;
  let waitedMs = 0;
  for (const backOffMs of BACK_OFF_MS) {
    const trouble = await troubleOf(outcome);
    const isLimit = isLimiting(trouble);
    if (!isLimit && !(isSafe && isFailing(trouble))) break;
    const waitMs = isLimit ? limitWait(outcome, UNTOLD_LIMIT_MS * 2 ** limits, clock) : backOffMs;
    if (isLimit) {
      limits += 1;
      waitedMs += waitMs;
      if (waitedMs > LONGEST_WAIT_MS) break;
    }
    if ('response' in outcome) await outcome.response.body?.cancel();
    // A caller's abort ends this sleep at once, with its reason.
    await clock.sleep(waitMs, init.signal ?? undefined);
    outcome = await again();
  }
  return outcome;
}

/** What an attempt came to, for the caller. */
function settled(outcome: Outcome): Response {
  if ('response' in outcome) return outcome.response;
  throw outcome.error;
}

/** An outcome as a failure to remember; undefined for every other. */
async function failureIn(outcome: Outcome): Promise<Failure | undefined> {
  if (!isFailing(await troubleOf(outcome))) return undefined;
  if (!('response' in outcome)) return outcome;
  const { status, headers } = outcome.response;
  return { status, headers, body: await outcome.response.text() };
}

/** A remembered failure as if it had just been met. */
function handedOut(failure: Failure): Outcome {
  if ('error' in failure) return failure;
  const { status, headers, body } = failure;
  return { response: new Response(body, { status, headers }) };
}

/** The request's own signal and this attempt's timeout together. */
function withTimeout(init: RequestInit, timeoutMs: number): RequestInit {
  const timeout = AbortSignal.timeout(timeoutMs);
  return { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout };
}

/** The method of a request. */
function methodOf({ method }: RequestInit): string {
  return (method ?? 'GET').toUpperCase();
}

/**
 * The resource that a request only reads: its path, whatever part of it is asked for; a GraphQL query by
 * its text. Undefined for a request that changes something.
 */
function readKey(url: string | URL, init: RequestInit): string | undefined {
  const { origin, pathname } = new URL(url);
  if (methodOf(init) === 'GET') return `${origin}${pathname}`;
  const isQuery = methodOf(init) === 'POST' && pathname.endsWith('/graphql');
  return isQuery && typeof init.body === 'string' ? `${pathname} ${init.body}` : undefined;
}

/** What is wrong with an outcome; undefined when nothing is. */
async function troubleOf(outcome: Outcome): Promise<Trouble> {
  if (!('response' in outcome)) return 'no-answer';
  const { response } = outcome;
  const { status, headers } = response;
  const header = (name: string): string | undefined => headers.get(name) ?? undefined;
  if (status === 403 || status === 429) {
    return refusalIn({ status, header, message: await response.clone().text() });
  }
  if (status >= 400) return refusalIn({ status, header, message: '' });
  // GraphQL says in a 200 that its own hour is used up; the last answer of that hour has the header too.
  const isLast =
    header('x-ratelimit-resource') === 'graphql' && header('x-ratelimit-remaining') === '0';
  const isRefused = isLast && (await response.clone().text()).includes('"RATE_LIMITED"');
  return isRefused ? 'primary-limit' : undefined;
}

/** Whether a repeat may help: GitHub, or the way to it, is failing. */
function isFailing(trouble: Trouble): boolean {
  return trouble === 'failing' || trouble === 'no-answer';
}

/** Whether it was refused for a limit, and not looked at. */
function isLimiting(trouble: Trouble): boolean {
  return trouble === 'primary-limit' || trouble === 'secondary-limit';
}

/** The wait a limit asks for: Retry-After, else the reset of a used-up hour, else one of ours. */
function limitWait(outcome: Outcome, untoldMs: number, clock: Clock): number {
  if (!('response' in outcome)) return untoldMs;
  const { headers } = outcome.response;
  const asked = { 'retry-after': headers.get('retry-after') ?? '' };
  const askedMs = retryAfterMs({ headers: asked }, clock.nowMs());
  if (askedMs !== undefined) return Math.max(1000, askedMs);
  const reset = headers.get('x-ratelimit-reset');
  if (headers.get('x-ratelimit-remaining') !== '0' || !/^\d+$/.test(reset ?? '')) return untoldMs;
  return Math.max(0, Number(reset) * 1000 - clock.nowMs()) + 1000;
}
