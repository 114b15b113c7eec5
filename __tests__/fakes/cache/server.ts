import { startHttpServer, type HttpServer } from '../http-server.js';
import { Blobs } from './blobs.js';
import { CacheEntries } from './entries.js';
import { RuntimeTokens, type CacheScope } from './runtime-token.js';
import { CacheService } from './twirp.js';

/** A running cache service with its blob storage. */
export interface CacheServer extends HttpServer {
  /** The caches, shared with a GitHub server that lists them. */
  readonly entries: CacheEntries;
  /** A token for a run with these scopes, for ACTIONS_RUNTIME_TOKEN. */
  issueToken(scopes: readonly CacheScope[]): string;
  /** What the runner sets for an action so that it talks to this service. */
  environment(token: string): Readonly<Record<string, string>>;
}

/** Starts the cache service v2; the caller closes it. */
export async function startCacheServer(entries = new CacheEntries()): Promise<CacheServer> {
  const blobs = new Blobs();
  const tokens = new RuntimeTokens();
  const service = new CacheService(entries, blobs, tokens);
  const server = await startHttpServer({
    routes: [...service.routes(), ...blobs.routes()],
    notFound: ({ method, url }) => ({
      status: 404,
      body: { code: 'bad_route', msg: `no handler for ${method} ${url.pathname}` },
    }),
  });
  return {
    ...server,
    entries,
    issueToken: (scopes) => tokens.issue(scopes),
    environment: (token) => ({
      ACTIONS_RESULTS_URL: `${server.url}/`,
      ACTIONS_CACHE_URL: `${server.url}/`,
      ACTIONS_RUNTIME_URL: `${server.url}/`,
      ACTIONS_RUNTIME_TOKEN: token,
      ACTIONS_CACHE_SERVICE_V2: 'True',
    }),
  };
}
