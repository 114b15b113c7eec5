import { randomUUID } from 'node:crypto';
import {
  startHttpServer,
  type HttpServer,
  type Received,
  type Reply,
  type Route,
} from '../http-server.js';
import { idOf } from '../payloads.js';
import { acceptanceEndpoints } from './acceptance.js';
import { Access, isAllowed, type Grant } from './access.js';
import { cacheEndpoints } from './caches.js';
import { callOf, inaccessible, notFound, Refusal, refuse, type Endpoint } from './api.js';
import { commentEndpoints } from './comments.js';
import { contractFaults } from './contract.js';
import { contentEndpoints } from './contents.js';
import { gitEndpoints } from './git-data.js';
import { refEndpoints } from './git-refs.js';
import { pullEndpoints } from './pulls.js';
import { releaseEndpoints } from './releases.js';
import { repositoryEndpoints } from './repository.js';
import { GitHubState, type RepositoryOptions } from './state.js';
import { statusEndpoints } from './statuses.js';
import type { CacheEntries } from '../cache/entries.js';

/** How the server differs from a public `octo-org/octo-repo` on github.com. */
export interface GitHubOptions extends Partial<RepositoryOptions> {
  /** The caches the API lists, shared with a cache server. */
  readonly caches?: CacheEntries;
  /** Serves under /api/v3 and /api/graphql, as GitHub Enterprise Server does. */
  readonly isEnterprise?: boolean;
}

/** A running GitHub. */
export interface GitHubServer extends HttpServer {
  /** For GITHUB_API_URL. */
  readonly apiUrl: string;
  /** For GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  readonly state: GitHubState;
  readonly access: Access;
}

/**
 * Starts GitHub with one repository; the caller closes it, which fails when a request came in that
 * GitHub's own description of its API has something against.
 */
export async function startGitHubServer(options: GitHubOptions = {}): Promise<GitHubServer> {
  const repository = {
    repository: options.repository ?? 'octo-org/octo-repo',
    defaultBranch: options.defaultBranch ?? 'main',
    isPrivate: options.isPrivate ?? false,
  };
  const state = new GitHubState(repository, options.caches);
  const access = new Access();
  const prefix = options.isEnterprise === true ? '/api/v3' : '';
  const routes = endpoints(state).map((endpoint) => route(endpoint, { state, access, prefix }));
  const server = await startHttpServer({
    routes,
    rewrite: (path) => rewritten(path, prefix, repository.repository),
    guard: (request) => guard(request, access),
    headers: () => standardHeaders(),
    notFound: () => refuse(notFound(), 'rest'),
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      const faults = server.requests.flatMap((request) =>
        contractFaults({ ...request, path: belowApi(request.path, prefix) }),
      );
      if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'));
    },
    state,
    access,
    apiUrl: `${server.url}${prefix}`,
    graphqlUrl: `${server.url}${prefix === '' ? '' : '/api'}/graphql`,
  };
}

interface Home {
  readonly state: GitHubState;
  readonly access: Access;
  readonly prefix: string;
}

function endpoints(state: GitHubState): readonly Endpoint[] {
  return [
    ...repositoryEndpoints(state),
    ...commentEndpoints(state),
    ...pullEndpoints(state),
    ...statusEndpoints(state),
    ...contentEndpoints(state),
    ...refEndpoints(state),
    ...gitEndpoints(state),
    ...releaseEndpoints(state),
    ...cacheEndpoints(state),
    ...acceptanceEndpoints(state),
  ];
}

function route(endpoint: Endpoint, home: Home): Route {
  const accepted = endpoint.needs.map((need) => need.replace('-', '_').replace(':', '='));
  const headers = { 'x-accepted-github-permissions': accepted.join('; ') };
  return {
    method: endpoint.method,
    pattern: endpoint.pattern,
    handle: (request) => {
      const reply = handled(endpoint, request, home);
      return { ...reply, headers: { ...headers, ...reply.headers } };
    },
  };
}

function handled(endpoint: Endpoint, request: Received, { state, access, prefix }: Home): Reply {
  const { repository, isPrivate } = state.repository;
  const grant = access.grantOf(request);
  try {
    if (grant === undefined || !isHere(request, repository)) throw notFound();
    if (!isAllowed(grant, endpoint.needs, isPrivate)) throw inaccessible();
    const api = `${request.url.origin}${prefix}`;
    return endpoint.handle(callOf(request, grant, api, linkPath(request, prefix, repository)));
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, `rest/${endpoint.docs}`);
    throw error;
  }
}

/** Whether a request is for our repository, or for none. */
function isHere({ params }: Received, repository: string): boolean {
  const { owner, repo } = params;
  if (owner === undefined || repo === undefined) return true;
  return `${owner}/${repo}`.toLowerCase() === repository.toLowerCase();
}

function guard(request: Received, access: Access): Reply | undefined {
  const grant: Grant | undefined = access.grantOf(request);
  if (grant !== undefined) return undefined;
  const isAnonymous = request.headers.authorization === undefined;
  return refuse(
    new Refusal(401, isAnonymous ? 'Requires authentication' : 'Bad credentials'),
    'rest',
  );
}

/** The path without an Enterprise prefix, and a repository's number as its name. */
function rewritten(path: string, prefix: string, repository: string): string {
  if (prefix !== '' && path === '/api/graphql') return '/graphql';
  if (!path.startsWith(`${prefix}/`) || path === '/api/v3/graphql') return '/nowhere';
  return path.slice(prefix.length).replace(/^\/repositories\/\d+/, `/repos/${repository}`);
}

/** A path as the description of the API has it. */
function belowApi(path: string, prefix: string): string {
  return path.replace(new RegExp(`^(${prefix}|/api)(?=/)`), '');
}

function linkPath({ url }: Received, prefix: string, repository: string): string {
  return url.pathname
    .slice(prefix.length)
    .replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${idOf(repository)}`);
}

function standardHeaders(): Record<string, string> {
  return {
    'x-github-request-id': randomUUID().toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '996',
    'x-ratelimit-used': '4',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
  };
}
