import { fileURLToPath } from 'node:url';
import { createDirectorySource } from '../../src/dataset/directory-source.io.js';
import { startCacheServer, type CacheServer } from '../fakes/cache/server.js';
import { startGitHubServer, type GitHubServer } from '../fakes/github/server.js';
import {
  startFakeOpenAi,
  type FakeOpenAi,
  type FakeOpenAiOptions,
} from '../fakes/openai/server.js';
import { createMachine, type Machine } from '../fakes/runner/machine.js';
import { runAsRunner, type RunOptions, type RunResult } from '../fakes/runner.js';
import type { DemoWorld } from '../../src/demo/demo-model.js';
import type { RunEvent } from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFAULT_CONFIG_PATH } from '../../src/config/parsers.js';
import { definitionOf, INPUT_NAMES } from '../../src/config/inputs.js';

/** The repository of the action under test. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** What the README asks a workflow to permit. */
export const PERMISSIONS: Permissions = {
  contents: 'read',
  'pull-requests': 'write',
  actions: 'read',
};

/** The built-in set, as the simulated models know it. */
export async function smokeWorld(): Promise<DemoWorld> {
  const directory = join(PROJECT, 'src/demo/smoke');
  return createDirectorySource({ directory, task: 'mcqa' }).load();
}

/** A repository with its cache, a model server, and one machine that runs the jobs. */
export interface World {
  readonly github: GitHubServer;
  readonly cache: CacheServer;
  readonly models: FakeOpenAi;
  readonly machine: Machine;
  /**
   * Runs the packaged action on an event; `inputs` are added to those that a smoke run needs. What the action
   * does not take stands in the configuration file of the repository.
   */
  run(event: RunEvent, inputs?: Inputs, more?: Partial<RunOptions>): Promise<RunResult>;
  /** Commits files for the runs from now on, in the checkout and in the base; `checkout` differs in the former alone. */
  commit(files: CommittedFiles, checkout?: CommittedFiles): void;
  /** Commits a configuration file for the runs from now on, in the checkout and in the base. */
  share(text: string): void;
  /** A file of the workspace; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  /** Chat completions asked so far. */
  completions(): number;
  close(): Promise<void>;
}

/** Contents of files by their paths in the repository. */
export type CommittedFiles = Readonly<Record<string, string | Buffer>>;

/** Inputs by name. */
export type Inputs = Readonly<Record<string, string>>;

/** How a world differs from a public repository with a server that works. */
export interface WorldOptions extends FakeOpenAiOptions {
  readonly isPrivate?: boolean;
  /** Runs that its repository had before. */
  readonly earlierRuns?: number;
}

/** Makes a world; the caller closes it. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const cache = await startCacheServer();
  const github = await startGitHubServer({
    caches: cache.entries,
    isPrivate: options.isPrivate ?? false,
  });
  const models = await startFakeOpenAi({
    ...options,
    world: options.world ?? (await smokeWorld()),
  });
  const machine = await createMachine();
  let lastRun = 9000 + (options.earlierRuns ?? 0);
  let shared = '';
  let isCommitted = false;
  let committed: CommittedFiles = {};
  let checkout: CommittedFiles = {};
  return {
    github,
    cache,
    models,
    machine,
    commit: (files, differing = {}) => {
      committed = files;
      checkout = differing;
    },
    share: (text) => {
      shared = text;
    },
    run: async (event, given = {}, more = {}) => {
      github.state.addEvent(event);
      lastRun += 1;
      const { inputs, keys } = apart(given);
      const text = Object.keys(keys).length === 0 ? shared : JSON.stringify(keys);
      const files = { base: committed, checkout: { ...committed, ...checkout } };
      const isShared = text !== '' || Object.keys(files.checkout).length > 0;
      if (isShared || isCommitted) await commitConfig({ github, machine }, event, { text, files });
      isCommitted = isShared;
      return runAsRunner({
        event,
        github,
        cache,
        machine,
        permissions: PERMISSIONS,
        cancelPatience: PATIENCE,
        run: { id: lastRun },
        inputs: { ...smokeInputs(models), ...inputs },
        ...more,
      });
    },
    read: async (path) => {
      const folder = await machine.workspace('octo-org/octo-repo');
      return readFile(join(folder, path), 'utf8').catch(() => undefined);
    },
    completions: () => models.calls.filter(({ path }) => path === '/v1/chat/completions').length,
    close: async () => {
      await Promise.all([github.close(), cache.close(), models.close(), machine.remove()]);
    },
  };
}

/** Ten times the runner's own, for a machine that is as busy. */
const PATIENCE = { afterInterrupt: 75_000, afterTerminate: 25_000 };

/** Inputs of the action, and what the action does not take. */
function apart(given: Inputs): { readonly inputs: Inputs; readonly keys: Inputs } {
  const isKey = (name: string): boolean =>
    INPUT_NAMES.some((each) => each === name && definitionOf(each).never === 'action');
  const entries = Object.entries(given);
  return {
    inputs: Object.fromEntries(entries.filter(([name]) => !isKey(name))),
    keys: Object.fromEntries(entries.filter(([name]) => isKey(name))),
  };
}

/** Puts the configuration file where a run of an event reads it; an empty text takes it away. */
async function commitConfig(
  { github, machine }: Pick<World, 'github' | 'machine'>,
  event: RunEvent,
  {
    text,
    files: { base, checkout },
  }: {
    readonly text: string;
    readonly files: { readonly base: CommittedFiles; readonly checkout: CommittedFiles };
  },
): Promise<void> {
  const root = await machine.workspace(event.repository);
  const path = join(root, DEFAULT_CONFIG_PATH);
  await mkdir(dirname(path), { recursive: true });
  await (text === '' ? rm(path, { force: true }) : writeFile(path, text));
  for (const [name, content] of Object.entries(checkout)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  const texts = Object.entries(base).filter(([, content]) => typeof content === 'string');
  const files = {
    ...(Object.fromEntries(texts) as Readonly<Record<string, string>>),
    [DEFAULT_CONFIG_PATH]: text === '' ? null : text,
  };
  const { pull_request: pull } = event.payload as { pull_request?: { base: { sha: string } } };
  if (pull !== undefined) github.state.git.plantCommit(pull.base.sha, files);
  else if (['merge_group', 'workflow_run', 'issue_comment'].includes(event.name)) {
    github.state.git.commitFiles(event.defaultBranch, files);
  }
}

/** The inputs of a run on the built-in set. */
export function smokeInputs({ baseUrl }: { readonly baseUrl: string }): Inputs {
  return {
    endpoint: baseUrl,
    model: 'base',
    dataset: 'smoke',
    'judge-endpoint': baseUrl,
    'judge-model': 'judge',
  };
}

/** Every file below a folder, as text. */
export async function textsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
}

/** Ten items, one answer each: for runs whose figures do not matter. */
export const SMALL: Inputs = { domains: 'privacy violation', repeats: '1' };
