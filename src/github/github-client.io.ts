import { getOctokit } from '@actions/github';
import { GateError } from '../errors.js';
import type { Clock } from '../clock.js';
import type { Fetch } from '../http.io.js';
import { isWebPage, WebPage } from './github-errors.js';
import { createResilientFetch } from './resilient-fetch.io.js';
import { withoutEndSlashes } from '../foreign.js';

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
