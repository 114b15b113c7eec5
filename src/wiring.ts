import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createFileStore } from './adapters/baseline/file-store.js';
import { noneStore } from './adapters/baseline/none-store.js';
import { createPendingStore } from './adapters/baseline/pending-store.js';
import { createDirectorySource } from './adapters/dataset/directory-source.js';
import { createHubSource, hubFolder } from './adapters/dataset/hub-source.js';
import { openHttp, type Http } from './adapters/endpoint/dispatcher.js';
import { createLimiters } from './adapters/endpoint/limiter.js';
import { openAiEndpoint } from './adapters/endpoint/openai-endpoint.js';
import { readTemplate } from './adapters/inputs/read-template.js';
import { createFileJournal } from './adapters/journal/file-journal.js';
import type { Comment } from './adapters/reporters/comment-reporter.js';
import { filesReporter } from './adapters/reporters/files-reporter.js';
import { pageReporter } from './adapters/reporters/page-reporter.js';
import { journalFile, pendingFile, type Folders } from './adapters/runtime/folders.js';
import { systemChance } from './adapters/runtime/system-chance.js';
import { systemClock } from './adapters/runtime/system-clock.js';
import { createWorkspaceFiles } from './adapters/runtime/workspace-files.js';
import type { Config, EndpointConfig } from './core/config/config.js';
import { withDefaultBranch } from './core/config/read-run-context.js';
import type { RunContext } from './core/config/run-context.js';
import { SMOKE } from './core/dataset/smoke.js';
import { judgePromptOf } from './core/judge/judge-prompt.js';
import type { GatePorts } from './engine/gate-ports.js';
import type {
  BaselineStore,
  ChatEndpoint,
  DatasetSource,
  Journal,
  Log,
  RecordSource,
  Reporter,
  RepositoryReader,
  WorkspaceFiles,
} from './engine/ports.js';

/** Where a run takes place. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folders: Folders;
  /** The folder of the built-in data set. */
  readonly smokeFolder: string;
  readonly log: Log;
  /** Told which journal is open, so that the post step can save it. */
  readonly journalOpened?: (fingerprint: string) => void;
}

/** The concrete parts of a run. */
export interface Wiring {
  /** The context with what the event did not say. */
  readonly context: RunContext;
  readonly ports: GatePorts;
  readonly config: Config;
  /** Writes the report files. */
  readonly files: Reporter;
  /** Writes the report for people to look at. */
  readonly page: Reporter;
  /** The folder of the report files, absolute. */
  readonly reportFolder: string;
  /** Posts a comment on the run's pull request; undefined where there is none to post on. */
  readonly postComment: ((comment: Comment) => Promise<PostedComment>) | undefined;
  /** Says before anything is spent why a comment would be refused; undefined when it would not. */
  readonly commentProblem: () => Promise<string | undefined>;
  close(): Promise<void>;
}

/** What became of a comment. */
type PostedComment =
  | { readonly posted: true; readonly url: string }
  | { readonly posted: false; readonly problem: string };

/** What a baseline store is made of. */
export type StoreParts = Pick<
  Shared,
  'config' | 'context' | 'environment' | 'folders' | 'http' | 'workspace'
>;

/** What the parts of one run share. */
interface Shared extends World {
  readonly config: Config;
  readonly context: RunContext;
  readonly http: Http;
  readonly workspace: WorkspaceFiles;
}

/**
 * Puts the concrete parts of a run together. The only place that names them.
 *
 * @param config the run's inputs
 * @param given where and why it happens, as far as the event says
 * @param world folders, log and environment
 * @throws GateError CONFIG_INVALID for a judge prompt that cannot be used, CONFIG_MISSING for a token
 */
export async function wire(config: Config, given: RunContext, world: World): Promise<Wiring> {
  const { folders, log } = world;
  await mkdir(folders.temp, { recursive: true, mode: 0o700 });
  const http = openHttp(
    Math.max(config.model?.concurrency ?? 1, config.judge?.endpoint.concurrency ?? 1),
  );
  const context = await withKnownBranch(given, { ...world, config, http });
  const shared = {
    ...world,
    config,
    context,
    http,
    workspace: createWorkspaceFiles(folders.workspace),
  };
  const { directory, showAnswers } = config.report;
  const isUnjudged = config.mode === 'sweep' && config.judge === undefined;
  return {
    config,
    context,
    ports: {
      clock: systemClock,
      chance: systemChance,
      log,
      dataset: await datasetOf(shared),
      baseline: createPendingStore(
        await storeOf(shared),
        pendingFile(folders, config.baseline.name),
      ),
      journal: await journalOf(shared),
      ...endpointsOf(shared),
      records: config.mode === 'report' ? await recordsOf(shared) : undefined,
      judgePrompt: await promptOf(config, folders),
    },
    files: filesReporter({ files: shared.workspace, directory }, showAnswers || isUnjudged),
    page: pageReporter({ files: shared.workspace, directory }, showAnswers),
    reportFolder: resolve(folders.workspace, directory),
    ...commentOf(shared),
    close: () => http.close(),
  };
}

/** Model and judge; endpoints of one origin share a limiter. */
function endpointsOf({ config, http, log }: Shared): Pick<GatePorts, 'model' | 'judge'> {
  const limiters = createLimiters(systemClock);
  const open = (role: ChatEndpoint['role'], endpoint: EndpointConfig): ChatEndpoint =>
    openAiEndpoint({ role, config: endpoint, http, limiters, clock: systemClock, log });
  return {
    model: config.model === undefined ? undefined : open('model', config.model),
    judge: config.judge === undefined ? undefined : open('judge', config.judge.endpoint),
  };
}

/** The data set that the input names. */
async function datasetOf(shared: Shared): Promise<DatasetSource> {
  const { config, folders, smokeFolder } = shared;
  const { dataset, task } = config;
  switch (dataset.kind) {
    case 'smoke':
      return createDirectorySource({ directory: smokeFolder, task, identity: SMOKE });
    case 'directory':
      return createDirectorySource({ directory: resolve(folders.workspace, dataset.path), task });
    case 'siuo':
      return siuoSource(dataset.revision, shared);
  }
}

/** The benchmark's own set, its files shared between the jobs of a repository. */
async function siuoSource(revision: string, shared: Shared): Promise<DatasetSource> {
  const { config, context, environment, folders, http, log } = shared;
  const cacheDirectory = join(folders.cache, 'siuo');
  const source = createHubSource({
    revision,
    cacheDirectory,
    endpoint: environment.HF_ENDPOINT ?? '',
    token: environment.HF_TOKEN ?? '',
    fetch: http.fetch,
    clock: systemClock,
    chance: systemChance,
    task: config.task,
  });
  if (!context.isActions || config.githubToken === '') return source;
  const { sharePictures } = await import('./adapters/dataset/shared-pictures.js');
  const folder = hubFolder(cacheDirectory, revision);
  return sharePictures(source, { folder, revision, context, reader: await readerOf(shared), log });
}

/**
 * The baseline store that the input names.
 *
 * @param shared inputs, event, folders and connections
 * @throws GateError CONFIG_MISSING without the token it needs
 */
export async function storeOf(shared: StoreParts): Promise<BaselineStore> {
  const { config, context, folders, workspace } = shared;
  const { store, name } = config.baseline;
  if (config.mode === 'sweep') return noneStore;
  switch (store.kind) {
    case 'none':
      return noneStore;
    case 'file': {
      const hasApi = context.isActions && config.githubToken !== '';
      const reader = hasApi ? await readerOf(shared) : undefined;
      return createFileStore({ path: store.path, name, context, files: workspace, reader });
    }
    case 'branch': {
      const { createBranchStore } = await import('./adapters/baseline/branch-store.js');
      const { createDataBranch } = await import('./adapters/github/data-branch.js');
      const { repository } = context;
      const { branch } = store;
      const { poolNights, maxAgeDays } = config.baseline;
      return createBranchStore({
        branch,
        name,
        context,
        data: createDataBranch(await githubOf(shared), { repository, branch }),
        reader: await readerOf(shared),
        limits: { poolNights, maxAgeDays },
        clock: systemClock,
      });
    }
    case 'cache': {
      const { createCacheStore } = await import('./adapters/baseline/cache-store.js');
      return createCacheStore({
        name,
        context,
        reader: await readerOf(shared),
        tempFolder: folders.temp,
      });
    }
  }
}

/** The context with its default branch, which some payloads lack and some stores need. */
async function withKnownBranch(context: RunContext, api: GithubParts): Promise<RunContext> {
  const { store } = api.config.baseline;
  if (api.config.mode === 'sweep') return context;
  const isNeeded =
    store.kind === 'cache' ||
    store.kind === 'branch' ||
    (store.kind === 'file' && context.baseBranch === '');
  const isKnown = !context.isActions || context.defaultBranch !== '';
  if (isKnown || !isNeeded || api.config.githubToken === '') return context;
  const { fetchDefaultBranch } = await import('./adapters/github/default-branch.js');
  return withDefaultBranch(
    context,
    await fetchDefaultBranch(await githubOf(api), context.repository),
  );
}

/** What GitHub's API is reached by. */
type GithubParts = Pick<Shared, 'config' | 'environment' | 'http'>;

/** GitHub's API, loaded only where it is used. */
async function githubOf({ config, environment, http }: GithubParts) {
  const { createGithubClient } = await import('./adapters/github/github-client.js');
  const apiUrl = environment.GITHUB_API_URL ?? 'https://api.github.com';
  return createGithubClient({
    token: config.githubToken,
    apiUrl,
    fetch: http.fetch,
    clock: systemClock,
  });
}

/** What stores read over GitHub's API. */
async function readerOf(shared: StoreParts): Promise<RepositoryReader> {
  const { createRepositoryReader } = await import('./adapters/github/repository-reader.js');
  return createRepositoryReader(await githubOf(shared), shared.context.repository);
}

/** The comment of the run's pull request, where there is an open one and a comment is wanted. */
function commentOf(shared: Shared): Pick<Wiring, 'postComment' | 'commentProblem'> {
  const { config, context } = shared;
  const { pullRequest, repository, runId, runAttempt } = context;
  const { comment, commentKey } = config.report;
  const isSilent = comment === 'never' || config.mode === 'sweep';
  if (isSilent || pullRequest?.isOpen !== true) {
    return { postComment: undefined, commentProblem: () => Promise.resolve(undefined) };
  }
  const place = { repository, number: pullRequest.number, key: commentKey };
  return {
    postComment: async ({ verdict: { verdict, reason }, render }) => {
      const { postComment } = await import('./adapters/github/post-comment.js');
      const at = new Date(systemClock.nowMs()).toISOString();
      return postComment(await githubOf(shared), {
        ...place,
        run: { runId, runAttempt },
        verdict: { sha: context.sha, verdict, reason, at },
        render,
      });
    },
    commentProblem: async () => {
      const { checkCommentPermission } =
        await import('./adapters/github/check-comment-permission.js');
      return checkCommentPermission(await githubOf(shared), place);
    },
  };
}

/** The records that mode report is given. */
async function recordsOf({ config, folders, workspace }: Shared): Promise<RecordSource> {
  const { createRecordFiles } = await import('./adapters/records/record-files.js');
  return createRecordFiles({ pattern: config.records, root: folders.workspace, files: workspace });
}

/** The judge's prompt: the user's file, or ours. */
async function promptOf(
  { judge }: Config,
  { workspace }: Folders,
): Promise<GatePorts['judgePrompt']> {
  const path = judge?.promptPath;
  return judgePromptOf(
    path === undefined ? undefined : await readTemplate(resolve(workspace, path)),
  );
}

/** The journal; in Actions it goes on from the one that an earlier attempt saved. */
async function journalOf(shared: Shared): Promise<Journal> {
  const { config, context, folders, log, journalOpened } = shared;
  const pathOf = (fingerprint: string): string =>
    journalFile(folders, config.baseline.name, fingerprint);
  const journal = createFileJournal({ pathOf, log });
  const isShared = context.isActions && config.reuseAnswers && config.githubToken !== '';
  if (!isShared) return journal;
  const { shareJournal } = await import('./adapters/journal/shared-journal.js');
  const reader = await readerOf(shared);
  const { temp } = folders;
  return shareJournal(journal, {
    pathOf,
    context,
    reader,
    tempFolder: temp,
    log,
    opened: journalOpened ?? (() => undefined),
  });
}
