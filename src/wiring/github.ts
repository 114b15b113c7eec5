import { systemClock } from '../adapters/runtime/clock.io.js';
import { withDefaultBranch } from '../core/config/read-run-context.js';
import type { RunContext } from '../core/config/run-context.js';
import type { GithubClient } from '../adapters/github/github-client.io.js';
import type { RepositoryReader } from '../adapters/github/repository-reader.io.js';
import type { GithubParts, StoreParts } from './parts.js';

type Client = Promise<GithubClient>;

/** The client of each run, known by its connections: what failed for one purpose is known to all. */
const clients = new WeakMap<GithubParts['http'], Client>();

/** GitHub's API, loaded only where it is used, and by all parts of a run through one client. */
export function githubOf(parts: GithubParts): Client {
  const made = clients.get(parts.http) ?? makeClient(parts);
  clients.set(parts.http, made);
  return made;
}

/** A client for the run's token. */
async function makeClient({ config, environment, http }: GithubParts): Client {
  const { createGithubClient } = await import('../adapters/github/github-client.io.js');
  const apiUrl = environment.GITHUB_API_URL ?? 'https://api.github.com';
  return createGithubClient({
    token: config.githubToken,
    apiUrl,
    fetch: http.fetch,
    clock: systemClock,
  });
}

/** What stores read over GitHub's API. */
export async function readerOf(shared: StoreParts): Promise<RepositoryReader> {
  const { createRepositoryReader } = await import('../adapters/github/repository-reader.io.js');
  return createRepositoryReader(await githubOf(shared), shared.context.repository);
}

/** The context with its default branch, which some payloads lack and some stores need. */
export async function withKnownBranch(context: RunContext, api: GithubParts): Promise<RunContext> {
  const { store } = api.config.baseline;
  if (api.config.mode === 'sweep') return context;
  const isNeeded =
    store.kind === 'cache' ||
    store.kind === 'branch' ||
    (store.kind === 'file' && context.baseBranch === '');
  const isKnown = !context.isActions || context.defaultBranch !== '';
  if (isKnown || !isNeeded || api.config.githubToken === '') return context;
  const { fetchDefaultBranch } = await import('../adapters/github/event-context.io.js');
  return withDefaultBranch(
    context,
    await fetchDefaultBranch(await githubOf(api), context.repository),
  );
}

/** The context with the pull request whose run this one follows, which the payload does not name. */
export async function withPull(context: RunContext, api: GithubParts): Promise<RunContext> {
  const { workflowRun, repository } = context;
  if (api.config.mode !== 'report' || workflowRun === undefined) return context;
  const { findPull } = await import('../adapters/github/event-context.io.js');
  const pullRequest = await findPull(await githubOf(api), repository, workflowRun);
  if (pullRequest === undefined) return context;
  return { ...context, pullRequest, baseBranch: pullRequest.baseBranch };
}
