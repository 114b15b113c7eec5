import { afterEach, jest } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetch } from 'undici';
import { createCacheStore } from '../../src/baseline/cache-store.io.js';
import { createGithubClient } from '../../src/github/github-client.io.js';
import { createRepositoryReader } from '../../src/github/repository-reader.io.js';
import { readRunContext } from '../../src/config/read-run-context.js';
import { type ArchiveMember, cacheVersion, packArchive } from '../fakes/cache/archive.js';
import { scopesOfRun } from '../fakes/cache/run-scopes.js';
import { startCacheServer, type CacheServer } from '../fakes/cache/server.js';
import type { RunEvent } from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import { startGitHubServer, type GitHubServer } from '../fakes/github/server.js';
import { fakeClock } from '../fakes/ports.js';
import { githubContext } from '../fakes/runner/environment.js';
import type { BaselineStore } from '../../src/baseline/baseline-file.js';

/** The one file in every archive. */
export const MEMBER = 'siuo-gate-baseline.json';

/** How a run differs from run 9001 of the baseline `default`. */
export interface RunChange {
  readonly runId?: number;
  readonly name?: string;
  readonly permissions?: Permissions;
  readonly environment?: Readonly<Record<string, string>>;
}

/** An entry to plant. */
export interface Planted {
  readonly ref: string;
  readonly key: string;
  readonly members: readonly ArchiveMember[];
  readonly size?: number;
}

/** A cache service, a GitHub that lists it, and a machine. */
export interface CacheWorld {
  readonly github: GitHubServer;
  readonly cache: CacheServer;
  readonly temp: string;
  /** The store as a run sees it; its environment is set while it works. */
  storeOf(event: RunEvent, change?: RunChange): BaselineStore;
  /** What leads a run of this event to this world's cache service. */
  environmentOf(event: RunEvent): Readonly<Record<string, string>>;
  plant(entry: Planted): void;
  /** What is left in the temp folder. */
  unsavedFiles(): Promise<readonly string[]>;
}

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Starts an empty world, gone after the test. */
export async function startCacheWorld(): Promise<CacheWorld> {
  const cache = await startCacheServer();
  const github = await startGitHubServer({ caches: cache.entries, isPrivate: true });
  const temp = await mkdtemp(join(tmpdir(), 'runner-temp-'));
  closing.push(
    () => cache.close(),
    () => github.close(),
    () => rm(temp, { recursive: true }),
  );
  return {
    github,
    cache,
    temp,
    storeOf: (event, change = {}) => storeOf({ cache, github, temp }, event, change),
    environmentOf: (event) => cache.environment(cache.issueToken(scopesOfRun(event))),
    plant: ({ ref, key, members, size }) => {
      const entry = { ref, key, version: cacheVersion([MEMBER]), archive: packArchive(members) };
      cache.entries.plant(size === undefined ? entry : { ...entry, sizeInBytes: size });
    },
    unsavedFiles: () => readdir(temp),
  };
}

type Services = Pick<CacheWorld, 'cache' | 'github' | 'temp'>;

function storeOf(
  { cache, github, temp }: Services,
  event: RunEvent,
  change: RunChange,
): BaselineStore {
  const run = { id: change.runId ?? 9001, attempt: 1, number: 1, workflow: 'gate', job: 'gate' };
  const urls = { server: 'https://github.com', api: github.apiUrl, graphql: github.graphqlUrl };
  const named = Object.entries(githubContext(event, run, urls, temp)).map(
    ([name, value]) => [`GITHUB_${name.toUpperCase()}`, value] as const,
  );
  const variables = { GITHUB_ACTIONS: 'true', ...Object.fromEntries(named) };
  const token = github.access.issue({ permissions: change.permissions ?? { actions: 'read' } });
  const client = createGithubClient({ token, apiUrl: github.apiUrl, fetch, clock: fakeClock() });
  const store = createCacheStore({
    name: change.name ?? 'default',
    context: readRunContext(variables, event.payload),
    reader: createRepositoryReader(client, event.repository),
    tempFolder: temp,
  });
  const environment = {
    GITHUB_SERVER_URL: 'https://github.com',
    RUNNER_TEMP: temp,
    ...cache.environment(cache.issueToken(scopesOfRun(event))),
    ...change.environment,
  };
  return {
    find: (preferred) => inEnvironment(environment, () => store.find(preferred)),
    requireWrite: () => store.requireWrite(),
    save: (baseline, texts) => inEnvironment(environment, () => store.save(baseline, texts)),
    readTexts: (names, where) => inEnvironment(environment, () => store.readTexts(names, where)),
  };
}

/** Some work with these variables set, and the toolkit's log kept quiet. */
export async function inEnvironment<T>(
  environment: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env };
  const quiet = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  Object.assign(process.env, environment);
  try {
    return await work();
  } finally {
    quiet.mockRestore();
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}
