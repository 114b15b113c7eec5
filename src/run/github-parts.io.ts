import { PERMISSIONS } from '../config/config-errors.js';
import { comparesNothing, type Config } from '../config/config.js';
import { systemClock } from '../clock.io.js';
import { withDefaultBranch } from '../config/read-run-context.js';
import type { RunContext } from '../config/run-context.js';
import type { GithubClient } from '../github/github-client.io.js';
import type { FileQuery, RepositoryReader } from '../github/repository-reader.io.js';
import { GateError } from '../errors.js';
import type { Http } from '../http.io.js';
import type { JournalMark } from '../record/journal.io.js';
import type { FileRead, WorkspaceFiles } from '../files.io.js';
import type { Environment, Folders } from '../folders.io.js';
import type { Redactor } from '../redact/redactor.js';
import type { Log } from '../log.js';

/**
 * What the main step tells the post step. It goes through the runner's state, which the runner takes from
 * a file of this one step and keeps to itself; files in the temporary folder, which every step of the job
 * can write, are believed only as far as this names their digest.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/FileCommandManager.cs
 */
export interface HandOver {
  /** How far the journal is; undefined once there is nothing left to save of it. */
  readonly journal: (mark: JournalMark | undefined) => void;
  /** The baseline that is about to be saved, as it lies in its file; undefined once it is saved. */
  readonly baseline: (bytes: string | undefined) => void;
  /** The digest of the data set's files, once all are here and in no cache. */
  readonly pictures: (digest: string) => void;
}

/** Where a run takes place. */
export interface World {
  readonly environment: Environment;
  readonly folders: Folders;
  /** The folder of the built-in data set. */
  readonly smokeFolder: string;
  readonly log: Log;
  /** Takes secrets out of what is shown or stored. */
  readonly redact: Redactor;
  /** Told what the post step has to know; left out where there is none. */
  readonly handOver?: HandOver;
}

/** What a baseline store is made of. */
export type StoreParts = Pick<
  Shared,
  'config' | 'context' | 'environment' | 'folders' | 'http' | 'workspace'
>;

/** What the parts of one run share. */
export interface Shared extends World {
  readonly config: Config;
  readonly context: RunContext;
  readonly http: Http;
  readonly workspace: WorkspaceFiles;
}

/** What GitHub's API is reached by. */
export type GithubParts = Pick<Shared, 'config' | 'environment' | 'http'>;

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
  const { createGithubClient } = await import('../github/github-client.io.js');
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
  const { createRepositoryReader } = await import('../github/repository-reader.io.js');
  return createRepositoryReader(await githubOf(shared), shared.context.repository);
}

/**
 * Reads a file of the run's repository.
 *
 * @throws GateError CONFIG_MISSING without a token, CONFIG_UNREADABLE where nobody can tell what is there
 */
export async function readFileOf(query: FileQuery, shared: StoreParts): Promise<FileRead> {
  const { config, context } = shared;
  const what = `${query.path} at ${query.ref} of ${context.repository}`;
  if (config.githubToken === '') {
    throw new GateError(
      'CONFIG_MISSING',
      `Input github-token is missing, and ${what} is read with it.`,
      {
        remedy: `Leave github-token at its default, or give a token with \`${PERMISSIONS.readFiles}\`.`,
      },
    );
  }
  const { splitName } = await import('../github/github-client.io.js');
  const { readFileAt } = await import('../github/repository-reader.io.js');
  const { translated } = await import('../github/github-errors.js');
  const client = await githubOf(shared);
  const errand = { what, permission: PERMISSIONS.readFiles, code: 'CONFIG_UNREADABLE' } as const;
  return translated(errand, () => readFileAt(client, splitName(context.repository), query));
}

/** The context with its default branch, which some payloads lack and some stores need. */
export async function withKnownBranch(context: RunContext, api: GithubParts): Promise<RunContext> {
  const { store } = api.config.baseline;
  if (comparesNothing(api.config.mode)) return context;
  const isNeeded =
    store.kind === 'cache' ||
    store.kind === 'branch' ||
    (store.kind === 'file' && context.baseBranch === '');
  const isKnown = !context.isActions || context.defaultBranch !== '';
  if (isKnown || !isNeeded || api.config.githubToken === '') return context;
  const { fetchDefaultBranch } = await import('../github/event-context.io.js');
  return withDefaultBranch(
    context,
    await fetchDefaultBranch(await githubOf(api), context.repository),
  );
}

/**
 * The context with whether its repository is private, where a payload does not say and texts of answers
 * might be kept in its cache; one of which GitHub does not say so is not.
 */
export async function withPrivacy(context: RunContext, api: GithubParts): Promise<RunContext> {
  const { baseline, githubToken, task, mode, reuseAnswers } = api.config;
  const isAsked =
    baseline.store.kind === 'cache' &&
    baseline.answersKey === undefined &&
    task !== 'mcqa' &&
    !comparesNothing(mode) &&
    reuseAnswers;
  if (!isAsked || context.isPrivate !== undefined || githubToken === '') return context;
  const { fetchPrivacy } = await import('../github/event-context.io.js');
  return { ...context, isPrivate: await fetchPrivacy(await githubOf(api), context.repository) };
}

/** The context with the pull request whose run this one follows, which the payload does not name. */
export async function withPull(context: RunContext, api: GithubParts): Promise<RunContext> {
  const { workflowRun, repository } = context;
  if (api.config.mode !== 'report' || workflowRun === undefined) return context;
  const { findPull } = await import('../github/event-context.io.js');
  const pullRequest = await findPull(await githubOf(api), repository, workflowRun);
  if (pullRequest === undefined) return context;
  return { ...context, pullRequest, baseBranch: pullRequest.baseBranch };
}
